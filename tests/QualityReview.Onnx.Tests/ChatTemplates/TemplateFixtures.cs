using System.Text.Json;
using QualityReview.Onnx.ChatTemplates;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.Tests.ChatTemplates;

/// <summary>Templates and what the reference makes of them.</summary>
internal static class TemplateFixtures
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "data", "golden", "chat-templates");

    public static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file))).RootElement;

    public static IReadOnlyDictionary<string, object> Names(JsonElement names) => names.EnumerateObject().ToDictionary(field => field.Name, field => Value(field.Value));

    /// <summary>The text, or null with the fault where the template is refused.</summary>
    public static string? Render(string template, IReadOnlyDictionary<string, object> names, out string fault)
    {
        try
        {
            fault = "";
            return ChatTemplate.Parse(template, "FILE").Render(names, out _);
        }
        catch (QualityReviewException refusal)
        {
            fault = refusal.Message;
            return null;
        }
    }

    private static object Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => None.Value,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number when json.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.Array => new TemplateList([.. json.EnumerateArray().Select(Value)]),
        _ => json.EnumerateObject().Aggregate(new TemplateMap(), (map, field) => map.Set(field.Name, Value(field.Value))),
    };
}
