using QualityReview.Filters;
using QualityReview.Percentiles;
using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>Puts the scores of one sample into words and bars.</summary>
internal static class ShownScores
{
    /// <summary>The methods that stand first, in this order.</summary>
    private static readonly string[] _main = ["ask_llm", "perplexity", "density"];

    /// <param name="table">Null where it does not hold the sample yet: then there are scores but no ranks.</param>
    /// <param name="rule">Whose cuts are marked on the bars; null for none.</param>
    public static IReadOnlyList<ShownScore> Of(SampleTable? table, IReadOnlyList<SampleScore> scores, int ordinal, PercentileScope scope, string? rule)
    {
        var byKey = scores.ToDictionary(score => score.Card.Key, StringComparer.Ordinal);
        var columns = (table?.Scores ?? []).ToDictionary(column => column.Card.Key, StringComparer.Ordinal);
        var cards = columns.Values.Select(column => column.Card).Concat(scores.Where(score => !columns.ContainsKey(score.Card.Key)).Select(score => score.Card)).ToList();
        var titles = cards.CountBy(card => card.Title).ToDictionary(StringComparer.Ordinal);
        var editor = table is null || rule is null ? null : new RuleEditor(table);
        return [.. cards.OrderBy(MainPlace).Select(card =>
        {
            var column = columns.GetValueOrDefault(card.Key);
            var score = byKey.GetValueOrDefault(card.Key);
            var (low, high) = editor?.PercentileRange(rule!, card.Key, scope) ?? default;
            var rank = column?.RankOf(ordinal, scope);
            var bar = new StripBar(
                card.Key,
                titles[card.Title] > 1 ? $"{card.Title} ({card.Key})" : card.Title,
                rank?.Percentile,
                Exact(card, score, rank),
                score is { Flags: not ScoreFlags.None },
                card.Direction == ScoreDirection.HigherIsMore,
                (float?)(low ?? high));
            return new ShownScore(card, bar, score, MainPlace(card) < _main.Length);
        })];
    }

    private static string Exact(ScorerCard card, SampleScore? score, ScoreRank? rank) => (score, rank) switch
    {
        (null, _) => "not scored yet",
        ({ Value: null }, _) => score.Failure ?? "could not be scored",
        ({ Value: { } value }, { } place) => Display.Exact(place.Rank, place.Of, place.Percentile, value, card.Unit),
        ({ Value: { } value }, null) => $"{Display.Raw(value)}{(card.Unit.Length == 0 ? "" : " " + card.Unit)} · its rank follows",
    };

    private static int MainPlace(ScorerCard card) => Array.IndexOf(_main, card.Method) is >= 0 and var place ? place : _main.Length;
}
