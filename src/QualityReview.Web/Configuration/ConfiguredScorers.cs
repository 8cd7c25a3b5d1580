using QualityReview.Onnx;
using QualityReview.Scorers;
using QualityReview.Scorers.Densities;

namespace QualityReview.Web.Configuration;

/// <summary>Makes the catalog of scorers out of the settings: the shipped ones first, then those of the section Scorers.</summary>
internal static class ConfiguredScorers
{
    private const string Density = "density";

    /// <summary>The scorers whose models ship with the program.</summary>
    public static IReadOnlyList<ScorerOptions> Shipped { get; } =
    [
        .. DefaultScorers.Options().Select(shipped => new ScorerOptions
        {
            Key = shipped.Method == OnnxScorerOptions.Embedder ? Density + shipped.Key[OnnxScorerOptions.Embedder.Length..] : shipped.Key,
            Method = shipped.Method == OnnxScorerOptions.Embedder ? Density : shipped.Method,
            Title = shipped.Method switch { OnnxScorerOptions.AskLlm => "Ask-LLM", OnnxScorerOptions.Perplexity => "Perplexity", _ => "Density" },
            Model = shipped.Model,
            Prompt = shipped.Prompt,
        }),
    ];

    public static ScorerCatalog Catalog(QualityReviewOptions options) => new(
        (options.Scoring.ShippedScorers ? Shipped : []).Concat(options.Scorers).Select(scorer => Define(scorer, options.Scoring)));

    /// <summary>The scorer's model with the settings under which it runs; for density, its embedder.</summary>
    public static ConfiguredModel ModelOf(ScorerOptions scorer, ScoringOptions scoring)
    {
        var isDensity = scorer.Method == Density;
        return new ConfiguredModel(new OnnxScorerOptions
        {
            // Vectors are kept under the embedder's own key: several densities may share them.
            Key = isDensity ? OnnxScorerOptions.Embedder + scorer.Key[Density.Length..] : scorer.Key,
            Method = isDensity ? OnnxScorerOptions.Embedder : scorer.Method,
            Title = TitleOf(scorer),
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

    private static string TitleOf(ScorerOptions scorer) =>
        scorer.Title.Length > 0 ? scorer.Title : $"{scorer.Method} · {Path.GetFileName(scorer.Model.TrimEnd('/'))}";

    private static ScorerDefinition Define(ScorerOptions scorer, ScoringOptions scoring)
    {
        var title = TitleOf(scorer);
        var definition = ModelOf(scorer, scoring);
        return new(scorer.Key, scorer.Method, title, scorer.Model, async cancellation =>
        {
            if (scorer.Method != Density)
            {
                return new OpenScorer(await definition.OpenScorerAsync(cancellation), null);
            }

            var embedder = await definition.OpenEmbedderAsync(cancellation);
            return new OpenScorer(null, embedder, DensityOf(scorer, scoring, embedder.Key));
        });
    }

    private static DensityOptions DensityOf(ScorerOptions scorer, ScoringOptions scoring, string embedderKey) => new()
    {
        EmbedderKey = embedderKey,
        Shape = scorer.Kernel == "angular" ? KernelShape.Angular : KernelShape.PStable,
        ExactUpTo = scorer.ExactUpTo,
        SketchRows = scorer.Rows,
        Degree = scoring.Threads > 0 ? scoring.Threads : Environment.ProcessorCount,
    };
}
