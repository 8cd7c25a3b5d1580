using System.Diagnostics;
using Microsoft.Extensions.Logging;
using QualityReview.Storage;

namespace QualityReview.Jobs;

/// <summary>How a job ended.</summary>
/// <param name="Fault">Why it failed, where the reason is one that people can mend; null otherwise.</param>
public sealed record JobOutcome(Job Job, QualityReviewException? Fault);

/// <summary>Runs one taken job to its end and stores how it ended. The web app and the commands both run jobs through it.</summary>
public sealed partial class JobExecutor(JobStore store, IEnumerable<IJobWork> works, TimeProvider time, ILogger<JobExecutor> logger)
{
    private static readonly TimeSpan _lookForCancel = TimeSpan.FromSeconds(1);

    /// <param name="onReport">Called with the job at every progress report, for a progress bar.</param>
    /// <returns>The job as it ended.</returns>
    /// <exception cref="StorageException">How it ended could not be stored: it stands as running, and this process has given it up.</exception>
    public async Task<JobOutcome> RunAsync(Job job, Action<Job>? onReport, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = new JobProgress(job, store, time, stop, onReport);
        QualityReviewException? known = null;
        // All lines of the log that the job writes carry its id, whether or not somebody collects traces.
        using var span = (Figures.Traces.StartActivity("job " + job.Kind) ?? new Activity("job " + job.Kind).Start()).SetTag("quality_review.job", job.JobId);
        try
        {
            var work = works.FirstOrDefault(candidate => candidate.Kind == job.Kind) ?? throw new QualityReviewException($"Jobs of kind {job.Kind} are not known to this version.");
            using var watch = new CancellationTokenSource();
            var watching = WatchForCancelAsync(job.JobId, stop, watch.Token);
            string message;
            try
            {
                message = await work.RunAsync(job, progress, stop.Token);
            }
            finally
            {
                await watch.CancelAsync();
                await watching;
            }

            await store.EndAsync(progress.Job, JobState.Done, message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping the program is not a person's wish to give the job up: it goes on at the next start.
            var (state, message) = cancellation.IsCancellationRequested
                ? (JobState.Interrupted, "The program was stopped.")
                : (JobState.Cancelled, "Cancelled.");
            await store.EndAsync(progress.Job, state, message);
        }
        catch (QualityReviewException fault)
        {
            known = fault;
            await store.EndAsync(progress.Job, JobState.Failed, fault.Message);
        }
        catch (Exception fault) when (StorageException.Of(fault) is { } refused)
        {
            known = refused;
            await store.EndAsync(progress.Job, JobState.Failed, refused.Message);
        }
        catch (Exception fault)
        {
            var id = span.TraceId.ToHexString();
            span.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            LogUnexpected(logger, fault, job.JobId, id);
            await store.EndAsync(progress.Job, JobState.Failed, $"Unexpected fault {id}: {fault.Message} The log has the details.");
        }

        return new JobOutcome(store.Find(job.JobId)!, known);
    }

    /// <summary>A job may be deep in a long batch: the wish to stop is looked for beside it, also when it comes from another process.</summary>
    private async Task WatchForCancelAsync(long jobId, CancellationTokenSource stop, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_lookForCancel, time, ended);
                if (store.Find(jobId) is { CancelRequested: true })
                {
                    await stop.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {jobId} failed unexpectedly, id {id}")]
    private static partial void LogUnexpected(ILogger logger, Exception fault, long jobId, string id);
}
