using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>What make_t5.py computed, in double precision and by the definition, for one random-weight T5 model.</summary>
internal sealed record T5Golden(
    [property: JsonPropertyName("window")] int Window,
    [property: JsonPropertyName("wide")] int WideWindow,
    [property: JsonPropertyName("yes")] int[] Yes,
    [property: JsonPropertyName("no")] int[] No,
    [property: JsonPropertyName("texts")] IReadOnlyList<T5Text> Texts)
{
    public static readonly string[] Variants = ["v1_0", "v1_1"];
    public static readonly string[] Decoders = ["decoder_model", "decoder_model_merged"];

    private static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "data", "t5");

    public static T5Golden Of(string variant) => JsonSerializer.Deserialize<T5Golden>(File.ReadAllBytes(Path.Combine(Data, variant, "golden.json")))!;

    /// <summary>A model folder with one encoder and one decoder.</summary>
    public static TemporaryFolder Folder(string variant, string decoder = "decoder_model", string place = "onnx", string suffix = "")
    {
        var folder = new TemporaryFolder();
        var onnx = Directory.CreateDirectory(Path.Combine(folder.Path, place)).FullName;
        foreach (var file in new[] { "tokenizer.json", "tokenizer_config.json" })
        {
            File.Copy(Path.Combine(Data, file), Path.Combine(folder.Path, file));
        }
        File.Copy(Path.Combine(Data, variant, "config.json"), Path.Combine(folder.Path, "config.json"));
        foreach (var half in new[] { "encoder_model", decoder })
        {
            File.Copy(Path.Combine(Data, variant, half + ".onnx"), Path.Combine(onnx, half + suffix + ".onnx"));
        }
        return folder;
    }
}

/// <summary>One text: the prompt's ids with &lt;/s&gt; as sentencepiece gives them, and the answer's probabilities. Wide values are
/// there where the text does not fit the model's context length.</summary>
internal sealed record T5Text(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("ids")] int[] Ids,
    [property: JsonPropertyName("truncated")] bool IsTruncated,
    [property: JsonPropertyName("p_yes")] double PYes,
    [property: JsonPropertyName("p_no")] double PNo,
    [property: JsonPropertyName("wide_ids")] int[]? WideIds,
    [property: JsonPropertyName("wide_truncated")] bool IsWideTruncated,
    [property: JsonPropertyName("wide_p_yes")] double WidePYes,
    [property: JsonPropertyName("wide_p_no")] double WidePNo);
