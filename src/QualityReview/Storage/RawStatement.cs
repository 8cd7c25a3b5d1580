using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace QualityReview.Storage;

/// <summary>A prepared statement without the layer above SQLite's own functions: for rows by the million, where that layer costs more
/// than the row. For one thread; positions are those of <c>?1</c>, <c>?2</c>, ….</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public RawStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    public RawStatement With(int place, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, place, value));
        return this;
    }

    /// <summary>Binds a text; null is stored as null.</summary>
    public RawStatement With(int place, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            // A span of no bytes would be stored as null.
            Check(text is null ? raw.sqlite3_bind_null(_statement, place) : raw.sqlite3_bind_text(_statement, place, ""));
            return this;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var count = Encoding.UTF8.GetBytes(text, bytes);
        Check(raw.sqlite3_bind_text(_statement, place, bytes.AsSpan(0, count)));
        ArrayPool<byte>.Shared.Return(bytes);
        return this;
    }

    /// <param name="utf8">At least one byte.</param>
    public RawStatement WithUtf8(int place, ReadOnlySpan<byte> utf8)
    {
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, place, "") : raw.sqlite3_bind_text(_statement, place, utf8));
        return this;
    }

    public RawStatement WithBytes(int place, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, place, bytes));
        return this;
    }

    /// <returns>Rows that were changed.</returns>
    public int Execute()
    {
        Step();
        Check(raw.sqlite3_reset(_statement));
        return raw.sqlite3_changes(_connection);
    }

    /// <summary>The first row as <paramref name="read"/> makes it; the default of <typeparamref name="T"/> where there is none.</summary>
    public T? First<T>(Func<sqlite3_stmt, T> read)
    {
        var found = Step() ? read(_statement) : default;
        Check(raw.sqlite3_reset(_statement));
        return found;
    }

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            _ = raw.sqlite3_reset(_statement);
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _connection);
        }
    }
}
