using System.Globalization;
using QualityReview.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jobs;

/// <summary>Turns jobs into what people see of them.</summary>
public static class JobViews
{
    public static JobView Of(Job job, DateTimeOffset now)
    {
        var (unit, noun) = Unit(job);
        return new JobView(
            job.JobId.ToString(CultureInfo.InvariantCulture),
            job.Title,
            Look(job.State),
            job.Done / unit,
            job.Total / unit,
            noun,
            job.SamplesPerSecond > 0 ? job.SamplesPerSecond : null,
            job.TokensPerSecond > 0 ? job.TokensPerSecond : null,
            Left(job, now),
            job.Device,
            job.State == JobState.Failed ? job.Message : "",
            job.State == JobState.Failed ? "" : job is { State: JobState.Running, CancelRequested: true } ? "Stopping…" : job.Message);
    }

    public static JobLook Look(string state) => state switch
    {
        JobState.Queued => JobLook.Queued,
        JobState.Running => JobLook.Running,
        JobState.Done => JobLook.Done,
        JobState.Failed => JobLook.Failed,
        JobState.Cancelled => JobLook.Cancelled,
        _ => JobLook.Interrupted,
    };

    /// <summary>How much of it is done, 0..1; 0 while that is not known.</summary>
    public static double Part(Job job) => job.State == JobState.Done ? 1 : job.Total > 0 ? Math.Clamp((double)job.Done / job.Total, 0, 1) : 0;

    /// <summary>Time left at the rate so far, or null where it cannot be told.</summary>
    public static TimeSpan? Left(Job job, DateTimeOffset now)
    {
        // An import's last part, the cheap scorers, is short, and the time before it says nothing of it.
        if (job.State != JobState.Running || job.Total <= 0 || job.Done >= job.Total || (job.Kind == JobKind.Import && !CountsBytes(job)))
        {
            return null;
        }

        // A resumed run counts the samples scored before as done: its own rate does not, so that one is taken where there is one.
        // Of bytes the rate of samples says nothing.
        var perSecond = !CountsBytes(job) && job.SamplesPerSecond > 0
            ? job.SamplesPerSecond
            : job.StartedAt is { } started && now > started ? job.Done / (now - started).TotalSeconds : 0;
        var seconds = (job.Total - job.Done) / perSecond;
        return perSecond > 0 && seconds < TimeSpan.FromDays(999).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>"Scoring enron with length_1 · 71% · 12 min left".</summary>
    public static string Line(Job job, DateTimeOffset now) => string.Join(" · ", new[]
    {
        Excerpt.Of(job.Title, 60),
        job.Total > 0 ? Display.Percent(Part(job)) : null,
        Left(job, now) is { } left ? Display.Left(left) : null,
    }.OfType<string>());

    private static bool CountsBytes(Job job) => job is { Kind: JobKind.Import, Device: ImportJob.Disk };

    // People read megabytes.
    private static (long Unit, string Noun) Unit(Job job) => !CountsBytes(job) ? (1, "samples") : Math.Max(job.Total, job.Done) switch
    {
        >= 100_000_000 => (1_000_000, "MB"),
        >= 100_000 => (1000, "kB"),
        _ => (1, "bytes"),
    };
}
