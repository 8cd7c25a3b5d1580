using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QualityReview.Web.Tests.Api;

/// <summary>What an operation answered.</summary>
internal sealed record DocumentAnswer(int Status, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}

/// <summary>A client that knows nothing but the OpenAPI document: each call is made of it, and each answer is held against it.</summary>
internal sealed class DocumentClient(HttpClient http, JsonNode document)
{
    private readonly DocumentSchemas _schemas = new(document);

    public static async Task<DocumentClient> OfAsync(HttpClient http) =>
        new(http, JsonNode.Parse(await http.GetStringAsync(new Uri("/api/openapi.json", UriKind.Relative)))!);

    public JsonNode Document => document;

    /// <summary>Path, method and operation of each operation.</summary>
    public IEnumerable<(string Path, string Method, JsonObject Operation)> Operations =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (path, operation) => (path.Key, operation.Key, operation.Value!.AsObject()));

    /// <param name="parameters">By name; those that the operation does not have fail the test. A line each of one that may stand several times.</param>
    /// <param name="body">An object for JSON, or content as it is.</param>
    /// <param name="accept">One of the content types of the answer; null for the first.</param>
    public async Task<DocumentAnswer> CallAsync(string operationId, Dictionary<string, string>? parameters = null, object? body = null, string? accept = null)
    {
        var (path, method, operation) = Operations.Single(known => known.Operation["operationId"]?.GetValue<string>() == operationId);
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), Address(path, operation, parameters ?? [], out var headers));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        request.Content = Content(operationId, operation, body);
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var described = operation["responses"]![status];
        Assert.True(described is not null, $"{operationId} answered {status}, which it does not name: {text}");
        if (described!["content"] is { } contents)
        {
            var type = answer.Content.Headers.ContentType?.MediaType ?? "";
            Assert.True(contents[type] is not null, $"{operationId} answered {status} as {type}, which it does not name.");
            if (contents[type]!["schema"] is { } schema && type.EndsWith("json", StringComparison.Ordinal))
            {
                foreach (var part in type.Contains("ndjson", StringComparison.Ordinal) ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [text])
                {
                    Assert.Empty(_schemas.FaultsOf(JsonNode.Parse(part), schema, operationId));
                }
            }
        }

        return new DocumentAnswer((int)answer.StatusCode, text);
    }

    private static Uri Address(string path, JsonObject operation, Dictionary<string, string> given, out Dictionary<string, string> headers)
    {
        headers = [];
        var (query, left) = (new List<string>(), new Dictionary<string, string>(given));
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = parameter!["name"]!.GetValue<string>();
            if (!left.Remove(name, out var value))
            {
                Assert.False(parameter["required"]?.GetValue<bool>() == true, $"{operation["operationId"]} needs {name}.");
                continue;
            }

            switch (parameter["in"]!.GetValue<string>())
            {
                case "path":
                    path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
                    break;
                case "query":
                    query.AddRange((parameter["schema"]!["items"] is null ? [value] : value.Split('\n')).Select(one => $"{name}={Uri.EscapeDataString(one)}"));
                    break;
                default:
                    headers[name] = value;
                    break;
            }
        }

        Assert.Empty(left);
        Assert.DoesNotContain('{', path);
        return new Uri(path + (query.Count == 0 ? "" : "?" + string.Join('&', query)), UriKind.Relative);
    }

    private HttpContent? Content(string operationId, JsonObject operation, object? body)
    {
        if (operation["requestBody"]?["content"] is not JsonObject contents)
        {
            Assert.Null(body);
            return null;
        }

        Assert.NotNull(body);
        var (type, described) = contents.First();
        if (body is byte[] bytes)
        {
            return new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } };
        }

        var json = System.Text.Json.JsonSerializer.SerializeToNode(body)!;
        Assert.Empty(_schemas.FaultsOf(json, described!["schema"]!, operationId + " request"));
        return JsonContent.Create(json, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
    }
}
