namespace QualityReview.Web.Shared;

/// <summary>A histogram of raw scores in equal bins, with the same counts under the filters at work.</summary>
/// <param name="Min">Lower edge of the first bin.</param>
/// <param name="Max">Upper edge of the last bin.</param>
/// <param name="All">Samples a bin.</param>
/// <param name="Selected">Of these, samples that the page shows; as long as <paramref name="All"/>.</param>
/// <param name="Ticks">Raw values at percentiles, such as 10, 50 and 90.</param>
public sealed record HistogramBars(double Min, double Max, IReadOnlyList<long> All, IReadOnlyList<long> Selected, IReadOnlyList<PercentileTick> Ticks)
{
    public double Edge(int bin) => bin == All.Count ? Max : Min + (Max - Min) * bin / All.Count;

    /// <summary>0..1 along the axis; a value outside lies at the end.</summary>
    public double Place(double value) => Max > Min ? Math.Clamp((value - Min) / (Max - Min), 0, 1) : 0;
}

/// <summary>The raw value that stands at a percentile.</summary>
public readonly record struct PercentileTick(int Percentile, double Value);

/// <summary>A range of raw values, both ends included; null is open. Both null: no range.</summary>
public readonly record struct RawRange(double? Lo, double? Hi);

/// <summary>Neighbouring bins of a histogram, by their 0-based places, both ends included.</summary>
public readonly record struct BinRange(int First, int Last);
