using System.Text.Json;
using System.Text.Json.Nodes;

namespace QualityReview.Web.Tests.Api;

/// <summary>Holds JSON against the schemas of an OpenAPI document, as far as these say anything; a field that no schema names is a fault.</summary>
internal sealed class DocumentSchemas(JsonNode document)
{
    public IReadOnlyList<string> FaultsOf(JsonNode? value, JsonNode schema, string where)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            var name = reference["#/components/schemas/".Length..];
            return document["components"]!["schemas"]![name] is { } known ? FaultsOf(value, known, where) : [$"{where}: there is no schema {name}"];
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return choices.Any(choice => FaultsOf(value, choice!, where).Count == 0) ? [] : [$"{where}: {Short(value)} is none of {choices.ToJsonString()}"];
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.Any(known => JsonNode.DeepEquals(known, value)) ? [] : [$"{where}: {Short(value)} is none of {values.ToJsonString()}"];
        }

        string[] types = schema["type"] switch { JsonArray several => [.. several.Select(type => type!.GetValue<string>())], { } one => [one.GetValue<string>()], _ => [] };
        if (types.Length > 0 && !types.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && types.Contains("number")))
        {
            return [$"{where}: {Short(value)} is no {string.Join(" or ", types)}"];
        }

        return value switch
        {
            JsonArray items when schema["items"] is { } item => [.. items.SelectMany((each, i) => FaultsOf(each, item, $"{where}[{i}]"))],
            JsonObject fields => OfFields(fields, schema, where),
            _ => [],
        };
    }

    private List<string> OfFields(JsonObject fields, JsonNode schema, string where)
    {
        var faults = new List<string>();
        foreach (var name in schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [])
        {
            if (!fields.ContainsKey(name))
            {
                faults.Add($"{where}: {name} is missing");
            }
        }

        foreach (var (name, value) in fields)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject known)
            {
                faults.AddRange(FaultsOf(value, known, $"{where}.{name}"));
            }
            else if (schema["properties"] is not null)
            {
                faults.Add($"{where}: {name} is in no schema");
            }
        }

        return faults;
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "integer" : "number",
    };

    private static string Short(JsonNode? value) => value?.ToJsonString() is { } text ? text[..Math.Min(80, text.Length)] : "null";
}
