using Dapper;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Jobs;

/// <summary>Puts datasets into the archive, out of the lists and out of memory, and takes them out again. Nothing of them is lost
/// meanwhile, and nothing is written to them: the database itself refuses it.</summary>
public sealed class DatasetArchive(ReviewDatabase database, TimeProvider time)
{
    /// <summary>What becomes of it, for whoever confirms it and for the audit trail.</summary>
    public const string Said = "It leaves all lists, its queues are paused and its memory is freed; samples, scores and verdicts stay as they are, and it can be taken out again.";

    /// <exception cref="QualityReviewException">A job runs on it or waits for its turn.</exception>
    public Task ArchiveAsync(Dataset dataset, CancellationToken cancellation = default) => database.WriteAsync(
        connection =>
        {
            if (connection.QueryFirstOrDefault<string>("select title from jobs where dataset_id = @DatasetId and state in ('running', 'queued')", dataset) is { } busy)
            {
                throw new QualityReviewException($"The dataset \"{dataset.Name}\" cannot be archived while a job runs or waits on it ({busy}): wait for its end, or cancel it.");
            }

            connection.Execute(
                """
                update queues set state = 'paused' where dataset_id = @DatasetId and state = 'open';
                update datasets set archived_at = @now where dataset_id = @DatasetId and removed_at is null
                """,
                new { dataset.DatasetId, now = time.GetUtcNow() });
        },
        cancellation);

    /// <summary>Its queues stay paused until somebody opens them.</summary>
    public Task TakeOutAsync(Dataset dataset, CancellationToken cancellation = default) =>
        database.WriteAsync(connection => connection.Execute("update datasets set archived_at = null where dataset_id = @DatasetId", dataset), cancellation);
}
