namespace QualityReview.Percentiles;

/// <summary>A sample's exact place among the scored samples of a scope, as in "9,812 of 12,400".</summary>
/// <param name="Rank">Counted from the low-percentile end: 1 is the lowest percentile, <paramref name="Of"/> the highest, so that
/// rank / of reads like the percentile. Ties share the middle place of their block, rounded down to a whole one.</param>
/// <param name="Of">How many samples of the scope have a score.</param>
/// <param name="Percentile">0–100, mid-rank.</param>
public readonly record struct ScoreRank(int Rank, int Of, float Percentile);
