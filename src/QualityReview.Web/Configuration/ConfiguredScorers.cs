using QualityReview.Onnx;
using QualityReview.Scorers;
using QualityReview.Scorers.Densities;

namespace QualityReview.Web.Configuration;

/// <summary>Makes scorers out of their settings.</summary>
internal static class ConfiguredScorers
{
    private const string Density = ScorerMethods.Density;

    /// <summary>The scorers whose models ship with the program.</summary>
    public static IReadOnlyList<ScorerOptions> Shipped { get; } =
    [
        .. DefaultScorers.Options().Select(shipped => new ScorerOptions
        {
            Key = shipped.Method == OnnxScorerOptions.Embedder ? Density + shipped.Key[OnnxScorerOptions.Embedder.Length..] : shipped.Key,
            Method = shipped.Method == OnnxScorerOptions.Embedder ? Density : shipped.Method,
            Title = ScorerMethods.TitleOf(shipped.Method == OnnxScorerOptions.Embedder ? Density : shipped.Method),
            Model = shipped.Model,
            Prompt = shipped.Prompt,
        }),
    ];

    /// <summary>What can be run with these settings.</summary>
    public static ScorerDefinition Define(ScorerOptions scorer, ScoringOptions scoring)
    {
        if (scorer.Members.Count > 0)
        {
            return new(scorer.Key, scorer.Method, TitleOf(scorer), "", _ => Task.FromResult(new OpenScorer(null, null))) { Members = [.. scorer.Members] };
        }

        var model = ModelOf(scorer, scoring);
        return new(scorer.Key, scorer.Method, TitleOf(scorer), scorer.Model, async cancellation =>
        {
            if (scorer.Method != Density)
            {
                return new OpenScorer(await model.OpenScorerAsync(cancellation), null);
            }

            var embedder = await model.OpenEmbedderAsync(cancellation);
            return new OpenScorer(null, embedder, DensityOf(scorer, scoring, embedder.Key));
        });
    }

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
            Template = scorer.Template,
            System = scorer.System,
            Yes = [.. scorer.Yes],
            No = [.. scorer.No],
            Prefix = scorer.Prefix,
            Window = scorer.Window,
            Stride = scorer.Stride,
            MaxTokens = scorer.MaxTokens,
            Device = scoring.Device,
            Threads = scoring.Threads,
            TokenBudget = scoring.TokenBudget,
        });
    }

    public static string TitleOf(ScorerOptions scorer) =>
        scorer.Title.Length > 0 ? scorer.Title
        : $"{ScorerMethods.TitleOf(scorer.Method)} · {(scorer.Members.Count > 0 ? $"mean of {scorer.Members.Count}" : ModelName.Of(scorer.Model))}";

    private static DensityOptions DensityOf(ScorerOptions scorer, ScoringOptions scoring, string embedderKey) => new()
    {
        EmbedderKey = embedderKey,
        Shape = scorer.Kernel == "angular" ? KernelShape.Angular : KernelShape.PStable,
        ExactUpTo = scorer.ExactUpTo,
        SketchRows = scorer.Rows,
        Degree = scoring.Threads > 0 ? scoring.Threads : Environment.ProcessorCount,
    };
}
