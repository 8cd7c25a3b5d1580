using System.Globalization;
using System.Runtime.InteropServices;

namespace QualityReview.Parquet;

/// <summary>A DuckDB database, in memory or in a file of its own, with one connection. It loads no extension and calls nothing outside. Not thread-safe.</summary>
internal sealed class DuckConnection : IDisposable
{
    private const int LongestFault = 300;

    private nint _database;
    private nint _connection;

    /// <param name="databaseFile">Null: in memory.</param>
    /// <exception cref="QualityReviewException">The library is missing or the database cannot be opened.</exception>
    public DuckConnection(string? databaseFile = null, int threads = 1, int memoryMegabytes = 1024)
    {
        try
        {
            Open(databaseFile, threads, memoryMegabytes);
        }
        catch (DllNotFoundException cause)
        {
            throw new QualityReviewException($"The library libduckdb.so, which Parquet files need, is not in {AppContext.BaseDirectory}.", cause);
        }
    }

    /// <exception cref="QualityReviewException">One sentence with DuckDB's reason.</exception>
    public void Execute(string sql, params string[] arguments) => Query(sql, arguments).Dispose();

    /// <summary>Rows arrive as they are asked for; only one result may be open at a time.</summary>
    /// <param name="arguments">The texts for <c>$1</c>, <c>$2</c>, ...</param>
    /// <exception cref="QualityReviewException">One sentence with DuckDB's reason.</exception>
    public DuckResult Query(string sql, params string[] arguments) => new(_connection, sql, arguments);

    public DuckAppender Append(string table) => new(_connection, table);

    public void Dispose()
    {
        if (_connection != 0)
        {
            DuckNative.Disconnect(ref _connection);
        }

        if (_database != 0)
        {
            DuckNative.Close(ref _database);
        }
    }

    /// <summary>DuckDB's message as a part of one sentence: its first line without the kind of error.</summary>
    internal static QualityReviewException Fault(nint message, string otherwise)
    {
        var text = (Marshal.PtrToStringUTF8(message) ?? otherwise).Split('\n')[0].Trim().TrimEnd('.', '!');
        var kind = text.IndexOf(" Error: ", StringComparison.Ordinal);
        text = kind is > 0 and < 30 ? text[(kind + " Error: ".Length)..] : text;
        // It quotes values whole, and names its own classes where a file's metadata is broken.
        text = text.StartsWith("TProtocolException", StringComparison.Ordinal) ? "the metadata is broken" : text.Length > LongestFault ? text[..LongestFault] + "…" : text;
        return new QualityReviewException($"DuckDB says: {text}.");
    }

    private void Open(string? databaseFile, int threads, int memoryMegabytes)
    {
        _ = DuckNative.CreateConfig(out var config);
        try
        {
            Span<(string Name, string Value)> settings =
            [
                ("threads", threads.ToString(CultureInfo.InvariantCulture)),
                ("memory_limit", string.Create(CultureInfo.InvariantCulture, $"{memoryMegabytes}MB")),
                ("autoinstall_known_extensions", "false"),
                ("autoload_known_extensions", "false"),
                ("preserve_insertion_order", "true"),
            ];
            foreach (var (name, value) in settings)
            {
                if (DuckNative.SetConfig(config, name, value) != 0)
                {
                    throw new QualityReviewException($"DuckDB does not know the setting {name}={value}; another release of libduckdb.so lies beside the program.");
                }
            }

            if (DuckNative.Open(databaseFile, out _database, config, out var error) != 0)
            {
                var fault = Fault(error, "the database cannot be opened");
                DuckNative.Free(error);
                throw fault;
            }
        }
        finally
        {
            DuckNative.DestroyConfig(ref config);
        }

        if (DuckNative.Connect(_database, out _connection) != 0)
        {
            Dispose();
            throw new QualityReviewException("DuckDB opened its database but not a connection to it.");
        }

        // It counts rows without their long texts, so the default of a megabyte holds tens of thousands of texts.
        Execute("SET streaming_buffer_size = '64KB'");
    }
}
