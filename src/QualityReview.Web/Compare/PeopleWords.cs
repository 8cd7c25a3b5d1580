using QualityReview.Comparisons;
using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>Estimates as people read them.</summary>
internal static class PeopleWords
{
    /// <summary>"71%"; "too few" where it would claim more than it knows.</summary>
    public static string Value(Estimate estimate) => estimate.TooFew ? "too few" : Display.Percent(estimate.Value);

    /// <summary>"66% to 75%", or "12 of 30 labels".</summary>
    public static string Range(Estimate estimate) => estimate.TooFew
        ? $"{Display.Count(estimate.Labels)} of {Estimate.FewestLabels} labels"
        : $"{Display.Percent(estimate.Range.Low)} to {Display.Percent(estimate.Range.High)}";

    /// <summary>"none" where the estimate is near enough, else how many labels are missing in its denominator and how many verdicts on drawn
    /// samples that takes.</summary>
    /// <param name="within">In percent.</param>
    /// <param name="labels">Labels of keep and drop altogether.</param>
    public static string More(Estimate estimate, double within, int labels)
    {
        var more = PeopleNeeds.More(estimate, within / 100);
        if (more == 0)
        {
            return "none";
        }

        return estimate.Labels == 0 || estimate.Labels == labels
            ? Display.Count(more)
            : $"{Display.Count(more)} (about {Display.Count((long)Math.Ceiling((double)more * labels / estimate.Labels))} verdicts)";
    }
}
