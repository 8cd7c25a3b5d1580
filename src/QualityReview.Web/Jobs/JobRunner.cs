using QualityReview.Jobs;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Jobs;

/// <summary>Runs queued jobs inside the web app: scoring and clustering in one lane, imports, searches for duplicates, exports and removals in another, each one at a time.</summary>
internal sealed partial class JobRunner(JobStore store, JobExecutor executor, FirstStart firstStart, QualityReviewOptions options, ILogger<JobRunner> logger) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ResumeAsync();
            await firstStart.RunAsync(stoppingToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFirstStart(logger, fault);
        }

        await Task.WhenAll(LaneAsync([JobKind.Score, JobKind.Cluster], stoppingToken), LaneAsync([JobKind.Import, JobKind.SideCar, JobKind.Duplicates, JobKind.Export, JobKind.Remove], stoppingToken));
    }

    private async Task ResumeAsync()
    {
        await store.InterruptOrphansAsync();
        if (!options.ResumeJobs)
        {
            return;
        }

        foreach (var job in store.List().Where(job => job.State == JobState.Interrupted).OrderBy(job => job.JobId))
        {
            await store.ResumeAsync(job.JobId);
        }
    }

    private async Task LaneAsync(IReadOnlyList<string> kinds, CancellationToken stopping)
    {
        using var wake = new SemaphoreSlim(0);
        var given = new Queue<Job>();
        void OnChange(Job job)
        {
            // A new job, or the end of one that others wait for.
            if (job.State != JobState.Running)
            {
                wake.Release();
            }
        }

        store.Changed += OnChange;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (!await TryOneAsync(kinds, given, stopping))
                {
                    // Another process may add jobs to the same data folder, and a disk that was full may have room: look from time to time.
                    await wake.WaitAsync(_lookEvery, stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
        finally
        {
            store.Changed -= OnChange;
        }
    }

    /// <summary>Runs a job to its end where one waits. A disk that refuses ends neither the lane nor the program.</summary>
    /// <param name="given">Jobs that stand as running, as their end could not be stored.</param>
    /// <returns>Whether there was something to do and it could be done.</returns>
    private async Task<bool> TryOneAsync(IReadOnlyList<string> kinds, Queue<Job> given, CancellationToken stopping)
    {
        Job? job = null;
        try
        {
            while (given.TryPeek(out var left))
            {
                if (store.Find(left.JobId) is { State: JobState.Running })
                {
                    await store.EndAsync(left, JobState.Interrupted, "The disk refused to store how the job ended.");
                    if (options.ResumeJobs)
                    {
                        await store.ResumeAsync(left.JobId);
                    }
                }

                given.Dequeue();
            }

            job = await store.TakeAsync(kinds, stopping);
            if (job is not null)
            {
                await executor.RunAsync(job, null, stopping);
            }

            return job is not null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (job is not null)
            {
                given.Enqueue(job);
            }

            LogRefused(logger, fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Jobs wait, as their state could not be stored")]
    private static partial void LogRefused(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sample dataset could not be loaded; import and score it from the Home page")]
    private static partial void LogFirstStart(ILogger logger, Exception fault);
}
