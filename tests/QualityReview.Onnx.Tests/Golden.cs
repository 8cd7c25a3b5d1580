using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualityReview.Onnx.Tests;

/// <summary>What PyTorch computed from the float32 weights of lm-mini and judge-mini for one text.</summary>
internal sealed record GoldenText(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("ids_with_bos")] int[] Ids,
    [property: JsonPropertyName("first_window_nll_nats")] double[] Nll,
    [property: JsonPropertyName("utf8_bytes")] int Bytes,
    [property: JsonPropertyName("judge_prompt_ids")] int[] PromptIds,
    [property: JsonPropertyName("p_yes")] double PYes,
    [property: JsonPropertyName("p_no")] double PNo)
{
    public static IReadOnlyList<GoldenText> All { get; } = JsonSerializer.Deserialize<GoldenText[]>(File.ReadAllBytes(Shipped.Golden("golden-lm-judge.json")))!;
}

/// <summary>What the original model gives for one text; only the first 128 tokens count there.</summary>
internal sealed record GoldenEmbedding(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("ids")] int[] Ids,
    [property: JsonPropertyName("embedding")] float[] Vector)
{
    public static IReadOnlyList<GoldenEmbedding> All { get; } = JsonSerializer.Deserialize<GoldenEmbedding[]>(File.ReadAllBytes(Shipped.Golden("golden-embedder.json")))!;
}
