using Microsoft.Data.Sqlite;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Web.Jobs;

/// <summary>Makes words searchable that no import will: one that was cancelled or has failed leaves the words of its samples behind.</summary>
internal sealed partial class WordIndexer(DatasetStore datasets, JobStore jobs, WordIndex words, ILogger<WordIndexer> logger) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await IndexAsync(stoppingToken);
                await Task.Delay(_lookEvery, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops; what is missing is found again at the next start.
        }
    }

    private async Task IndexAsync(CancellationToken stopping)
    {
        try
        {
            foreach (var left in datasets.List().Where(dataset => dataset.IndexedCount < dataset.SampleCount))
            {
                while (!IsImported(left) && await words.GoOnAsync(left.DatasetId, stopping) is var (done, all) && done < all)
                {
                    stopping.ThrowIfCancellationRequested();
                }
            }
        }
        catch (Exception fault) when (fault is SqliteException or StorageException or IOException)
        {
            LogFault(logger, fault);
        }
    }

    // That job goes on with the words itself.
    private bool IsImported(Dataset dataset) => jobs.Active().Any(job => job.Kind == JobKind.Import && job.DatasetId == dataset.DatasetId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Words could not be indexed; it is tried again")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
