using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Scorers;

namespace QualityReview.Comparisons;

/// <summary>How well a scorer's order agrees with people: the chance that a sample which they keep has a higher percentile than one which
/// they drop, over all samples that could have been drawn.</summary>
/// <param name="Value">0..1; NaN where there is none of one of the two.</param>
/// <param name="Range">95 %, by bootstrap; null where there is no value.</param>
/// <param name="Labels">Labels with a score.</param>
public sealed record PeopleAuc(ScorerCard Card, double Value, Interval? Range, int Labels)
{
    // Any number will do as long as it stays the same.
    private const ulong Seed = 20240213;

    public bool TooFew => Labels < Estimate.FewestLabels;

    public static PeopleAuc Of(PeopleSample sample, ScoreColumn column)
    {
        var percentiles = column.Percentiles;
        var scored = sample.Labels.Where(label => !float.IsNaN(percentiles[label.Ordinal])).ToList();
        double[] scores = [.. scored.Select(label => (double)percentiles[label.Ordinal])];
        bool[] good = [.. scored.Select(label => label.Good)];
        double[] weights = [.. scored.Select(label => label.Weight)];
        return new PeopleAuc(column.Card, RankAuc.Compute(scores, good, weights), RankAuc.Bootstrap(scores, good, weights, Seed), scored.Count);
    }
}
