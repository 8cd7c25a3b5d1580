using System.Text.Json;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A place in a tokenizer's JSON file that knows its own name, so that a fault can say where it is.</summary>
internal readonly record struct JsonPart(JsonElement Element, string File, string Path)
{
    public bool IsAbsent => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public bool IsText => Element.ValueKind == JsonValueKind.String;

    /// <summary>The field, or an absent part where it is missing or null.</summary>
    public JsonPart this[string name]
    {
        get
        {
            if (Element.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("an object");
            }

            return new(Element.TryGetProperty(name, out var field) ? field : default, File, Path.Length == 0 ? name : $"{Path}.{name}");
        }
    }

    public string Type => this["type"].Text();

    public string Text() => IsText ? Element.GetString()! : throw Wrong("a text");

    public string? TextOrNull() => IsAbsent ? null : Text();

    public int Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= 0 ? value : throw Wrong("a whole number of 0 or more");

    public double Real() => Element.ValueKind == JsonValueKind.Number ? Element.GetDouble() : throw Wrong("a number");

    public bool Flag(bool absent = false) => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => IsAbsent ? absent : throw Wrong("true or false"),
    };

    public int Count => Element.ValueKind == JsonValueKind.Array ? Element.GetArrayLength() : throw Wrong("a list");

    public IEnumerable<JsonPart> Items()
    {
        _ = Count;
        var index = 0;
        foreach (var item in Element.EnumerateArray())
        {
            yield return new(item, File, $"{Path}[{index++}]");
        }
    }

    public JsonElement.ObjectEnumerator Fields() => Element.ValueKind == JsonValueKind.Object ? Element.EnumerateObject() : throw Wrong("an object");

    /// <summary>The one character of a text field.</summary>
    public char Character() => Text() is [var only] ? only : throw Wrong("one character");

    /// <summary>A field that is missing or holds something else.</summary>
    public QualityReviewException Wrong(string expected) =>
        new(IsAbsent ? $"{File} has no {Path}; {expected} is expected there." : $"{File} has {Shown()} at {Path}; {expected} is expected there.");

    /// <param name="supported">A clause of its own, without a full stop.</param>
    public QualityReviewException Unsupported(string what, string supported) =>
        new($"{File} asks for {what} at {Path}, which is not supported; {supported}.");

    private string Shown() => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Element.GetRawText() is var raw && raw.Length <= 60 ? raw : raw[..60] + "…",
    };
}
