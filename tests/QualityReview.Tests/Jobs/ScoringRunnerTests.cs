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
    public async Task RunAsync_HugeTexts_AreReadInSlicesAndStoredAsOneChunk()
    {
        await using var test = new TestDatabase();
        var huge = new string('x', MissingChunks<ScoreChunk>.MostCharacters / 2);
        var dataset = await test.DatasetOfAsync(Some.Found("a", "abc"), Some.Found("b", huge), Some.Found("c", huge + "1"), Some.Found("d", ""), Some.Found("e", huge + "2"));
        var scorer = new LengthScorer();

        await RunJobAsync(test, dataset, scorer);

        Assert.Equal(3, scorer.Chunks);
        var run = Assert.Single(test.Scores.Runs(dataset.DatasetId));
        Assert.Equal((5, 1), (run.Scored, run.Failed));
        var values = new float[5];
        test.Scores.Load(run, values, new ScoreFlags[5]);
        Assert.Equal([3, huge.Length, huge.Length + 1, float.NaN, huge.Length + 1], values);
        Assert.Equal("The text is empty.", Assert.Single(test.Scores.Of(dataset.DatasetId, 3)).Failure);
        Assert.Equal([2f * (huge.Length + 1)], Assert.Single(test.Scores.Of(dataset.DatasetId, 4)).Details);
    }

    [Fact]
    public async Task RunAsync_TwoDevices_ComputesTwoChunksAtOnceAndLeavesNoGap()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(ScoringRunner.ChunkSize * 5));
        // The first chunk of each pair waits for the second; the third chunk of all then fails although the fourth is computed.
        var failing = new PairScorer(failsAt: 2);
        var resumed = new PairScorer(failsAt: -1);

        var failed = await RunJobAsync(test, dataset, failing);
        var committed = test.Scores.CommittedChunks(Assert.Single(test.Scores.Runs(dataset.DatasetId)).RunId).Keys.Order();
        var done = await RunJobAsync(test, dataset, resumed);

        Assert.Equal(JobState.Failed, failed.State);
        Assert.Equal([0, 1], committed);
        Assert.Equal(JobState.Done, done.State);
        Assert.Equal(3, resumed.Calls);
        var values = new float[dataset.SampleCount];
        test.Scores.Load(Assert.Single(test.Scores.Runs(dataset.DatasetId)), values, new ScoreFlags[values.Length]);
        Assert.Equal(test.Samples.Texts(dataset.DatasetId, 0, values.Length).Select(text => (float)text.Length), values);
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

    /// <summary>Two devices: every even call waits until the one after it is computed, or the last call of all has begun.</summary>
    private sealed class PairScorer(int failsAt) : IScorer
    {
        private readonly LengthScorer _lengths = new();
        private readonly TaskCompletionSource[] _computed = [.. Enumerable.Range(0, 8).Select(_ => new TaskCompletionSource())];
        private int _calls;

        public ScorerCard Card => _lengths.Card;

        public string Device => "CPU twice";

        public int ChunksAtOnce => 2;

        public int Calls => _calls;

        public async Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation)
        {
            var call = _calls++;
            var last = texts.Any(text => text.Contains($"number {ScoringRunner.ChunkSize * 5 - 1} ", StringComparison.Ordinal));
            if (call % 2 == 0 && !last)
            {
                await _computed[call + 1].Task;
            }

            var chunk = await _lengths.ScoreAsync(texts, progress, cancellation);
            _computed[call].SetResult();
            return call == failsAt ? throw new InvalidOperationException("killed") : chunk;
        }

        public ValueTask DisposeAsync() => _lengths.DisposeAsync();
    }
}
