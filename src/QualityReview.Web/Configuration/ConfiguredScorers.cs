using QualityReview.Onnx;
using QualityReview.Scorers;

namespace QualityReview.Web.Configuration;

/// <summary>Makes the catalog of scorers out of the settings: the shipped ones first, then those of the section Scorers.</summary>
internal static class ConfiguredScorers
{
    /// <summary>The scorers whose models ship with the program.</summary>
    public static IReadOnlyList<ScorerOptions> Shipped { get; } =
    [
        new() { Key = "ask_llm_judge_mini_1", Method = "ask_llm", Title = "Ask-LLM", Model = ModelFolder("judge-mini"), Prompt = "judge_mini" },
        new() { Key = "perplexity_lm_mini_1", Method = "perplexity", Title = "Perplexity", Model = ModelFolder("lm-mini") },
        new() { Key = "density_use_lite_1", Method = "density", Title = "Density", Model = ModelFolder("embedder-use-lite") },
    ];

    public static ScorerCatalog Catalog(QualityReviewOptions options) => new(
        (options.Scoring.ShippedScorers ? Shipped : []).Concat(options.Scorers).Select(scorer => Define(scorer, options.Scoring)));

    /// <summary>The scorer's model with the settings under which it runs; for density, its embedder.</summary>
    public static Onnx.ScorerDefinition ModelOf(ScorerOptions scorer, ScoringOptions scoring)
    {
        var isDensity = scorer.Method == "density";
        return new Onnx.ScorerDefinition(new OnnxScorerOptions
        {
            // Vectors are kept under the embedder's own key: several densities may share them.
            Key = isDensity ? OnnxScorerOptions.Embedder + scorer.Key["density".Length..] : scorer.Key,
            Method = isDensity ? OnnxScorerOptions.Embedder : scorer.Method,
            Model = scorer.Model,
            Prompt = scorer.Prompt,
            Window = scorer.Window,
            Stride = scorer.Stride,
            MaxTokens = scorer.MaxTokens,
            Device = scoring.Device,
            Threads = scoring.Threads,
            TokenBudget = scoring.TokenBudget,
        });
    }

    private static QualityReview.Scorers.ScorerDefinition Define(ScorerOptions scorer, ScoringOptions scoring)
    {
        var title = scorer.Title.Length > 0 ? scorer.Title : $"{scorer.Method} · {Path.GetFileName(scorer.Model.TrimEnd('/'))}";
        var definition = ModelOf(scorer, scoring);
        return new(scorer.Key, scorer.Method, title, scorer.Model, async cancellation => scorer.Method == "density"
            ? new OpenScorer(null, await definition.OpenEmbedderAsync(cancellation))
            : new OpenScorer(await definition.OpenScorerAsync(cancellation), null));
    }

    private static string ModelFolder(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);
}
