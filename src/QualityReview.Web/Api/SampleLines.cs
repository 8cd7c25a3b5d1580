using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Api;

/// <summary>A sample as one line of a list.</summary>
/// <param name="Ordinal">0-based place in the dataset; it never changes.</param>
/// <param name="Characters">Of the whole text.</param>
/// <param name="Text">Null where none was asked for.</param>
/// <param name="IsCut">Whether the text is only its beginning.</param>
/// <param name="Meta">All other fields of the file; null where there are none.</param>
/// <param name="Scores">By scorer key.</param>
/// <param name="Verdict">The current one: keep, drop, unsure or none.</param>
/// <param name="Reviewer">Who gave it; null where nobody did.</param>
/// <param name="FilterSays">What the compared filter alone says: keep or drop; null where none was named.</param>
/// <param name="Decision">What filter and people decide together; null where no filter was named.</param>
/// <param name="Cluster">Its number; null where it is in none.</param>
/// <param name="Group">Number of its group of duplicates; null where it is in none.</param>
public sealed record SampleLine(
    string Id,
    int Ordinal,
    string Source,
    string Language,
    int Characters,
    string ContentHash,
    string? Text,
    bool IsCut,
    RawJson? Meta,
    IReadOnlyDictionary<string, ScoreValue> Scores,
    Verdict Verdict,
    string? Reviewer,
    Decision? FilterSays,
    Decision? Decision,
    int? Cluster,
    int? Group);

/// <summary>A score.</summary>
/// <param name="Value">Raw; null where there is none.</param>
/// <param name="Percentile">0–100 within the dataset; null where there is none.</param>
/// <param name="Flags">What not to trust.</param>
public sealed record ScoreValue(float? Value, float? Percentile, IReadOnlyList<string> Flags);

/// <summary>Makes lines of samples.</summary>
/// <param name="decisions">Null where no filter is compared.</param>
internal sealed class SampleLines(LoadedTable loaded, FilterDecisions? decisions, int characters)
{
    /// <summary>Characters of each text, at most; 0 for no text.</summary>
    public int MostCharacters => characters;

    public static int TextOf(string word) => word switch
    {
        "none" => 0,
        "excerpt" => SampleStore.ExcerptLength,
        "full" => int.MaxValue,
        _ => throw ApiFault.Wrong($"The parameter text is \"{word}\"; supported are excerpt, full and none."),
    };

    public IEnumerable<SampleLine> Of(SampleStore samples, IReadOnlyList<int> ordinals) =>
        samples.Excerpts(loaded.Dataset.DatasetId, ordinals, Math.Max(1, characters)).Select(Of);

    private SampleLine Of(Sample sample)
    {
        var (table, ordinal) = (loaded.Table, sample.Ordinal);
        var group = table.Duplicates?.Groups[ordinal] ?? 0;
        return new SampleLine(
            sample.Id,
            ordinal,
            sample.Source,
            sample.Language,
            sample.Characters,
            sample.ContentHash,
            characters == 0 ? null : sample.Text,
            characters > 0 && sample.Characters > characters,
            sample.Meta is { } meta ? new RawJson(meta) : null,
            table.Scores.ToDictionary(column => column.Card.Key, column => Score(column, ordinal), StringComparer.Ordinal),
            table.Reviews.VerdictOf(ordinal),
            table.Reviews.ReviewerOf(ordinal) is { Length: > 0 } reviewer ? reviewer : null,
            decisions is null ? null : decisions.FilterKeeps.Contains(ordinal) ? Filters.Decision.Keep : Filters.Decision.Drop,
            decisions?.Of(ordinal),
            ClusterOf(table, ordinal),
            group > 0 ? group : null);
    }

    internal static int? ClusterOf(SampleTable table, int ordinal) =>
        table.Clusters is { } clusters && clusters.OfSample[ordinal] < clusters.Clusters.Count ? clusters.OfSample[ordinal] + 1 : null;

    private static ScoreValue Score(ScoreColumn column, int ordinal) =>
        new(Finite(column.Values[ordinal]), Finite(column.Percentiles[ordinal]), [.. FlagNames.Of(column.Flags[ordinal])]);

    internal static float? Finite(float value) => float.IsFinite(value) ? value : null;
}
