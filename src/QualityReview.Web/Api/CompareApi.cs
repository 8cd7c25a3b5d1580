using QualityReview.Comparisons;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Web.Api;

/// <summary>The beginning of a sample, as an example.</summary>
/// <param name="Characters">Of the whole text.</param>
/// <param name="Text">Its beginning.</param>
public sealed record ExampleAnswer(string Id, int Ordinal, string Source, string Language, int Characters, string Text)
{
    internal static ExampleAnswer Of(Sample sample) => new(sample.Id, sample.Ordinal, sample.Source, sample.Language, sample.Characters, sample.Text);
}

/// <summary>A share, estimated from people's verdicts.</summary>
/// <param name="Value">0..1; null where fewer than 30 labels count, as it would claim more than is known.</param>
/// <param name="Range">95 %; null as above.</param>
/// <param name="Labels">Verdicts of keep and drop in the denominator.</param>
/// <param name="EffectiveLabels">Labels of a simple random draw that would tell as much.</param>
/// <param name="More">Labels that are missing until the interval is as narrow as was asked for.</param>
public sealed record EstimateAnswer(double? Value, RangeAnswer? Range, int Labels, double? EffectiveLabels, bool TooFew, int More)
{
    /// <param name="within">Half the width that the interval shall have, in percent.</param>
    internal static EstimateAnswer Of(Estimate estimate, double within) => new(
        estimate.TooFew ? null : FiltersApi.Finite(estimate.Value),
        estimate.TooFew ? null : RangeAnswer.Of(estimate.Range),
        estimate.Labels,
        FiltersApi.Finite(estimate.EffectiveLabels),
        estimate.TooFew,
        PeopleNeeds.More(estimate, within / 100));
}

/// <summary>What a cut keeps, and what people say of it.</summary>
/// <param name="Cut">A percentile.</param>
/// <param name="KeptShare">Of the samples that the cut is made among, 0..1.</param>
public sealed record CurvePointAnswer(double Cut, double? KeptShare, EstimateAnswer Precision, EstimateAnswer Recall)
{
    internal static CurvePointAnswer Of(PeoplePoint point, double within) =>
        new(point.Cut, FiltersApi.Finite(point.KeptShare), EstimateAnswer.Of(point.Precision, within), EstimateAnswer.Of(point.Recall, within));
}

/// <summary>Comparisons of scorers, filters and people. All of them tell scores and verdicts, so they are a lead's, as the pages are.</summary>
internal static class CompareApi
{
    public const string Flagged = "Whether scores count that a flag says not to trust; false where it is left out.";

    public const string Within = "How near an estimate shall be, in percent, 0.5 to 40; 5 where it is left out.";

    public static void Map(RouteGroupBuilder compare)
    {
        CompareScorersApi.Map(compare);
        CompareFiltersApi.Map(compare);
        ComparePeopleApi.Map(compare);
        CompareCutApi.Map(compare);
        CompareGalleriesApi.Map(compare);
        CompareWhatIfApi.Map(compare);
    }

    /// <exception cref="ApiFault">The number lies outside.</exception>
    public static double Between(double number, double low, double high, string parameter) => number >= low && number <= high
        ? number
        : throw ApiFault.Wrong(FormattableString.Invariant($"The parameter {parameter} is {number}; {low} to {high} are supported."));
}
