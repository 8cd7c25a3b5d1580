using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>The record of imports and of the lines that were set aside.</summary>
public sealed class ImportStore(ReviewDatabase database, TimeProvider time)
{
    private const string Columns = "import_id, dataset_id, file, started_at, finished_at, lines, imported, already_there, equal_texts, repaired, set_aside";

    public Task<long> BeginAsync(long datasetId, string file, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection => connection.QuerySingle<long>(
                "insert into imports (dataset_id, file, started_at) values (@datasetId, @file, @now) returning import_id",
                new { datasetId, file, now = time.GetUtcNow() }),
            cancellation);

    /// <summary>Notes a batch, in the transaction that stores it.</summary>
    internal static void Note(SqliteConnection connection, long importId, int lines, int repaired, BatchOutcome outcome, IReadOnlyList<SetAsideLine> unreadable)
    {
        connection.Execute(
            """
            update imports set lines = lines + @lines, imported = imported + @Imported, already_there = already_there + @AlreadyThere,
              equal_texts = equal_texts + @EqualTexts, repaired = repaired + @repaired, set_aside = set_aside + @setAside
            where import_id = @importId
            """,
            new { importId, lines, repaired, outcome.Imported, outcome.AlreadyThere, outcome.EqualTexts, setAside = outcome.SetAside.Count + unreadable.Count });
        foreach (var line in unreadable.Concat(outcome.SetAside))
        {
            connection.Execute("insert into set_aside (import_id, line, reason, excerpt) values (@importId, @Line, @Reason, @Excerpt)", new { importId, line.Line, line.Reason, line.Excerpt });
        }
    }

    public Task FinishAsync(long importId, CancellationToken cancellation = default) =>
        database.WriteAsync(connection => connection.Execute("update imports set finished_at = @now where import_id = @importId", new { importId, now = time.GetUtcNow() }), cancellation);

    public Import Get(long importId)
    {
        using var connection = database.Open();
        return connection.QuerySingle<Import>($"select {Columns} from imports where import_id = @importId", new { importId });
    }

    /// <summary>The import of that number, or null.</summary>
    public Import? Find(long importId)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<Import>($"select {Columns} from imports where import_id = @importId", new { importId });
    }

    /// <summary>The imports into a dataset, newest first.</summary>
    public IReadOnlyList<Import> List(long datasetId)
    {
        using var connection = database.Open();
        return [.. connection.Query<Import>($"select {Columns} from imports where dataset_id = @datasetId order by import_id desc", new { datasetId })];
    }

    /// <summary>The lines that an import set aside, in the file's order.</summary>
    public IReadOnlyList<SetAsideLine> SetAside(long importId, int most = 1000, int skip = 0)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long Line, string Reason, string Excerpt)>(
                "select line, reason, excerpt from set_aside where import_id = @importId order by line limit @most offset @skip", new { importId, most, skip })
            .Select(line => new SetAsideLine(line.Line, line.Reason, line.Excerpt))];
    }
}
