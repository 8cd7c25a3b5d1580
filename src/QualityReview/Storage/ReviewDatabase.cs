using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>The one SQLite file of a data folder: opens readers, and owns the writer. Safe for many threads and several processes.</summary>
public sealed class ReviewDatabase : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly WriteQueue _writes;
    private readonly Checkpoints _checkpoints;

    private ReviewDatabase(string file)
    {
        File = file;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, Cache = SqliteCacheMode.Private, Pooling = true, DefaultTimeout = 30 }.ToString();
        using (var connection = Open())
        {
            connection.Execute("pragma journal_mode = wal");
            Migrations.Apply(connection);
        }

        _checkpoints = new Checkpoints(Open);
        _writes = new WriteQueue(OpenWriter, _checkpoints.Committed);
    }

    /// <summary>Full path of the database file.</summary>
    public string File { get; }

    /// <summary>Opens the database of a data folder, making the folder and the schema where they are missing.</summary>
    public static ReviewDatabase Open(string dataFolder)
    {
        SqliteTypeHandlers.Register();
        try
        {
            Directory.CreateDirectory(dataFolder);
            return new ReviewDatabase(Path.Combine(Path.GetFullPath(dataFolder), "quality-review.db"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new QualityReviewException($"The data folder {Path.GetFullPath(dataFolder)} cannot be used: {fault.Message.TrimEnd('.')}; a writable folder on a local disk is needed.", fault);
        }
    }

    /// <summary>A connection for reading; dispose it soon. Readers see the last committed state and never wait for the writer.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Runs <paramref name="write"/> in a transaction on the single writer; the task ends when it is on disk.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellation = default) => _writes.RunAsync(write, cancellation);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteConnection> write, CancellationToken cancellation = default) =>
        _writes.RunAsync(connection =>
        {
            write(connection);
            return true;
        }, cancellation);

    /// <summary>Copies the database, consistent as of one moment, while others read and write.</summary>
    public void BackUp(string file)
    {
        if (System.IO.File.Exists(file))
        {
            throw new QualityReviewException($"{file} exists already: name a new file.");
        }

        var partial = file + ".partial";
        System.IO.File.Delete(partial);
        using (var source = Open())
        {
            source.Execute("vacuum into @partial", new { partial });
        }

        System.IO.File.Move(partial, file);
    }

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _checkpoints.EndAsync();
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection OpenWriter()
    {
        var connection = Open();
        // A verdict that a page shows as saved must survive a power cut, not only a killed process.
        connection.Execute($"pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -65536; pragma wal_autocheckpoint = {Checkpoints.MostPages}");
        return connection;
    }
}
