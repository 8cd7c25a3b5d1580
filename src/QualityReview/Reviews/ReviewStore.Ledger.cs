using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Reviews;

public sealed partial class ReviewStore
{
    private const string LedgerSql =
        """
        select review_id, ordinal, author, verdict, undoes, reasons, seconds, filter_said, settles, created_at from reviews
        where dataset_id = @datasetId and review_id <= @position order by review_id
        """;

    /// <summary>The ledger of a dataset as it was at a position.</summary>
    /// <param name="position">Entries after it are left out; null for all.</param>
    public ReviewLedger Ledger(long datasetId, long? position = null, CancellationToken cancellation = default)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = LedgerSql;
        command.Parameters.AddWithValue("@datasetId", datasetId);
        command.Parameters.AddWithValue("@position", position ?? long.MaxValue);
        using var reader = command.ExecuteReader();
        var authors = new Dictionary<string, int>(StringComparer.Ordinal);
        // Few distinct lists of reasons among many entries: one string each.
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<LedgerEntry>();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            entries.Add(Entry(reader, authors, reasons));
        }

        return new ReviewLedger([.. authors.OrderBy(author => author.Value).Select(author => author.Key)], entries);
    }

    /// <summary>Entries of a dataset's ledger with all that they say, in the order of the ledger.</summary>
    /// <param name="after">Position of the last entry that is known already; 0 for none.</param>
    public IReadOnlyList<Review> Entries(long datasetId, long after, int most)
    {
        using var connection = database.Open();
        return [.. connection.Query<Review>(
            $"select {Columns} from reviews where dataset_id = @datasetId and review_id > @after order by review_id limit @most", new { datasetId, after, most })];
    }

    private static LedgerEntry Entry(SqliteDataReader row, Dictionary<string, int> authors, Dictionary<string, string> reasons)
    {
        var (author, reason) = (row.GetString(2), row.GetString(5));
        if (!authors.TryGetValue(author, out var index))
        {
            authors.Add(author, index = authors.Count);
        }

        if (!reasons.TryGetValue(reason, out var known))
        {
            reasons.Add(reason, known = reason);
        }

        return new LedgerEntry(
            row.GetInt64(0),
            row.GetInt32(1),
            index,
            (Verdict)row.GetInt32(3),
            row.IsDBNull(4) ? 0 : row.GetInt64(4),
            known,
            row.IsDBNull(6) ? double.NaN : row.GetDouble(6),
            (Verdict)row.GetInt32(7),
            row.GetInt32(8) == 1,
            DateTime.ParseExact(row.GetString(9), "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
    }
}
