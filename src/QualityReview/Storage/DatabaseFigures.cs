using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>Room on the disk that a table takes, with its indexes.</summary>
public sealed record TableSize(string Table, long Bytes);

/// <summary>What the database takes on the disk.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="LogBytes">The write-ahead log beside it.</param>
/// <param name="FreeBytes">Of the file, free for what comes next.</param>
public sealed record DatabaseFigures(string File, long Bytes, long LogBytes, long FreeBytes)
{
    public static DatabaseFigures Of(ReviewDatabase database)
    {
        using var connection = database.Open();
        var free = connection.ExecuteScalar<long>("pragma freelist_count") * connection.ExecuteScalar<long>("pragma page_size");
        return new DatabaseFigures(database.File, Length(database.File), Length(database.File + "-wal"), free);
    }

    /// <summary>Tables with their indexes, largest first; the word index is one of them. Reads the whole file, so it takes a while.</summary>
    /// <exception cref="QualityReviewException">The SQLite library cannot say.</exception>
    public static IReadOnlyList<TableSize> Tables(ReviewDatabase database, CancellationToken cancellation = default)
    {
        using var connection = database.Open();
        using var stop = cancellation.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        try
        {
            // The word index keeps its parts in tables named after it.
            return [.. connection.Query<TableSize>(
                """
                select case when m.tbl_name like 'text\_index\_%' escape '\' then 'text_index' else coalesce(m.tbl_name, s.name) end as [Table], sum(s.pgsize) as Bytes
                from dbstat s left join sqlite_master m on m.name = s.name where s.aggregate = true group by 1 order by 2 desc, 1
                """)];
        }
        catch (SqliteException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (SqliteException fault) when (fault.Message.Contains("no such table: dbstat", StringComparison.Ordinal))
        {
            throw new QualityReviewException("Sizes of single tables are not known: this SQLite library was built without dbstat.", fault);
        }
    }

    private static long Length(string file) => System.IO.File.Exists(file) ? new FileInfo(file).Length : 0;
}
