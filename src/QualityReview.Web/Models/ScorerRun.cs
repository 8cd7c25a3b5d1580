using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Models;

/// <summary>How far one scorer is with one dataset.</summary>
/// <param name="Run">Null where it has not begun.</param>
/// <param name="Job">The job that runs or waits for it, or null.</param>
public sealed record ScorerRun(Dataset Dataset, ScoringRun? Run, Job? Job)
{
    public bool IsDone => Run is { State: ScoringRunState.Done } && Run.Scored >= Dataset.SampleCount;

    /// <summary>By scorer key, every dataset in each, in the order of the datasets.</summary>
    /// <param name="active">Jobs that run or wait.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<ScorerRun>> Of(IReadOnlyList<InstalledScorer> scorers, IReadOnlyList<Dataset> datasets, ScoreStore scores, IReadOnlyList<Job> active)
    {
        var runs = datasets.ToDictionary(dataset => dataset.DatasetId, dataset => scores.Runs(dataset.DatasetId));
        return scorers.ToDictionary(scorer => scorer.Key, scorer => (IReadOnlyList<ScorerRun>)
        [
            .. datasets.Select(dataset => new ScorerRun(
                dataset,
                runs[dataset.DatasetId].FirstOrDefault(run => run.ScorerKey == scorer.Key),
                active.FirstOrDefault(job => job.Kind == JobKind.Score && job.DatasetId == dataset.DatasetId && job.Request == RequestFor(scorer.Key)))),
        ]);
    }

    /// <summary>The request as it is stored with a job.</summary>
    public static string RequestFor(string scorerKey) => JobRequests.Write(new ScoringRequest(scorerKey));
}
