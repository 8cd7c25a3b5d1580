using System.Globalization;
using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

/// <summary>One scorer's histogram on the page.</summary>
/// <param name="Lo">Lower end of the range that the rule asks for, as a raw score; null is open.</param>
/// <param name="Scored">Samples that have a score, of the whole dataset.</param>
public sealed record ScorerPanel(ScorerCard Card, ScoreHistogram Histogram, HistogramBars Bars, double? Lo, double? Hi, int Scored)
{
    /// <summary>The methods that stand open, in this order; other scorers are folded away.</summary>
    private static readonly string[] _main = ["ask_llm", "perplexity", "density"];

    public bool IsMain => Array.IndexOf(_main, Card.Method) >= 0;

    public static ScorerPanel Of(ScoreColumn column, SampleSet shown, RuleEditor editor, string rule)
    {
        var histogram = ScoreHistogram.Of(column, shown);
        var (lo, hi) = ScoreAxis.RawRange(column, editor, rule);
        return new ScorerPanel(
            column.Card,
            histogram,
            new HistogramBars(histogram.Edges[0], histogram.Edges[^1], [.. histogram.All.Select(count => (long)count)], [.. histogram.Selected.Select(count => (long)count)],
                [.. histogram.Ticks.OrderBy(tick => tick.Value).Select(tick => new PercentileTick(tick.Percentile, tick.Value))]),
            lo,
            hi,
            column.ScoredCount);
    }

    /// <summary>All scorers of a table, those of the three main methods first.</summary>
    public static IEnumerable<ScoreColumn> InOrder(SampleTable table) =>
        table.Scores.OrderBy(column => Array.IndexOf(_main, column.Card.Method) is >= 0 and var place ? place : _main.Length);

    /// <summary>The scorers that stand for a table in little room: one of each main method first, its ensemble where it has one; cheap ones only where there is no other.</summary>
    public static IEnumerable<ScoreColumn> Foremost(SampleTable table, int most)
    {
        var main = InOrder(table).Where(column => Array.IndexOf(_main, column.Card.Method) >= 0).ToList();
        var first = main.OrderBy(column => EnsembleCard.MembersOf(column.Card).Count == 0).DistinctBy(column => column.Card.Method).ToList();
        var chosen = first.Concat(main.Except(first)).Take(most).ToHashSet();
        return InOrder(table).Where(column => main.Count == 0 || chosen.Contains(column)).Take(most);
    }

    /// <summary>A raw score to about a tenth of a bin: what a histogram can tell apart.</summary>
    public string Say(double value)
    {
        var bin = (Bars.Max - Bars.Min) / Bars.All.Count;
        var digits = 1 - (int)Math.Floor(Math.Log10(bin));
        return digits is > 0 and <= 9 ? Math.Round(value, digits).ToString("#,0.#########", CultureInfo.InvariantCulture) : Display.Raw(value);
    }
}
