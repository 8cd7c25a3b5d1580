using QualityReview.Exports;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Subsets;

/// <summary>Clears away at the start what exports into the export folder left behind when their program was killed.</summary>
internal sealed class ExportSweep(QualityReviewOptions options, TimeProvider time) : IHostedService
{
    /// <summary>What was written later may still be written by another process.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromHours(1);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ExportLeftovers.Sweep(ExportFolderName.Root(options), time.GetUtcNow() - _grace);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
