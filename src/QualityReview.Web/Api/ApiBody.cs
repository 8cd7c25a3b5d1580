using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace QualityReview.Web.Api;

/// <summary>Reads the JSON that a program sends, strictly: what is not known or missing is named.</summary>
internal static partial class ApiBody
{
    private const int LongestName = 100;

    private static JsonSerializerOptions? _strict;

    /// <exception cref="ApiFault">The body is not one JSON object of that kind.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options(context), context.RequestAborted)
                ?? throw ApiFault.Wrong("The body is null; a JSON object is needed.");
        }
        catch (JsonException fault)
        {
            throw ApiFault.Wrong(Sentence(fault));
        }
    }

    internal static string Sentence(JsonException fault) => Unknown().Match(fault.Message) is { Success: true } unknown
        ? $"The field {Short(unknown.Groups[1].Value)} is not known{In(fault.Path, Short(unknown.Groups[1].Value))}; {ApiPaths.Document} lists those that are."
        : Missing().Match(fault.Message) is { Success: true } missing
        ? $"The body lacks {missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal).TrimEnd('.')}{In(fault.Path, "")}."
        : fault.Path is null or "$"
        ? $"The body is not the JSON object that is needed{Line(fault)}."
        : $"The field {Name(fault.Path)} has a value that cannot be read{Line(fault)}.";

    private static string In(string? path, string field)
    {
        var name = Name(path);
        name = name == field ? "" : name.EndsWith("." + field, StringComparison.Ordinal) ? name[..^(field.Length + 1)] : name;
        return name.Length == 0 ? "" : $" in {name}";
    }

    private static string Name(string? path) => path is null or "$" ? "" : Short(path.TrimStart('$').TrimStart('.'));

    // Whoever sends a field of a megabyte need not read it again.
    private static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";

    private static string Line(JsonException fault) => fault.LineNumber is { } line ? $" (line {line + 1}, byte {fault.BytePositionInLine + 1})" : "";

    private static JsonSerializerOptions Options(HttpContext context) => _strict ??= new JsonSerializerOptions(
        context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 32,
    };

    [GeneratedRegex("""^The JSON property '(.+?)' could not be mapped""")]
    private static partial Regex Unknown();

    [GeneratedRegex("""missing required properties including: (.+)$""")]
    private static partial Regex Missing();
}
