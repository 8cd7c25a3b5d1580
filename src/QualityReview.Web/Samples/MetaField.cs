using System.Text.Encodings.Web;
using System.Text.Json;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>One field of a sample's metadata, as people read it.</summary>
/// <param name="Value">Cut where it is long.</param>
/// <param name="Left">Characters that were cut off.</param>
/// <param name="Link">Where the value leads, if it is an http or https address; else null.</param>
public sealed record MetaField(string Name, string Value, int Left, string? Link)
{
    /// <summary>Fields that are shown at most.</summary>
    public const int MaxFields = 60;

    /// <summary>Characters of a value that are shown at most.</summary>
    public const int MaxLength = 1000;

    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The top-level fields of a JSON object, in its order; objects and lists inside stay JSON.</summary>
    /// <param name="json">Null for a sample without metadata.</param>
    public static IReadOnlyList<MetaField> Of(string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Take(MaxFields).Select(field => Field(field.Name, field.Value))]
                : [Field("meta", document.RootElement)];
        }
        catch (JsonException)
        {
            return [Text("meta", json)];
        }
    }

    private static MetaField Field(string name, JsonElement value) => Text(Excerpt.Of(name, 80), value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array or JsonValueKind.Object => JsonSerializer.Serialize(value, _readable),
        _ => value.GetRawText(),
    });

    private static MetaField Text(string name, string value)
    {
        if (value.Length > MaxLength)
        {
            var cut = char.IsHighSurrogate(value[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
            return new MetaField(name, value[..cut], value.Length - cut, null);
        }

        // The address as the browser will read it must be the one that is shown.
        var isLink = Uri.TryCreate(value, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" && link.Host.Length > 0 && !value.Any(char.IsControl);
        return new MetaField(name, value, 0, isLink ? link!.AbsoluteUri : null);
    }
}
