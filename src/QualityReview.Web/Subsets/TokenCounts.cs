using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Web.Subsets;

/// <summary>The tokens of each sample as an export counts them: by the tokenizer of the first perplexity scorer that is done.
/// Remembers the last answer; one page uses it.</summary>
internal sealed class TokenCounts(ScoreStore scores)
{
    private (long RunId, DateTimeOffset? FinishedAt, int Count) _of;
    private float[]? _tokens;

    /// <summary>NaN for samples that were not counted; null where no scorer counts.</summary>
    public float[]? Of(LoadedTable loaded)
    {
        foreach (var run in loaded.Runs.Where(run => run.State == ScoringRunState.Done))
        {
            var names = loaded.Table.Find(run.ScorerKey)?.Card is { Method: "perplexity" } card ? card.DetailNames.ToList() : [];
            if (!names.Contains("tokens"))
            {
                continue;
            }

            var of = (run.RunId, run.FinishedAt, loaded.Table.Count);
            if (_tokens is null || _of != of)
            {
                (_of, _tokens) = (of, scores.LoadDetail(run, names.IndexOf("tokens"), names.Count, loaded.Table.Count));
            }

            return _tokens;
        }

        return null;
    }
}
