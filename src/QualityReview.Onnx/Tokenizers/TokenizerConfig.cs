using System.Text.Json;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>What tokenizer_config.json (and the files that may stand beside it) says of special tokens and of the chat template.
/// All of it is optional.</summary>
internal sealed record TokenizerConfig
{
    private const string FileName = "tokenizer_config.json";

    public string? Bos { get; init; }

    public string? Eos { get; init; }

    public string? Pad { get; init; }

    public string? Unk { get; init; }

    /// <summary>The begin token goes before every text, also where tokenizer.json does not say so.</summary>
    public bool AddsBos { get; init; }

    public bool AddsEos { get; init; }

    public string? ChatTemplate { get; init; }

    public static TokenizerConfig Read(string folder)
    {
        var config = ReadFile(folder, FileName);
        var map = ReadFile(folder, "special_tokens_map.json");
        var template = Path.Combine(folder, "chat_template.jinja");
        return new()
        {
            Bos = SpecialToken("bos_token", config, map),
            Eos = SpecialToken("eos_token", config, map),
            Pad = SpecialToken("pad_token", config, map),
            Unk = SpecialToken("unk_token", config, map),
            AddsBos = config["add_bos_token"].Flag(),
            AddsEos = config["add_eos_token"].Flag(),
            ChatTemplate = File.Exists(template) ? File.ReadAllText(template) : ReadTemplate(config["chat_template"]),
        };
    }

    private static JsonPart ReadFile(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return TokenizerReader.Parse(File.Exists(path) ? File.ReadAllBytes(path) : "{}"u8.ToArray(), path);
    }

    /// <summary>A text, or an object with the text as its content.</summary>
    private static string? SpecialToken(string name, params ReadOnlySpan<JsonPart> files)
    {
        foreach (var file in files)
        {
            var part = file[name];
            if (!part.IsAbsent)
            {
                return part.IsText ? part.Text() : part["content"].Text();
            }
        }

        return null;
    }

    /// <summary>A text, or a list of named templates of which the one named default counts.</summary>
    private static string? ReadTemplate(JsonPart part)
    {
        if (part.Element.ValueKind != JsonValueKind.Array)
        {
            return part.TextOrNull();
        }

        var named = part.Items().ToArray();
        var chosen = named.Where(item => item["name"].TextOrNull() == "default").Concat(named).FirstOrDefault();
        return named.Length == 0 ? null : chosen["template"].Text();
    }
}
