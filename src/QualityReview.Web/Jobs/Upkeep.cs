using QualityReview.Filters;
using QualityReview.Samples;

namespace QualityReview.Web.Jobs;

/// <summary>What is kept up in the background: the word index of an older version is brought up to this one after the start, and tables of
/// datasets that a command removed or archived are freed.</summary>
internal sealed class Upkeep(UncutTexts texts, SampleTables tables, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _sweepEvery = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Beside the start, not before it.
        await Task.Yield();
        await texts.IndexAsync(stoppingToken);
        using var timer = new PeriodicTimer(_sweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            tables.Sweep();
        }
    }
}
