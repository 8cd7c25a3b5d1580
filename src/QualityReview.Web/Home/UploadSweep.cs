using System.Text.Json;
using QualityReview.Jobs;

namespace QualityReview.Web.Home;

/// <summary>Deletes uploaded files when their samples are in the database.</summary>
internal sealed class UploadSweep(JobStore jobs, UploadFolder uploads, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan _grace = TimeSpan.FromHours(1);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.Changed += OnJobChanged;
        var needed = jobs.List(int.MaxValue).Where(job => job.Kind is JobKind.Import or JobKind.SideCar && job.State != JobState.Done).Select(FileOf).OfType<string>();
        uploads.Sweep(needed.ToHashSet(StringComparer.Ordinal), time.GetUtcNow() - _grace);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        jobs.Changed -= OnJobChanged;
        return Task.CompletedTask;
    }

    private void OnJobChanged(Job job)
    {
        if (job is { Kind: JobKind.Import or JobKind.SideCar, State: JobState.Done } && FileOf(job) is { } file)
        {
            uploads.Forget(file);
        }
    }

    private static string? FileOf(Job job)
    {
        using var request = JsonDocument.Parse(job.Request);
        return request.RootElement.TryGetProperty("file", out var file) && file.GetString() is { Length: > 1 } path && Path.IsPathRooted(path) ? path : null;
    }
}
