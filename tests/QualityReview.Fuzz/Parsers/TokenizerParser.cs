using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Fuzz.Parsers;

/// <summary>The tokenizer's files of a model folder. A tokenizer that loads must tokenize anything.</summary>
internal sealed class TokenizerParser : FolderParser
{
    private static readonly string[] _texts = ["", "a", " Hello world, it's 1234!", "日本語 😀 é \u0301\0\n\t  x", "\uD83D alone", "<s> [CLS] <|im_end|> </s>", new('a', 300)];

    public override string Name => "tokenizer";

    public override IReadOnlyList<string> Words { get; } =
    [
        "type", "model", "vocab", "merges", "BPE", "WordPiece", "Unigram", "added_tokens", "id", "content", "special", "normalized", "lstrip", "rstrip", "single_word", "normalizer", "pre_tokenizer", "post_processor", "decoder", "Sequence", "normalizers", "pretokenizers", "decoders", "processors", "ByteLevel", "Metaspace", "Split", "pattern", "Regex",
        "String", "behavior", "Isolated", "Removed", "MergedWithPrevious", "Contiguous", "invert", "NFC", "NFKC", "Lowercase", "Replace", "Prepend", "Strip", "StripAccents", "BertNormalizer", "BertPreTokenizer", "Whitespace", "WhitespaceSplit", "Digits", "Punctuation", "Precompiled", "precompiled_charsmap", "ByteFallback", "byte_fallback", "Fuse",
        "TemplateProcessing", "BertProcessing", "unk_token", "unk_id", "fuse_unk", "ignore_merges", "continuing_subword_prefix", "max_input_chars_per_word", "replacement", "prepend_scheme", "add_prefix_space", "trim_offsets", "use_regex", "bos_token", "eos_token", "chat_template", "add_bos_token", "\\p{L}+", "(a+)+$", "(?i)'s|\\s+(?!\\S)", "[[:alpha:]]", "\\1", "(?<=a)b", "▁", "Ġ",
    ];

    protected override IReadOnlyList<string> Changed { get; } = ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "chat_template.json", "chat_template.jinja"];

    // Vocabularies of some hundred tokens, so that one input takes milliseconds.
    protected override IEnumerable<IReadOnlyDictionary<string, byte[]>> Folders()
    {
        foreach (var name in new[] { "like-gemma", "like-llama2", "like-llama3", "like-qwen3", "like-roberta", "like-t5", "like-xlmr", "words-cased", "like-deepseek", "possessive", "byte-normalizer" })
        {
            yield return new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["tokenizer.json"] = Encoding.UTF8.GetBytes(Small(Merged(name)).ToJsonString()),
                ["tokenizer_config.json"] = """{"bos_token":{"content":"<s>"},"eos_token":"</s>","add_bos_token":true,"chat_template":[{"name":"default","template":"{{ messages[0].content }}"}]}"""u8.ToArray(),
            };
        }

        foreach (var file in Directory.EnumerateFiles(Corpus.File("tests/data/invalid"), "tokenizer-*.json"))
        {
            yield return new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["tokenizer.json"] = File.ReadAllBytes(file) };
        }
    }

    public override long MostAllocated(int inputBytes) => (128L << 20) + (1000L * inputBytes);

    protected override string ReadFolder(string folder)
    {
        var tokenizer = Tokenizer.Load(folder);
        var known = 0;
        foreach (var text in _texts)
        {
            known += CheckText(tokenizer, text);
        }

        _ = tokenizer.Decode([0, 1, 2, int.MaxValue, -1]);
        return $"{known > 0} {tokenizer.BosId is null} {tokenizer.ChatTemplate is null}";
    }

    /// <summary>What must hold of every tokenizer and every text.</summary>
    /// <returns>Tokens.</returns>
    internal static int CheckText(Tokenizer tokenizer, string text)
    {
        var ids = tokenizer.Encode(text, addSpecialTokens: false);
        FuzzFault.Unless(ids.All(id => id >= 0 && id < tokenizer.VocabularySize), "An id is no token's.");
        var tokens = tokenizer.EncodeWithSpans(text);
        FuzzFault.Unless(tokens.Select(token => token.Id).SequenceEqual(ids), "Tokens differ with their spans.");
        var at = 0;
        foreach (var token in tokens)
        {
            FuzzFault.Unless(token.Start == at && token.Length >= 0, "The spans have a gap.");
            at += token.Length;
        }

        FuzzFault.Unless(tokens.Count == 0 || at == text.Length, "The spans do not cover the text.");
        var framed = tokenizer.Encode(text);
        FuzzFault.Unless(framed.AsSpan().IndexOf(ids) >= 0, "The special tokens change the others.");
        _ = tokenizer.Decode(framed);
        _ = tokenizer.EncodeWithForeign(text, ..);
        return ids.Length;
    }

    internal static JsonNode Merged(string name)
    {
        var golden = Golden(name);
        var known = (string)golden["base"]!;
        var shipped = Corpus.File($"src/QualityReview.Onnx/ShippedModels/{known}/tokenizer.json");
        return Merge(File.Exists(shipped) ? JsonNode.Parse(File.ReadAllBytes(shipped))! : Golden("base-" + known), golden["patch"])!;
    }

    private static JsonNode Golden(string name)
    {
        using var unpacked = new GZipStream(File.OpenRead(Corpus.File($"tests/data/golden/tokenizers/{name}.json.gz")), CompressionMode.Decompress);
        return JsonNode.Parse(unpacked)!;
    }

    // Objects field by field, unless their type changes; all else is replaced.
    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (target is not JsonObject old || patch is not JsonObject wanted || (wanted["type"] is { } type && !JsonNode.DeepEquals(type, old["type"])))
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

    // The first tokens, and the merges that need no others.
    private static JsonNode Small(JsonNode root)
    {
        const int most = 700;
        if (root["model"] is not JsonObject model)
        {
            return root;
        }

        switch (model["vocab"])
        {
            case JsonArray list:
                model["vocab"] = new JsonArray([.. list.Take(most).Select(item => item?.DeepClone())]);
                break;
            case JsonObject named:
                model["vocab"] = new JsonObject(named.OrderBy(token => (int)token.Value!).Take(most).Select(token => KeyValuePair.Create(token.Key, token.Value?.DeepClone())));
                break;
        }

        if (model["merges"] is JsonArray merges && model["vocab"] is JsonObject vocabulary)
        {
            model["merges"] = new JsonArray([.. merges.Where(merge => Parts(merge!) is [var left, var right] && vocabulary.ContainsKey(left) && vocabulary.ContainsKey(right) && vocabulary.ContainsKey(left + right)).Select(merge => merge!.DeepClone())]);
        }

        return root;
    }

    private static string[] Parts(JsonNode merge) => merge is JsonArray pair ? [.. pair.Select(part => (string)part!)] : ((string)merge!).Split(' ');
}
