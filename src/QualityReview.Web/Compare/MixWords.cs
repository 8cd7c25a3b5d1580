using System.Globalization;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>Names groups of samples for people.</summary>
internal static class MixWords
{
    public static string Of(MixBy by) => by switch { MixBy.Source => "Source", MixBy.Language => "Language", MixBy.Length => "Length", _ => "Cluster" };

    public static string Of(MixBy by, MixGroup group, SampleTable table) => by switch
    {
        MixBy.Cluster when table.ClusterOf(group.Name) is { } cluster => cluster.Label(4),
        MixBy.Length => group.Name,
        _ when group.Name.Length == 0 => $"(no {Of(by).ToLowerInvariant()})",
        _ => Excerpt.Of(group.Name, 60),
    };

    /// <summary>A share with a digit more than usual: minorities are small.</summary>
    public static string Share(double share) => share is > 0 and < .0005 ? "<0.1%" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0}%");

    /// <summary>The rule by which the page warns.</summary>
    public static string Rule(MixAlarm alarm) => string.Create(
        CultureInfo.InvariantCulture,
        $"A minority collapses where a group with at most {100 * alarm.MinorityUpTo:0}% of the dataset loses more than {100 * alarm.Loss:0}% of its share, and a filter that cut evenly would keep {alarm.FewestExpected:0} of its samples or more.");
}
