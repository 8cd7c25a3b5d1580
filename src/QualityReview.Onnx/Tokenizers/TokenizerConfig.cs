using System.Text.Json;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>What tokenizer_config.json (and the files that may stand beside it) says of special tokens and of the chat template.
/// All of it is optional.</summary>
internal sealed record TokenizerConfig
{
    private const string FileName = "tokenizer_config.json";

    private static readonly string[] s_specialTokens = ["bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token"];

    public string? Bos { get; init; }

    public string? Eos { get; init; }

    public string? Pad { get; init; }

    public string? Unk { get; init; }

    /// <summary>The begin token goes before every text, also where tokenizer.json does not say so.</summary>
    public bool AddsBos { get; init; }

    public bool AddsEos { get; init; }

    public string? ChatTemplate { get; init; }

    /// <summary>Full path of the file that holds the chat template; empty where there is none.</summary>
    public string ChatTemplateFile { get; init; } = "";

    /// <summary>Names such as bos_token with their texts, as chat templates ask for them.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; init; } = new Dictionary<string, string>();

    public static TokenizerConfig Read(string folder)
    {
        var config = ReadFile(folder, FileName);
        var map = ReadFile(folder, "special_tokens_map.json");
        var specials = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in s_specialTokens)
        {
            if (SpecialToken(name, config, map) is { } token)
            {
                specials[name] = token;
            }
        }

        var (template, file) = ChatTemplateOf(folder, config);
        return new()
        {
            Bos = specials.GetValueOrDefault("bos_token"),
            Eos = specials.GetValueOrDefault("eos_token"),
            Pad = specials.GetValueOrDefault("pad_token"),
            Unk = specials.GetValueOrDefault("unk_token"),
            SpecialTokens = specials,
            AddsBos = config["add_bos_token"].Flag(),
            AddsEos = config["add_eos_token"].Flag(),
            ChatTemplate = template,
            ChatTemplateFile = file,
        };
    }

    /// <summary>The first of the three places in which models keep it.</summary>
    private static (string? Template, string File) ChatTemplateOf(string folder, JsonPart config)
    {
        var own = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(own))
        {
            return (File.ReadAllText(own), own);
        }

        if (ReadTemplate(config["chat_template"]) is { } template)
        {
            return (template, config.File);
        }

        var processor = ReadFile(folder, "chat_template.json");
        return ReadTemplate(processor["chat_template"]) is { } other ? (other, processor.File) : (null, "");
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
