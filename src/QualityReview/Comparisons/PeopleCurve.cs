using QualityReview.Reviews;

namespace QualityReview.Comparisons;

/// <summary>What people say of a cut.</summary>
/// <param name="Cut">A percentile.</param>
/// <param name="KeptShare">Of the samples that the cut is made among, 0..1.</param>
public sealed record PeoplePoint(double Cut, double KeptShare, Estimate Precision, Estimate Recall);

/// <summary>Precision and recall along the cuts of one scorer.</summary>
public static class PeopleCurve
{
    /// <summary>Distance of two cuts of a curve, in percentiles.</summary>
    public const double Step = 2.5;

    public static PeoplePoint At(PeopleSample sample, CutStudio studio, double cut)
    {
        var judged = sample.Against(ordinal => studio.Keeps(ordinal, cut));
        return new PeoplePoint(cut, studio.Among == 0 ? 0 : (double)studio.Kept(cut) / studio.Among, Estimates.Precision(judged), Estimates.Recall(judged));
    }

    /// <summary>From 0 to 100.</summary>
    public static IReadOnlyList<PeoplePoint> Of(PeopleSample sample, CutStudio studio, CancellationToken cancellation = default)
    {
        var points = new List<PeoplePoint>();
        for (double cut = 0; cut <= 100; cut += Step)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(At(sample, studio, cut));
        }

        return points;
    }
}
