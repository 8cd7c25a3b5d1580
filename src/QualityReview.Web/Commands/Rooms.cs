using System.CommandLine;
using QualityReview.Jobs;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Commands;

/// <summary>The stores and jobs of one data folder, opened for a command.</summary>
internal sealed class Rooms : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Rooms(ServiceProvider services) => _services = services;

    public static Rooms Open(ParseResult words)
    {
        var configuration = Settings.Read(words.GetValue(CommonOptions.Data));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddQualityReview(configuration);
        return new Rooms(services.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Adds a job and runs it here, in this process, to its end.</summary>
    /// <exception cref="QualityReviewException">It did not end well; the message says why.</exception>
    public async Task<Job> RunJobAsync(string kind, long? datasetId, string title, string request, CommandOutput output, CancellationToken cancellation)
    {
        var store = Get<JobStore>();
        await store.InterruptOrphansAsync();
        return await RunJobAsync(await store.AddAsync(kind, datasetId, title, request, Environment.UserName, cancellation), output, cancellation);
    }

    /// <summary>Runs a queued job here, in this process, to its end.</summary>
    /// <exception cref="QualityReviewException">It did not end well; the message says why.</exception>
    public async Task<Job> RunJobAsync(Job queued, CommandOutput output, CancellationToken cancellation)
    {
        var store = Get<JobStore>();
        // A running web app may take the job first: then this command watches it.
        var progress = new ProgressLine(output, Get<TimeProvider>());
        var (job, fault) = await store.TakeAsync(queued.JobId, cancellation) is { } taken
            ? await Get<JobExecutor>().RunAsync(taken, progress.Show, cancellation)
            : new JobOutcome(await WatchAsync(store, queued.JobId, progress, cancellation), null);
        progress.End();
        return job.State switch
        {
            JobState.Done => job,
            JobState.Cancelled or JobState.Interrupted => throw new OperationCanceledException(job.Message),
            _ => throw fault ?? new QualityReviewException(job.Message),
        };
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<Job> WatchAsync(JobStore store, long jobId, ProgressLine progress, CancellationToken cancellation)
    {
        while (true)
        {
            var job = store.Find(jobId)!;
            if (job.State is not (JobState.Queued or JobState.Running))
            {
                return job;
            }

            progress.Show(job);
            await Task.Delay(TimeSpan.FromMilliseconds(500), Get<TimeProvider>(), cancellation);
        }
    }
}
