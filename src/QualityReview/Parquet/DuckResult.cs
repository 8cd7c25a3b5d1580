using System.Text;

namespace QualityReview.Parquet;

/// <summary>A query's rows, streamed chunk by chunk. Spans live until the next <see cref="NextChunk"/>.</summary>
internal sealed unsafe class DuckResult : IDisposable
{
    private nint _statement;
    private nint _pending;
    private nint _chunk;
    private DuckNative.Result _result;

    public DuckResult(nint connection, string sql, string[] arguments)
    {
        try
        {
            if (DuckNative.Prepare(connection, sql, out _statement) != 0)
            {
                throw DuckConnection.Fault(DuckNative.PrepareError(_statement), "the query cannot be prepared");
            }

            for (var i = 0; i < arguments.Length; i++)
            {
                _ = DuckNative.BindText(_statement, (ulong)i + 1, arguments[i]);
            }

            if (DuckNative.Pending(_statement, out _pending) != 0)
            {
                throw DuckConnection.Fault(DuckNative.PendingError(_pending), "the query cannot be started");
            }

            fixed (DuckNative.Result* result = &_result)
            {
                if (DuckNative.Execute(_pending, result) != 0)
                {
                    throw DuckConnection.Fault(DuckNative.ResultError(result), "the query failed");
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Rows of the current chunk.</summary>
    public int Rows { get; private set; }

    /// <exception cref="QualityReviewException">The query failed on the way.</exception>
    public bool NextChunk()
    {
        ReleaseChunk();
        _chunk = DuckNative.FetchChunk(_result);
        if (_chunk != 0)
        {
            Rows = (int)DuckNative.ChunkSize(_chunk);
            return true;
        }

        fixed (DuckNative.Result* result = &_result)
        {
            var error = DuckNative.ResultError(result);
            return error == 0 ? false : throw DuckConnection.Fault(error, "the query failed");
        }
    }

    public bool IsNull(int column, int row)
    {
        var validity = DuckNative.VectorValidity(DuckNative.ChunkVector(_chunk, (ulong)column));
        return validity != null && (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>The UTF-8 of a VARCHAR column.</summary>
    public ReadOnlySpan<byte> Utf8(int column, int row)
    {
        var text = (DuckNative.Text*)DuckNative.VectorData(DuckNative.ChunkVector(_chunk, (ulong)column)) + row;
        return new ReadOnlySpan<byte>(text->Length <= 12 ? &text->Inlined : text->Pointer, (int)text->Length);
    }

    public string Text(int column, int row) => Encoding.UTF8.GetString(Utf8(column, row));

    /// <summary>The value of a BIGINT column.</summary>
    public long Int64(int column, int row) => ((long*)DuckNative.VectorData(DuckNative.ChunkVector(_chunk, (ulong)column)))[row];

    public void Dispose()
    {
        ReleaseChunk();
        fixed (DuckNative.Result* result = &_result)
        {
            DuckNative.DestroyResult(result);
        }

        if (_pending != 0)
        {
            DuckNative.DestroyPending(ref _pending);
        }

        if (_statement != 0)
        {
            DuckNative.DestroyPrepare(ref _statement);
        }
    }

    private void ReleaseChunk()
    {
        if (_chunk != 0)
        {
            DuckNative.DestroyChunk(ref _chunk);
            _chunk = 0;
        }
    }
}
