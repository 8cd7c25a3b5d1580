namespace QualityReview.Onnx;

/// <summary>The scorers and the embedder whose models ship with the program. They run on any CPU.</summary>
public static class DefaultScorers
{
    /// <param name="modelsFolder">Where the shipped models lie; null means beside the program.</param>
    public static IReadOnlyList<OnnxScorerOptions> Options(string? modelsFolder = null)
    {
        var models = modelsFolder ?? Path.Combine(AppContext.BaseDirectory, "models");
        return
        [
            new() { Key = "ask_llm_judge_mini_1", Method = OnnxScorerOptions.AskLlm, Model = Path.Combine(models, "judge-mini"), Prompt = "judge_mini" },
            new() { Key = "perplexity_lm_mini_1", Method = OnnxScorerOptions.Perplexity, Model = Path.Combine(models, "lm-mini") },
            new() { Key = "embedder_use_lite_1", Method = OnnxScorerOptions.Embedder, Model = Path.Combine(models, "embedder-use-lite") },
        ];
    }
}
