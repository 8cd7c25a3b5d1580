using Dapper;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Web.Database;

/// <summary>A dataset and what it takes.</summary>
/// <param name="HeldBytes">Of memory; 0 where nobody has looked at it lately.</param>
public sealed record DatasetRoom(Dataset Dataset, bool IsArchived, long HeldBytes);

/// <summary>Room on the disk that a dataset takes, without the database's own bookkeeping.</summary>
/// <param name="Characters">Length of its texts, in Unicode code points.</param>
/// <param name="ScoreBytes">Scores, flags and details of all scorers.</param>
/// <param name="VectorBytes">Embeddings.</param>
public sealed record DatasetParts(long Characters, long ScoreBytes, long VectorBytes);

/// <summary>Reads what the page Database shows. Safe for many callers.</summary>
public sealed class DatabaseReader(ReviewDatabase database, DatasetStore datasets, SampleStore samples, SampleTables tables)
{
    public DatabaseFigures Figures() => DatabaseFigures.Of(database);

    /// <summary>All datasets, the archived ones last.</summary>
    public IReadOnlyList<DatasetRoom> Datasets()
    {
        var held = tables.Held();
        return
        [
            .. datasets.List().Select(dataset => new DatasetRoom(dataset, false, held.GetValueOrDefault(dataset.DatasetId))),
            .. datasets.Archived().Select(dataset => new DatasetRoom(dataset, true, 0)),
        ];
    }

    /// <inheritdoc cref="DatabaseFigures.Tables"/>
    public IReadOnlyList<TableSize> Tables(CancellationToken cancellation) => DatabaseFigures.Tables(database, cancellation);

    /// <summary>Adds up what a dataset takes; of a million samples that is most of a second.</summary>
    public DatasetParts Parts(Dataset dataset)
    {
        using var connection = database.Open();
        return new DatasetParts(
            samples.Characters(dataset.DatasetId),
            connection.ExecuteScalar<long>(
                "select coalesce(sum(length(c.score_values) + length(c.flags) + length(c.details)), 0) from score_chunks c join scoring_runs r using (run_id) where r.dataset_id = @DatasetId", dataset),
            connection.ExecuteScalar<long>("select coalesce(sum(length(vectors)), 0) from embedding_chunks where dataset_id = @DatasetId", dataset));
    }
}
