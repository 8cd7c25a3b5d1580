using QualityReview.Jobs;

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
}
