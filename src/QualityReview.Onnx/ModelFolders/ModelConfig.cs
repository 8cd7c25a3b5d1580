using System.Text.Json;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>A JSON file of a model folder, asked for its values by any of several names.</summary>
internal sealed class ModelConfig
{
    private readonly List<JsonElement> _levels = [];

    private ModelConfig(JsonElement root)
    {
        _levels.Add(root);
        // Multimodal models keep the language model's numbers one level down.
        if (root.TryGetProperty("text_config", out var text) && text.ValueKind == JsonValueKind.Object)
        {
            _levels.Add(text);
        }
    }

    /// <summary>What a file says, as faults quote it: it may be of any length.</summary>
    public static string Short(string said) => said.Length <= 200 ? said : said[..200] + "…";

    /// <summary>Null when the file does not exist.</summary>
    public static ModelConfig? Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return Parse(path) is not { } root ? null
            : root.ValueKind == JsonValueKind.Object ? new ModelConfig(root)
            : throw new QualityReviewException($"{path} holds a JSON {root.ValueKind}; an object is needed.");
    }

    /// <summary>The objects of a file that lists some; none when the file does not exist.</summary>
    public static IEnumerable<ModelConfig> ReadList(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return Parse(path) is not { } root ? []
            : root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Select(e => new ModelConfig(e))
            : throw new QualityReviewException($"{path} holds a JSON {root.ValueKind}; an array is needed.");
    }

    public string? Text(string name) => Find(name, JsonValueKind.String)?.GetString();

    public bool Flag(string name) => Find(name, JsonValueKind.True) is not null;

    /// <summary>Whether it says false; saying nothing is not denying.</summary>
    public bool Denies(string name) => Find(name, JsonValueKind.False) is not null;

    /// <summary>What follows the prefix in the names of all that say true.</summary>
    public IEnumerable<string> Flags(string prefix) => _levels.SelectMany(level => level.EnumerateObject())
        .Where(field => field.Value.ValueKind == JsonValueKind.True && field.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(field => field.Name[prefix.Length..]);

    public JsonElement? Object(string name) => Find(name, JsonValueKind.Object);

    /// <summary>The first of the names that holds a positive whole number; null when none does.</summary>
    public int? Number(params string[] names)
    {
        foreach (var name in names)
        {
            if (Find(name, JsonValueKind.Number) is { } value && value.TryGetInt32(out var number) && number > 0)
            {
                return number;
            }
        }
        return null;
    }

    /// <summary>A token's id, which may be 0; null where there is none.</summary>
    public int? Id(string name) => Find(name, JsonValueKind.Number) is { } value && value.TryGetInt32(out var id) && id >= 0 ? id : null;

    public IEnumerable<string> Texts(string name) => Find(name, JsonValueKind.Array) is { } array
        ? array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)
        : [];

    private static JsonElement? Parse(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        var bytes = File.ReadAllBytes(path);
        LfsPointer.Refuse(bytes, path);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            throw new QualityReviewException($"{path} is not valid JSON (line {(fault.LineNumber ?? 0) + 1}).", fault);
        }
    }

    private JsonElement? Find(string name, JsonValueKind kind)
    {
        foreach (var level in _levels)
        {
            if (level.TryGetProperty(name, out var value) && value.ValueKind == kind)
            {
                return value;
            }
        }
        return null;
    }
}
