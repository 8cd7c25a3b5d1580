using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>The tokens of each sample, as the first perplexity scorer that is done has counted them.</summary>
public sealed class TokenColumn(ScoreStore scores)
{
    /// <summary>NaN for samples that were not counted; null where no scorer counts.</summary>
    public float[]? Of(LoadedTable loaded)
    {
        var run = loaded.Runs.FirstOrDefault(run => run.State == ScoringRunState.Done && loaded.Table.Find(run.ScorerKey)?.Card is { Method: "perplexity" } card && card.DetailNames.Contains("tokens"));
        if (run is null)
        {
            return null;
        }

        var names = loaded.Table.Find(run.ScorerKey)!.Card.DetailNames;
        return scores.LoadDetail(run, names.ToList().IndexOf("tokens"), names.Count, loaded.Table.Count);
    }
}
