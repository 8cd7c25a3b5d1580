using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>The tokens of each sample as an export counts them: by the tokenizer of the first perplexity scorer that is done.
/// Remembers the last few answers; safe for many callers.</summary>
public sealed class TokenCounts(ScoreStore scores)
{
    private const int Kept = 4;

    private readonly RecentlyUsed<(long RunId, DateTimeOffset? FinishedAt, int Count), float[]> _kept = new(Kept);

    /// <summary>NaN for samples that were not counted; null where no scorer counts. Belongs to this object: callers only read it.</summary>
    public float[]? Of(LoadedTable loaded)
    {
        foreach (var run in loaded.Runs.Where(run => run.State == ScoringRunState.Done))
        {
            var names = loaded.Table.Find(run.ScorerKey)?.Card is { Method: "perplexity" } card ? card.DetailNames.ToList() : [];
            if (names.Contains("tokens"))
            {
                return _kept.GetOrAdd((run.RunId, run.FinishedAt, loaded.Table.Count), () => scores.LoadDetail(run, names.IndexOf("tokens"), names.Count, loaded.Table.Count));
            }
        }

        return null;
    }
}
