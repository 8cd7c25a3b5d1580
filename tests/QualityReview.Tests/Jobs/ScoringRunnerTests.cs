using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class ScoringRunnerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FailsInTheMiddleAndRunsAgain_ScoresOnlyWhatIsMissing()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(ScoringRunner.ChunkSize * 2 + 10));
        var killed = new LengthScorer(onChunk: chunk => { if (chunk == 1) { throw new InvalidOperationException("killed"); } });
        var resumed = new LengthScorer();

        var failed = await RunJobAsync(test, dataset, killed);
        var done = await RunJobAsync(test, dataset, resumed);

        Assert.Equal(JobState.Failed, failed.State);
        Assert.Equal(JobState.Done, done.State);
        Assert.Equal(2, resumed.Chunks);
        var run = Assert.Single(test.Scores.Runs(dataset.DatasetId));
        Assert.Equal((ScoringRunState.Done, dataset.SampleCount), (run.State, run.Scored));
        var values = new float[dataset.SampleCount];
        test.Scores.Load(run, values, new ScoreFlags[values.Length]);
        Assert.Equal(test.Samples.Texts(dataset.DatasetId, 0, values.Length).Select(text => (float)text.Length), values);
    }

    [Fact]
    public async Task RunAsync_DatasetHasGrown_ScoresTheShortChunkAnewAndTheRest()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(ScoringRunner.ChunkSize + 3));
        await RunJobAsync(test, dataset, new LengthScorer());
        await test.DatasetOfAsync([.. Some.Founds(ScoringRunner.ChunkSize + 20).Skip(ScoringRunner.ChunkSize + 3)]);
        var again = new LengthScorer();

        await RunJobAsync(test, test.Datasets.Get(dataset.Name), again);

        Assert.Equal(1, again.Chunks);
        Assert.Equal(ScoringRunner.ChunkSize + 20, Assert.Single(test.Scores.Runs(dataset.DatasetId)).Scored);
    }

    [Fact]
    public async Task RunAsync_SampleThatCannotBeScored_KeepsItsReason()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Found("a", "abc"), Some.Found("b", ""));

        await RunJobAsync(test, dataset, new LengthScorer());

        var score = Assert.Single(test.Scores.Of(dataset.DatasetId, 1));
        Assert.Null(score.Value);
        Assert.Equal((ScoreFlags.Failed, "The text is empty."), (score.Flags, score.Failure));
        Assert.Equal([6f], Assert.Single(test.Scores.Of(dataset.DatasetId, 0)).Details);
    }

    [Fact]
    public async Task BeginAsync_KnownKeyWithOtherSettings_IsRefused()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(1));
        await test.Scores.BeginAsync(dataset.DatasetId, Some.Card(), 256, "CPU", "{}", Cancel);

        var fault = await Assert.ThrowsAsync<QualityReviewException>(() =>
            test.Scores.BeginAsync(dataset.DatasetId, Some.Card() with { Receipt = new Dictionary<string, string> { ["made_for"] = "other" } }, 256, "CPU", "{}", Cancel));

        Assert.Contains("made_for", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CancelledFromOutside_EndsCancelledAndResumes()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(ScoringRunner.ChunkSize * 3));
        Job? running = null;
        using var reached = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var slow = new LengthScorer(onChunk: chunk =>
        {
            if (chunk == 1)
            {
                reached.Set();
                go.Wait(Cancel);
            }
        });
        var work = Task.Run(() => RunJobAsync(test, dataset, slow, job => running = job), Cancel);
        reached.Wait(Cancel);

        await test.Jobs.CancelAsync(running!.JobId);
        // The executor looks once a second; the chunk is let go only after it has seen the wish.
        await Task.Delay(1500, Cancel);
        go.Set();
        var job = await work;

        Assert.Equal(JobState.Cancelled, job.State);
        await test.Jobs.ResumeAsync(job.JobId);
        Assert.Equal(JobState.Queued, test.Jobs.Find(job.JobId)!.State);
    }

    private static async Task<Job> RunJobAsync(TestDatabase test, Dataset dataset, IScorer scorer, Action<Job>? onReport = null)
    {
        var queued = await test.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "test", "{}", "ann", Cancel);
        var executor = new JobExecutor(test.Jobs, [new Work(test, dataset, scorer)], TimeProvider.System, NullLogger<JobExecutor>.Instance);
        return (await executor.RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, onReport, Cancel)).Job;
    }

    private sealed class Work(TestDatabase test, Dataset dataset, IScorer scorer) : IJobWork
    {
        public string Kind => JobKind.Score;

        public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
        {
            var run = await new ScoringRunner(test.Samples, test.Scores).RunAsync(dataset, scorer, progress, cancellation);
            return $"Scored {run.Scored}.";
        }
    }
}
