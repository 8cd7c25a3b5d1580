using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Comparisons;

/// <summary>How many labels, and what share of all samples they stand for, lie in a cell of a confusion matrix.</summary>
/// <param name="Share">0..1; NaN without a label.</param>
public readonly record struct PeopleCell(int Labels, double Share);

/// <summary>A filter against people's verdicts, estimated for all samples that could have been drawn.</summary>
public sealed record PeopleFigures
{
    /// <summary>Share of the kept samples that people keep.</summary>
    public required Estimate Precision { get; init; }

    /// <summary>Share of the samples that people keep which the filter keeps too.</summary>
    public required Estimate Recall { get; init; }

    /// <summary>Share of all samples that people keep.</summary>
    public required Estimate Prevalence { get; init; }

    public required PeopleCell KeptGood { get; init; }

    public required PeopleCell KeptBad { get; init; }

    public required PeopleCell DroppedGood { get; init; }

    public required PeopleCell DroppedBad { get; init; }

    public static PeopleFigures Of(PeopleSample sample, SampleSet kept)
    {
        var judged = sample.Against(kept.Contains);
        return new PeopleFigures
        {
            Precision = Estimates.Precision(judged),
            Recall = Estimates.Recall(judged),
            Prevalence = Estimates.Prevalence(judged),
            KeptGood = Cell(kept: true, good: true),
            KeptBad = Cell(kept: true, good: false),
            DroppedGood = Cell(kept: false, good: true),
            DroppedBad = Cell(kept: false, good: false),
        };

        PeopleCell Cell(bool kept, bool good) => new(
            judged.Count(label => label.Kept == kept && label.Good == good),
            Estimates.Total(judged, label => label.Kept == kept && label.Good == good) / Estimates.Total(judged, _ => true));
    }
}

/// <summary>How many more labels would settle an estimate.</summary>
public static class PeopleNeeds
{
    /// <summary>Labels in a simple random draw after which Wilson's interval reaches this far to both sides, and no fewer would do.</summary>
    /// <param name="share">0..1.</param>
    /// <param name="halfWidth">Above 0 and below .5.</param>
    public static int Labels(double share, double halfWidth)
    {
        // z^2 (pq/n + z^2/4n^2) = x^2 (1 + z^2/n)^2, times n^2: a quadratic in n.
        var (square, odds) = (Interval.Z * Interval.Z, share * (1 - share));
        var within = halfWidth * halfWidth;
        var middle = square * (odds - 2 * within);
        var labels = (middle + Math.Sqrt(Math.Max(0, middle * middle - 4 * within * (within * square * square - square * square / 4)))) / (2 * within);
        return (int)Math.Ceiling(labels - 1e-9);
    }

    /// <summary>Labels that are missing in the estimate's denominator. Weights that vary make a label tell less than one of a simple random
    /// draw, and are taken to vary as they do now; below <see cref="Estimate.FewestLabels"/> the share is taken for one half, which asks for most.</summary>
    public static int More(Estimate estimate, double halfWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(halfWidth, .5);
        var perLabel = estimate.Labels > 0 && estimate.EffectiveLabels > 0 ? estimate.Labels / estimate.EffectiveLabels : 1;
        var wanted = Math.Ceiling(Labels(estimate.TooFew ? .5 : estimate.Value, halfWidth) * perLabel);
        return (int)Math.Max(Math.Min(int.MaxValue, wanted) - estimate.Labels, Math.Max(0, Estimate.FewestLabels - estimate.Labels));
    }
}
