using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>What a small model of a real architecture makes of every text, by plain formulas in double precision (reference.py).</summary>
/// <param name="Folder">Model folder below <see cref="Root"/>.</param>
/// <param name="File">Its ONNX file.</param>
internal sealed record ArchitectureGolden(
    [property: JsonPropertyName("folder")] string Folder,
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("window")] int Window,
    [property: JsonPropertyName("stride")] int Stride,
    [property: JsonPropertyName("texts")] IReadOnlyList<ArchitectureResult> Results)
{
    private static readonly JsonElement s_shared = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(Root, "texts.json"))).RootElement;

    public static string Root => Path.Combine(AppContext.BaseDirectory, "data", "architectures");

    public static IReadOnlyList<string> Texts { get; } = [.. s_shared.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];

    /// <summary>The question that the probabilities of yes and no answer.</summary>
    public static string Prompt { get; } = s_shared.GetProperty("prompt").GetString()!;

    /// <summary>Language models with the largest relative difference that is allowed. Half precision rounds every step to 11 bits.
    /// Dynamic quantization rounds states to 8 bits by one scale a tensor; the golden has the quantized weights and exact states.</summary>
    public static IReadOnlyDictionary<string, double> LanguageModels { get; } = new Dictionary<string, double>
    {
        ["gpt2"] = 1e-4,
        ["llama"] = 1e-4,
        ["smollm"] = 1e-4,
        ["qwen2"] = 1e-4,
        ["qwen3"] = 1e-4,
        ["gemma2"] = 1e-4,
        ["gemma3"] = 1e-4,
        ["phi"] = 1e-4,
        ["phi-gemm"] = 1e-4,
        ["llama-fused"] = 1e-4,
        ["llama-fused.q4"] = 1e-4,
        ["llama.fp16"] = 1e-2,
        ["qwen3.fp16"] = 1e-2,
        ["llama.int8"] = 0.15,
    };

    public static IReadOnlyList<string> Encoders { get; } = ["minilm", "bge", "e5", "minilm-pooled", "qwen3-embedding"];

    /// <summary>The folder, or the ONNX file where the folder's first choice is another.</summary>
    public string Model(string name) => name.Contains('.', StringComparison.Ordinal) ? Path.Combine(Root, Folder, File) : Path.Combine(Root, Folder);

    public static ArchitectureGolden Read(string name)
    {
        using var unzipped = new GZipStream(System.IO.File.OpenRead(Path.Combine(Root, "golden", name + ".json.gz")), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ArchitectureGolden>(unzipped)!;
    }
}

/// <summary>One text's numbers; what does not apply to the kind of model, or to the text, is null or empty.</summary>
/// <param name="Bytes">UTF-8 bytes that the scored tokens stand for.</param>
internal sealed record ArchitectureResult(
    [property: JsonPropertyName("nll")] double[] Nll,
    [property: JsonPropertyName("bytes")] int Bytes,
    [property: JsonPropertyName("p_yes")] double? PYes,
    [property: JsonPropertyName("p_no")] double? PNo,
    [property: JsonPropertyName("vector")] double[] Vector)
{
    public double BitsPerByte => Nll.Sum() / Math.Log(2) / Bytes;
}
