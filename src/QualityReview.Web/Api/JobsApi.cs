using System.ComponentModel;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Api;

/// <summary>Long work: import, scoring, export, clustering, search for duplicates.</summary>
/// <param name="Kind">import, score, export, cluster or duplicates.</param>
/// <param name="State">queued, running, done, failed, cancelled or interrupted.</param>
/// <param name="Dataset">Null where it has none.</param>
/// <param name="Done">Units done; samples, or bytes of a file that is read.</param>
/// <param name="Total">Units in all; 0 while not known.</param>
/// <param name="Share">How much is done, 0..1.</param>
/// <param name="SecondsLeft">At the rate so far; null where it cannot be told.</param>
/// <param name="Message">The result in a sentence, or the failure.</param>
public sealed record JobAnswer(
    long Job,
    string Kind,
    string State,
    string? Dataset,
    string Title,
    string Author,
    long Done,
    long Total,
    double Share,
    double SamplesPerSecond,
    double TokensPerSecond,
    double? SecondsLeft,
    string Device,
    string Message,
    bool CancelRequested,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

/// <summary>Tells programs of jobs.</summary>
internal sealed class JobViewer(JobStore jobs, DatasetStore datasets, TimeProvider time)
{
    public JobAnswer Of(Job job) => new(
        job.JobId,
        job.Kind,
        job.State,
        job.DatasetId is { } id ? datasets.Find(id)?.Name : null,
        job.Title,
        job.Author,
        job.Done,
        job.Total,
        JobViews.Part(job),
        job.SamplesPerSecond,
        job.TokensPerSecond,
        JobViews.Left(job, time.GetUtcNow())?.TotalSeconds,
        job.Device,
        job.Message,
        job.CancelRequested,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt);

    public Job Get(long job) => jobs.Find(job) ?? throw ApiFault.NotFound($"There is no job {job}.");

    /// <summary>202: the work is done later.</summary>
    public IResult Accepted(Job job) => Results.Accepted(ApiPaths.Job(job.JobId), Of(job));
}

/// <summary>Jobs, and a person's word on them.</summary>
internal static class JobsApi
{
    public static void Map(RouteGroupBuilder jobs)
    {
        jobs.MapGet("", List).As("listJobs", ApiPolicy.LeadRead, "Jobs, newest first.");
        jobs.MapGet("/{job:long}", ([Description(Says.JobId)] long job, JobViewer viewer) => viewer.Of(viewer.Get(job))).As("getJob", ApiPolicy.LeadRead, "One job, with how far it is.");
        jobs.MapPost("/{job:long}/cancel", CancelAsync).As("cancelJob", ApiPolicy.Write, "Asks for a job to stop: one that waits stops at once, one that runs within two seconds.");
        jobs.MapPost("/{job:long}/resume", ResumeAsync).As("resumeJob", ApiPolicy.Write, "Puts a job that failed, was cancelled or interrupted back into the queue; it goes on where it stopped.");
    }

    private static Listing<JobAnswer> List(
        JobStore jobs,
        JobViewer viewer,
        [Description("Jobs of that state alone.")] string? state = null,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.Take)] int? take = null)
    {
        if (state is not null && !JobState.All.Contains(state))
        {
            throw ApiFault.Wrong($"The parameter state is \"{state}\"; supported are {string.Join(", ", JobState.All)}.");
        }

        var most = Listing.Take(take);
        var found = jobs.List(most + 1, state, ApiCursor.Read(cursor, $"jobs {state}"));
        return new([.. found.Take(most).Select(viewer.Of)], found.Count > most ? ApiCursor.Write($"jobs {state}", found[most - 1].JobId) : null);
    }

    private static async Task<JobAnswer> CancelAsync([Description(Says.JobId)] long job, JobOrders orders, JobViewer viewer)
    {
        _ = viewer.Get(job);
        await orders.CancelAsync(job);
        return viewer.Of(viewer.Get(job));
    }

    private static async Task<JobAnswer> ResumeAsync([Description(Says.JobId)] long job, JobOrders orders, JobViewer viewer)
    {
        _ = viewer.Get(job);
        await orders.ResumeAsync(job);
        return viewer.Of(viewer.Get(job));
    }
}
