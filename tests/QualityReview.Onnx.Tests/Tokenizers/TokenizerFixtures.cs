using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

/// <summary>Tokenizers and expected ids for the tests of this room.</summary>
internal static class TokenizerFixtures
{
    private static readonly string s_goldens = Path.Combine(AppContext.BaseDirectory, "data", "golden", "tokenizers");

    public static string ShippedFolder(string model) => Path.Combine(AppContext.BaseDirectory, "models", model);

    public static Tokenizer Shipped(string model) => Tokenizer.Load(ShippedFolder(model));

    /// <summary>A tokenizer from the JSON of its file, without a tokenizer_config.json.</summary>
    public static Tokenizer FromJson(string json) => new(TokenizerReader.Read(Encoding.UTF8.GetBytes(json), "tokenizer.json"), new TokenizerConfig(), "");

    public static JsonNode ReadGolden(string name)
    {
        using var unzipped = new GZipStream(File.OpenRead(Path.Combine(s_goldens, name + ".json.gz")), CompressionMode.Decompress);
        return JsonNode.Parse(unzipped)!;
    }

    /// <summary>The texts that all goldens share, kept as UTF-16 units because some hold lone surrogates.</summary>
    public static string[] GoldenTexts() =>
        [.. ReadGolden("texts").AsArray().Select(units => new string([.. units!.AsArray().Select(unit => (char)(int)unit!)]))];

    public static Tokenizer GoldenTokenizer(JsonNode golden)
    {
        var name = (string)golden["base"]!;
        var shipped = Path.Combine(ShippedFolder(name), "tokenizer.json");
        var root = File.Exists(shipped) ? JsonNode.Parse(File.ReadAllBytes(shipped))! : ReadGolden("base-" + name);
        return FromJson(Merge(root, golden["patch"])!.ToJsonString());
    }

    /// <summary>A BPE tokenizer of single letters and the given merges, written "a b".</summary>
    public static Tokenizer Bpe(string letters, params string[] merges)
    {
        var tokens = letters.Select(letter => letter.ToString()).Concat(merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal))).Distinct().ToArray();
        var vocabulary = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create<string, JsonNode?>(token, id)));
        return FromJson(new JsonObject
        {
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray([.. merges.Select(merge => JsonValue.Create(merge))]) },
        }.ToJsonString());
    }

    /// <summary>Objects are merged field by field, unless the patch changes their type; all else is replaced.</summary>
    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (target is not JsonObject old || patch is not JsonObject wanted || wanted["type"] is { } type && !JsonNode.DeepEquals(type, old["type"]))
        {
            return patch?.DeepClone();
        }

        var merged = (JsonObject)old.DeepClone();
        foreach (var (name, value) in wanted)
        {
            merged[name] = Merge(old[name], value);
        }

        return merged;
    }
}
