using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

/// <summary>Says of samples what their line in the list shows: strips, facts, verdict and decision.</summary>
internal sealed class SampleLook
{
    /// <summary>Scorers in a list's strip; the sample's own page shows all.</summary>
    private const int MostBars = 3;

    private readonly BrowseView _view;
    private readonly List<(ScoreColumn Column, float? Cut)> _bars;

    public SampleLook(BrowseView view)
    {
        _view = view;
        var editor = new RuleEditor(view.Table);
        var rule = view.Compared?.Rule ?? view.EditedRule;
        _bars = [.. ScorerPanel.Foremost(view.Table, MostBars).Select(column => (column, ScoreAxis.CutOf(column, editor, rule)))];
    }

    /// <param name="blinded">Samples of which neither scores nor verdicts are told, with the queue where each waits; null for none.</param>
    public IReadOnlyList<BrowsedSample> Of(IReadOnlyList<Sample> samples, IReadOnlyDictionary<int, string>? blinded = null) =>
        [.. samples.Select(sample => blinded?.TryGetValue(sample.Ordinal, out var queue) == true ? Blinded(sample, queue) : Of(sample))];

    private static BrowsedSample Blinded(Sample sample, string queue) => new(sample, About(sample), [], Verdict.None, $"waits in {Excerpt.Of(queue, 24)}");

    private static List<string> About(Sample sample) => [.. new[] { sample.Source, sample.Language }.Where(fact => fact.Length > 0), Display.Plural(sample.Characters, "character")];

    private BrowsedSample Of(Sample sample)
    {
        var verdict = _view.Table.Reviews.VerdictOf(sample.Ordinal);
        var group = Math.Max(0, _view.Table.Duplicates?.Groups[sample.Ordinal] ?? 0);
        return new BrowsedSample(sample, Facts(sample), [.. _bars.Select(bar => Bar(bar.Column, bar.Cut, sample.Ordinal))], verdict, Detail(sample.Ordinal, verdict))
        {
            Group = group,
            Alike = _view.Table.Duplicates?.SizeOf(group) ?? 0,
        };
    }

    private List<string> Facts(Sample sample)
    {
        var facts = About(sample);
        var flags = _bars.Aggregate(ScoreFlags.None, (all, bar) => all | bar.Column.Flags[sample.Ordinal]);
        facts.AddRange(FlagNames.Of(flags).Select(name => name.Replace('_', ' ')));
        return facts;
    }

    private string Detail(int ordinal, Verdict verdict)
    {
        var who = verdict == Verdict.None ? "" : $"by {Excerpt.Of(_view.Table.Reviews.ReviewerOf(ordinal), 24)}";
        if (_view.Decisions is not { } decisions)
        {
            return who;
        }

        // The sets were made when the list was read; a verdict may have come since.
        var keeps = decisions.FilterKeeps.Contains(ordinal);
        var overridden = verdict == (keeps ? Verdict.Drop : Verdict.Keep);
        return overridden ? "overrides filter" : keeps ? "filter keeps" : "filter drops";
    }

    internal static StripBar Bar(ScoreColumn column, float? cut, int ordinal)
    {
        var card = column.Card;
        var percentile = column.Percentiles[ordinal];
        var neutral = card.Direction == ScoreDirection.HigherIsMore;
        if (float.IsNaN(percentile))
        {
            return new StripBar(card.Key, card.Title, null, "no score", Neutral: neutral, Cut: cut);
        }

        var flags = column.Flags[ordinal];
        var exact = Display.Exact(Rank(percentile, column.ScoredCount), column.ScoredCount, percentile, column.Values[ordinal], card.Unit);
        var said = string.Join(" · ", FlagNames.Of(flags).Select(name => name.Replace('_', ' ')).Prepend(exact));
        return new StripBar(card.Key, card.Title, percentile, said, flags != ScoreFlags.None, neutral, cut);
    }

    // A mid-rank percentile times the count is a whole number or a half; the quarter takes off what float32 has rounded.
    private static int Rank(float percentile, int of) => Math.Max(1, (int)Math.Ceiling((percentile * (double)of / 100) - .25));
}
