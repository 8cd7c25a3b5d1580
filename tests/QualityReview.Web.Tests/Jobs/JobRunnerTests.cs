using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Jobs;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Tests.Jobs;

public sealed class JobRunnerTests
{
    // A disk that was full for a moment ended the whole web app.
    [Theory]
    [InlineData("running")]
    [InlineData("done")]
    public async Task ExecuteAsync_StateCannotBeStored_GoesOnWhenItCan(string state)
    {
        await using var test = new TestDatabase();
        await test.Database.WriteAsync(connection => connection.Execute(
            $"create trigger refuse before update on jobs when new.state = '{state}' begin select raise(abort, 'refused for now'); end"));
        var refused = new TaskCompletionSource();
        var options = new QualityReviewOptions { LoadSampleDataset = false };
        var runner = new JobRunner(
            test.Jobs,
            new JobExecutor(test.Jobs, [new Nothing()], TimeProvider.System, NullLogger<JobExecutor>.Instance),
            new FirstStart(test.Datasets, test.Jobs, new ScorerCatalog([]), options),
            options,
            new Told(refused));
        await runner.StartAsync(CancellationToken.None);
        var job = await test.Jobs.AddAsync(JobKind.Import, null, "Import nothing", "{}", "Ana");

        // Where the end alone is refused, the job is said to have failed, as nobody can know what else was not stored.
        await WaitAsync(() => refused.Task.IsCompleted || test.Jobs.Find(job.JobId)!.State == JobState.Failed).WaitAsync(TimeSpan.FromMinutes(1));
        await test.Database.WriteAsync(connection => connection.Execute("drop trigger refuse"));
        await test.Jobs.ResumeAsync(job.JobId);
        await WaitAsync(() => test.Jobs.Find(job.JobId)!.State == JobState.Done).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.False(runner.ExecuteTask!.IsCompleted);
        await runner.StopAsync(CancellationToken.None);
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(20);
        }
    }

    private sealed class Nothing : IJobWork
    {
        public string Kind => JobKind.Import;

        public Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation) => Task.FromResult("Nothing was done.");
    }

    private sealed class Told(TaskCompletionSource told) : ILogger<JobRunner>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => told.TrySetResult();
    }
}
