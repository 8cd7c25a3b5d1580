namespace QualityReview.Filters;

/// <summary>The raw score of the first sample, from the low-percentile end, that leaves that share of the scored samples at or before it.</summary>
public readonly record struct PercentileValue(int Percentile, float Value);

/// <summary>One scorer's raw scores in 32 equal bins, for all samples and for those of a set. The first and last bin also count
/// what lies below and above them (0.5 % of the scores at each end).</summary>
/// <param name="Edges">Ascending, 33: a bin holds values from its edge up to, not including, the next.</param>
/// <param name="All">Samples a bin.</param>
/// <param name="Selected">Of these, samples of the set.</param>
/// <param name="Ticks">Raw values at the percentiles 10, 25, 50, 75 and 90; empty where nothing is scored.</param>
public sealed record ScoreHistogram(string Key, IReadOnlyList<float> Edges, IReadOnlyList<int> All, IReadOnlyList<int> Selected, IReadOnlyList<PercentileValue> Ticks)
{
    public static ScoreHistogram Of(ScoreColumn column, SampleSet set)
    {
        var bins = column.Bins;
        if (set.Count == set.Size)
        {
            return new ScoreHistogram(column.Card.Key, bins.Edges, bins.Counts, bins.Counts, bins.Ticks);
        }

        var counts = new int[byte.MaxValue + 1];
        SetCounts.Add<byte>(bins.BinOf, set, counts);
        return new ScoreHistogram(column.Card.Key, bins.Edges, bins.Counts, counts[..HistogramBins.Count], bins.Ticks);
    }

    /// <summary>The range of scores, both ends included, that keeps exactly the samples counted in these bins;
    /// null: open, because an end bin counts what lies outside too.</summary>
    public (float? Low, float? High) RangeOf(int firstBin, int lastBin) => (
        firstBin <= 0 ? null : Edges[firstBin],
        lastBin >= All.Count - 1 ? null : MathF.BitDecrement(Edges[lastBin + 1]));
}
