using QualityReview.Onnx.Devices;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.Tests;

/// <summary>The shipped models and the golden values for them.</summary>
internal static class Shipped
{
    public static string Models { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    public static string LmMini { get; } = Path.Combine(Models, "lm-mini");

    public static DeviceChoice Cpu { get; } = new(null, "", "");

    public static OnnxScorerOptions Perplexity { get; } = Default("perplexity_lm_mini_1");

    public static OnnxScorerOptions AskLlm { get; } = Default("ask_llm_judge_mini_1");

    public static OnnxScorerOptions Embedder { get; } = Default("embedder_use_lite_1");

    public static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "data", "golden", file);

    public static CausalModel OpenLmMini(int mostTokens = 1024, long mostLogits = CausalModel.MostLogits) =>
        CausalModel.Open(ModelFolder.Read(LmMini), Cpu, 2, mostTokens, mostLogits);

    private static OnnxScorerOptions Default(string key) => DefaultScorers.Options().Single(o => o.Key == key) with { Device = "cpu", Threads = 2 };
}
