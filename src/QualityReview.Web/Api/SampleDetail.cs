using QualityReview.Filters;
using QualityReview.Percentiles;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Api;

/// <summary>One sample with all that is known of it.</summary>
/// <param name="Meta">All other fields of the file; null where there are none.</param>
/// <param name="IsWithheld">The sample waits for the caller's verdict in a blind queue: until then it is its text and nothing more.</param>
/// <param name="Scores">In the order of the scoring runs.</param>
/// <param name="Verdict">The current one: keep, drop, unsure or none.</param>
/// <param name="History">All ledger entries on it, oldest first.</param>
/// <param name="Cluster">Its number; null where it is in none.</param>
/// <param name="Group">Number of its group of duplicates; null where it is in none.</param>
public sealed record SampleDetail(
    string Id,
    int Ordinal,
    string Source,
    string Language,
    int Characters,
    string ContentHash,
    string Text,
    RawJson? Meta,
    bool IsWithheld,
    IReadOnlyList<ScoreDetail> Scores,
    Verdict Verdict,
    string? Reviewer,
    IReadOnlyList<ReviewAnswer> History,
    int? Cluster,
    int? Group)
{
    internal static SampleDetail Blind(Sample sample) => new(
        sample.Id, sample.Ordinal, "", sample.Language, sample.Characters, sample.ContentHash, sample.Text, null, true, [], Verdict.None, null, [], null, null);

    internal static SampleDetail Of(LoadedTable loaded, Sample sample, IReadOnlyList<SampleScore> scores, IReadOnlyList<Review> history)
    {
        // An import that goes on has samples that the table has not loaded yet.
        var table = sample.Ordinal < loaded.Table.Count ? loaded.Table : null;
        var group = table?.Duplicates?.Groups[sample.Ordinal] ?? 0;
        var standing = history.LastOrDefault(entry => entry.Verdict != Verdict.None && !history.Any(undo => undo.Undoes == entry.ReviewId));
        return new SampleDetail(
            sample.Id,
            sample.Ordinal,
            sample.Source,
            sample.Language,
            sample.Characters,
            sample.ContentHash,
            sample.Text,
            sample.Meta is { } meta ? new RawJson(meta) : null,
            false,
            [.. scores.Select(score => ScoreDetail.Of(score, table, sample.Ordinal))],
            standing?.Verdict ?? Verdict.None,
            standing?.Author,
            [.. history.Select(entry => ReviewAnswer.Of(entry, sample.Id))],
            table is null ? null : SampleLines.ClusterOf(table, sample.Ordinal),
            group > 0 ? group : null);
    }
}

/// <summary>A score with what made it.</summary>
/// <param name="Value">Raw; null where there is none.</param>
/// <param name="HighMeans">What a high percentile says.</param>
/// <param name="Details">Numbers that are kept beside it, by name.</param>
/// <param name="Flags">What not to trust.</param>
/// <param name="Failure">Why there is no score; null where there is one.</param>
/// <param name="Ranks">Within the dataset, its source and its language; empty while they are not known.</param>
/// <param name="Receipt">What made it: model, tokenizer, prompt, window.</param>
public sealed record ScoreDetail(
    string Scorer,
    string Title,
    float? Value,
    string Unit,
    string HighMeans,
    IReadOnlyDictionary<string, float?> Details,
    IReadOnlyList<string> Flags,
    string? Failure,
    IReadOnlyList<RankAnswer> Ranks,
    string Device,
    RawJson Receipt)
{
    internal static ScoreDetail Of(SampleScore score, SampleTable? table, int ordinal) => new(
        score.Card.Key,
        score.Card.Title,
        score.Value is { } value ? SampleLines.Finite(value) : null,
        score.Card.Unit,
        score.Card.HighMeans,
        score.Card.DetailNames.Zip(score.Details).ToDictionary(detail => detail.First, detail => SampleLines.Finite(detail.Second), StringComparer.Ordinal),
        [.. FlagNames.Of(score.Flags)],
        score.Failure,
        [.. RankAnswer.All(table?.Scores.FirstOrDefault(column => column.Card.Key == score.Card.Key), ordinal)],
        score.Run.Device,
        new RawJson(score.Run.Receipt));
}

/// <summary>A sample's place among the scored samples of a scope.</summary>
/// <param name="Scope">dataset, source or language.</param>
/// <param name="Rank">Counted from the lowest percentile.</param>
/// <param name="Of">Samples of the scope that have a score.</param>
/// <param name="Percentile">0–100.</param>
public sealed record RankAnswer(PercentileScope Scope, int Rank, int Of, float Percentile)
{
    internal static IEnumerable<RankAnswer> All(ScoreColumn? column, int ordinal)
    {
        foreach (var scope in column is null ? [] : Enum.GetValues<PercentileScope>())
        {
            if (column!.RankOf(ordinal, scope) is { } rank)
            {
                yield return new RankAnswer(scope, rank.Rank, rank.Of, rank.Percentile);
            }
        }
    }
}
