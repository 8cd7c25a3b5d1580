using Microsoft.Data.Sqlite;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Web.Jobs;

/// <summary>What is kept up in the background: the word index of an older version is brought up to this one after the start, and tables of
/// datasets that a command removed or archived are freed.</summary>
internal sealed partial class Upkeep(UncutTexts texts, SampleTables tables, TimeProvider time, ILogger<Upkeep> logger) : BackgroundService
{
    private static readonly TimeSpan _sweepEvery = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Beside the start, not before it.
        await Task.Yield();
        using var timer = new PeriodicTimer(_sweepEvery, time);
        var isIndexed = false;
        do
        {
            isIndexed = isIndexed || await IndexAsync(stoppingToken);
            tables.Sweep();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // A disk that refuses must not end the web app: what is missing is tried again.
    private async Task<bool> IndexAsync(CancellationToken stopping)
    {
        try
        {
            await texts.IndexAsync(stopping);
            return true;
        }
        catch (Exception fault) when (fault is SqliteException or StorageException or IOException)
        {
            LogFault(logger, fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Texts of an older index could not be indexed anew; it is tried again")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
