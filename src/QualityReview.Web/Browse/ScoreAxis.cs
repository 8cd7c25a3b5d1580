using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Web.Browse;

/// <summary>Goes between raw scores and percentiles of one scorer, by binary search in its order.</summary>
internal static class ScoreAxis
{
    /// <summary>The first raw score, from the low-percentile end, whose percentile reaches that one; null where nothing is scored.</summary>
    public static double? RawAt(ScoreColumn column, double percentile)
    {
        if (column.ScoredCount == 0)
        {
            return null;
        }

        var place = First(column, ordinal => column.Percentiles[ordinal] >= percentile);
        return column.Values[column.Order[Math.Min(place, column.ScoredCount - 1)]];
    }

    /// <summary>The share of scored samples, 0–100, that stand on the low side of a raw score; null where nothing is scored.</summary>
    public static float? PercentileAt(ScoreColumn column, double raw)
    {
        var value = (float)raw;
        return column.ScoredCount == 0 ? null
            : 100f * First(column, ordinal => column.Card.Direction == ScoreDirection.LowerIsBetter ? column.Values[ordinal] <= value : column.Values[ordinal] >= value) / column.ScoredCount;
    }

    /// <summary>The range of raw scores that a rule leaves to a scorer, whether it asks for raw scores or for percentiles.</summary>
    public static (double? Lo, double? Hi) RawRange(ScoreColumn column, RuleEditor editor, string rule)
    {
        var (lo, hi) = editor.ScoreRange(rule, column.Card.Key);
        var (low, high) = editor.PercentileRange(rule, column.Card.Key);
        var (from, to) = (low is { } a ? RawAt(column, a) : null, high is { } b ? RawAt(column, b) : null);
        if (column.Card.Direction == ScoreDirection.LowerIsBetter)
        {
            (from, to) = (to, from);
        }

        return (Of(lo, from, Math.Max), Of(hi, to, Math.Min));
    }

    /// <summary>Where a rule cuts a scorer, 0–100: its lower cut, else its upper one; null where it does not.</summary>
    public static float? CutOf(ScoreColumn column, RuleEditor editor, string rule)
    {
        var (low, high) = editor.PercentileRange(rule, column.Card.Key);
        if ((low ?? high) is { } percentile)
        {
            return (float)percentile;
        }

        var (lo, hi) = editor.ScoreRange(rule, column.Card.Key);
        var raw = column.Card.Direction == ScoreDirection.LowerIsBetter ? hi ?? lo : lo ?? hi;
        return raw is { } value ? PercentileAt(column, value) : null;
    }

    private static double? Of(double? one, double? other, Func<double, double, double> choose) =>
        one is { } first && other is { } second ? choose(first, second) : one ?? other;

    /// <summary>The first place of the order from which a test holds, which must hold for all after it.</summary>
    private static int First(ScoreColumn column, Func<int, bool> holds)
    {
        var (low, high) = (0, column.ScoredCount);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(column.Order[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
