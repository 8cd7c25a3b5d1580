using System.Globalization;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Jobs;

/// <summary>Deletes what a removed dataset held and gives its space back. It goes on where it was stopped.</summary>
/// <param name="tables">Forget the dataset at once; null where no tables are held.</param>
public sealed class RemovalJob(ReviewDatabase database, SampleTables? tables = null) : IJobWork
{
    public string Kind => JobKind.Remove;

    /// <summary>What goes and what stays, for whoever confirms it and for the audit trail.</summary>
    public static string Said(Dataset dataset) => string.Create(
        CultureInfo.InvariantCulture,
        $"{dataset.SampleCount:N0} {(dataset.SampleCount == 1 ? "sample" : "samples")} with scores, embeddings, clusters and groups of duplicates go; verdicts stay in the ledger, exported folders where they are.");

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var datasetId = job.DatasetId ?? throw new QualityReviewException("This job names no dataset.");
        tables?.Forget(datasetId);
        var remover = new DatasetRemover(database);
        var total = remover.Count(datasetId);
        var before = 0L;
        await remover.DeleteSamplesAsync(
            datasetId,
            gone =>
            {
                progress.Tick((int)(gone - before), 0);
                before = gone;
                return progress.ReportAsync(gone, total);
            },
            cancellation);
        await remover.DeleteTheRestAsync(datasetId, cancellation);
        await remover.MergeWordsAsync(cancellation);
        var left = await remover.ShrinkAsync(cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{total:N0} samples deleted.")
            + (left == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {left / 1e6:N0} MB stay in the database file for what is imported next; a copy made by backup is without them."));
    }
}
