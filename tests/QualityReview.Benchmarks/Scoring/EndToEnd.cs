using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>The product's own way: a scoring job over a database on disk, from the stored texts to the stored scores.</summary>
internal sealed class EndToEnd(TestDatabase database, Dataset dataset, IScorer scorer) : IJobWork
{
    public string Kind => JobKind.Score;

    public static async Task<EndToEnd> OpenAsync(TestDatabase database, IReadOnlyList<string> texts, IScorer scorer) =>
        new(database, await database.DatasetOfAsync([.. texts.Select((text, i) => Some.Found($"s-{i}", text, line: i + 1))]), scorer);

    /// <summary>Another scorer over the same samples.</summary>
    public EndToEnd With(IScorer other) => new(database, dataset, other);

    /// <summary>Forgets the scores, so that the next run computes all of them.</summary>
    public async Task ClearAsync()
    {
        foreach (var run in database.Scores.Runs(dataset.DatasetId).Where(run => run.ScorerKey == scorer.Card.Key))
        {
            await database.Scores.ClearAsync(run);
        }
    }

    public async Task RunAsync()
    {
        var queued = await database.Jobs.AddAsync(Kind, dataset.DatasetId, "benchmark", "{}", "benchmark");
        var executor = new JobExecutor(database.Jobs, [this], TimeProvider.System, NullLogger<JobExecutor>.Instance);
        var ended = await executor.RunAsync((await database.Jobs.TakeAsync(queued.JobId))!, null, CancellationToken.None);
        if (ended.Job.State != JobState.Done)
        {
            throw new QualityReviewException($"The scoring job ended {ended.Job.State}: {ended.Job.Message}");
        }
    }

    async Task<string> IJobWork.RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var run = await new ScoringRunner(database.Samples, database.Scores).RunAsync(dataset, scorer, progress, cancellation);
        return $"Scored {run.Scored}.";
    }

    /// <summary>The stored scores, by ordinal.</summary>
    public float[] Scores()
    {
        var values = new float[dataset.SampleCount];
        database.Scores.Load(database.Scores.Runs(dataset.DatasetId).Single(run => run.ScorerKey == scorer.Card.Key), values, new ScoreFlags[values.Length]);
        return values;
    }
}
