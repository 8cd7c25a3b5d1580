using Microsoft.OpenApi;

namespace QualityReview.Web.Tests.Api;

public sealed class DocumentTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task Document_Read_HasNoFaults()
    {
        var json = await shared.App.Accounts.Visitor().GetStringAsync(new Uri("/api/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Empty(FaultsOf(json));
    }

    [Theory]
    [InlineData("\"in\": \"path\"", "\"in\": \"nowhere\"")]
    [InlineData("#/components/schemas/DatasetAnswer", "#/components/schemas/Nothing")]
    [InlineData("\"/api/datasets/{dataset}\":", "\"api/datasets/{dataset}\":")]
    [InlineData("\"description\": \"OK\",", "")]
    public async Task Document_ThatIsBroken_HasFaults(string found, string replaced)
    {
        var json = await shared.App.Accounts.Visitor().GetStringAsync(new Uri("/api/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains(found, json, StringComparison.Ordinal);

        Assert.NotEmpty(FaultsOf(json.Replace(found, replaced, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Operations_All_SayWhatACallerNeeds()
    {
        var client = await DocumentClient.OfAsync(shared.App.Accounts.Visitor());
        var ids = new HashSet<string>();

        foreach (var (path, method, operation) in client.Operations)
        {
            var id = operation["operationId"]?.GetValue<string>() ?? "";
            Assert.True(id.Length > 0 && ids.Add(id), $"{method} {path} has no operationId of its own.");
            Assert.EndsWith(".", operation["summary"]?.GetValue<string>(), StringComparison.Ordinal);
            Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.True(
                parameter!["description"] is not null && parameter["schema"] is not null && char.IsLower(parameter["name"]!.GetValue<string>()[0]) != (parameter["in"]!.GetValue<string>() == "header"), $"{id}: {parameter}"));
            Assert.NotEmpty(operation["security"]!.AsArray());
            var responses = operation["responses"]!.AsObject();
            Assert.True(responses.Any(response => response.Key[0] == '2' && response.Value!["content"] is not null), $"{id} does not say what it answers.");
            foreach (var status in new[] { "400", "401", "403", "429", "500" }.Concat(method == "get" ? [] : ["422"]).Concat(operation["requestBody"] is null ? [] : ["413", "415"]).Concat(path.Contains('{', StringComparison.Ordinal) ? ["404"] : []))
            {
                Assert.Equal("#/components/schemas/ProblemDetails", responses[status]?["content"]?["application/problem+json"]?["schema"]?["$ref"]?.GetValue<string>());
            }
        }

        foreach (var (name, schema) in client.Document["components"]!["schemas"]!.AsObject().Where(schema => schema.Key.EndsWith("Answer", StringComparison.Ordinal)))
        {
            Assert.True(schema!["description"] is not null, $"The schema {name} says nothing of itself.");
        }
    }

    [Fact]
    public async Task Page_ForPeople_ShowsEveryOperationAndFetchesNothingFromElsewhere()
    {
        var client = await DocumentClient.OfAsync(shared.App.Accounts.Visitor());
        var html = await (await shared.App.Accounts.JoinedAsync("ana", QualityReview.People.Role.Annotator)).GetStringAsync(new Uri("/api", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.All(client.Operations, operation => Assert.Contains($"id=\"{operation.Operation["operationId"]}\"", html, StringComparison.Ordinal));
        Assert.All(client.Document["components"]!["schemas"]!.AsObject(), schema => Assert.Contains($"id=\"{schema.Key}\"", html, StringComparison.Ordinal));
        Assert.DoesNotMatch("""(src|href)="(https?:)?//""", html);
    }

    private static List<string> FaultsOf(string json)
    {
        try
        {
            var (document, diagnostic) = OpenApiDocument.Parse(json, "json");
            return [.. diagnostic?.Errors.Select(fault => fault.ToString()) ?? [], .. document is null ? ["nothing read"] : document.Validate(ValidationRuleSet.GetDefaultRuleSet()).Select(fault => fault.ToString()!)];
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or OpenApiException)
        {
            return [fault.Message];
        }
    }
}
