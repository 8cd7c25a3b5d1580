using System.Globalization;
using QualityReview.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>The exports of a dataset that are on their way, as the Subsets page shows them.</summary>
internal static class ExportJobs
{
    /// <summary>Those that run or wait, and those that failed after the last one that ended well; newest first.</summary>
    /// <param name="jobs">Newest first.</param>
    public static IReadOnlyList<Job> Shown(IReadOnlyList<Job> jobs, long datasetId)
    {
        var exports = jobs.Where(job => job.Kind == JobKind.Export && job.DatasetId == datasetId).ToList();
        var lastDone = exports.Where(job => job.State == JobState.Done).Select(job => job.JobId).DefaultIfEmpty(0).Max();
        return [.. exports.Where(job => job.State is JobState.Queued or JobState.Running || (job.State is JobState.Failed or JobState.Interrupted && job.JobId > lastDone))];
    }

    public static JobView View(Job job, DateTimeOffset now) => new(
        job.JobId.ToString(CultureInfo.InvariantCulture),
        job.Title,
        job.State switch
        {
            JobState.Queued => JobLook.Queued,
            JobState.Running => JobLook.Running,
            JobState.Done => JobLook.Done,
            JobState.Failed => JobLook.Failed,
            JobState.Cancelled => JobLook.Cancelled,
            _ => JobLook.Interrupted,
        },
        job.Done,
        job.Total,
        SamplesPerSecond: job.StartedAt is { } started && now > started && job.Done > 0 ? job.Done / (now - started).TotalSeconds : null,
        Device: job.Device,
        Failure: job.State == JobState.Failed ? job.Message : "");
}
