namespace QualityReview.Scorers.Heuristics;

/// <summary>The cheap scorers that every dataset gets at import.</summary>
public static class HeuristicScorers
{
    /// <summary>Shared and thread-safe.</summary>
    public static IReadOnlyList<HeuristicScorer> All { get; } =
    [
        new LengthScorer(),
        new WordsScorer(),
        new CompressionScorer(),
        new RepetitionScorer(),
        new SymbolsScorer(),
    ];
}
