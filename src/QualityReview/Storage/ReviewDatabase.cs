using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>The one SQLite file of a data folder: opens readers, and owns the writer. Safe for many threads and several processes.</summary>
public sealed class ReviewDatabase : IAsyncDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "quality-review.db";

    /// <summary>Name of <see cref="CutText.Of"/> in the writer's statements.</summary>
    public const string CutFunction = "cut_text";

    private readonly string _connectionString;
    private readonly WriteQueue _writes;
    private readonly Checkpoints _checkpoints;

    private ReviewDatabase(string file)
    {
        File = file;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, Cache = SqliteCacheMode.Private, Pooling = true, DefaultTimeout = 30 }.ToString();
        using (var connection = Open())
        {
            // Counts for a new file alone: the space of what is removed later can be given back page by page.
            connection.Execute("pragma auto_vacuum = incremental; pragma journal_mode = wal");
            Migrations.Apply(connection);
        }

        _checkpoints = new Checkpoints(Open);
        Figures = new Figures(this);
        _writes = new WriteQueue(OpenWriter, _checkpoints.Committed, Figures.Waited);
    }

    /// <summary>Full path of the database file.</summary>
    public string File { get; }

    /// <summary>What is measured of the work on this database.</summary>
    public Figures Figures { get; }

    /// <summary>Opens the database of a data folder, making the folder and the schema where they are missing.</summary>
    public static ReviewDatabase Open(string dataFolder)
    {
        SqliteTypeHandlers.Register();
        try
        {
            Directory.CreateDirectory(dataFolder);
            return new ReviewDatabase(Path.Combine(Path.GetFullPath(dataFolder), FileName));
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

    /// <summary>As <see cref="WriteAsync{T}"/>, for what people decide: how long it takes is measured.</summary>
    internal async Task<T> SaveAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellation = default)
    {
        var began = Stopwatch.GetTimestamp();
        var saved = await WriteAsync(write, cancellation);
        Figures.Saved(began);
        return saved;
    }

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

    /// <summary>Puts a backup into a data folder that has no database, and brings it up to this version.</summary>
    /// <returns>Full path of the database file.</returns>
    /// <exception cref="QualityReviewException">There is a database already, or the backup is none, or it is damaged.</exception>
    public static async Task<string> RestoreAsync(string backup, string dataFolder, CancellationToken cancellation = default)
    {
        if (!System.IO.File.Exists(backup))
        {
            throw new QualityReviewException($"There is no file {backup}.");
        }

        var target = Path.Combine(Path.GetFullPath(dataFolder), FileName);
        if (System.IO.File.Exists(target))
        {
            throw new QualityReviewException($"{target} is there already: move it away, or name another folder with --data.");
        }

        Directory.CreateDirectory(dataFolder);
        // Checked as a copy: looking at the backup itself would leave files of SQLite's beside it.
        var partial = target + ".partial";
        System.IO.File.Copy(backup, partial, overwrite: true);
        try
        {
            if (Faults(partial, whole: true, cancellation) is [var fault, ..])
            {
                throw new QualityReviewException($"{backup} cannot be restored: {fault}");
            }

            using (var written = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            System.IO.File.Move(partial, target);
        }
        finally
        {
            foreach (var left in (string[])[partial, partial + "-wal", partial + "-shm"])
            {
                System.IO.File.Delete(left);
            }
        }

        await Open(dataFolder).DisposeAsync();
        return target;
    }

    /// <summary>Looks a database file over without changing it.</summary>
    /// <param name="whole">Compare every index with its table too; this reads the whole file twice.</param>
    /// <returns>What is wrong, in sentences; empty where all is well.</returns>
    public static IReadOnlyList<string> Faults(string file, bool whole, CancellationToken cancellation = default)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var stop = cancellation.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
            if (connection.ExecuteScalar<long>("select count(*) from sqlite_master where name = 'migrations'") == 0)
            {
                return ["it is not a database of Quality Review."];
            }

            return [.. connection.Query<string>(whole ? "pragma integrity_check" : "pragma quick_check").Where(said => said != "ok").Take(10).Select(said => said + ".")];
        }
        catch (SqliteException fault) when (!cancellation.IsCancellationRequested)
        {
            return [fault.Message.TrimEnd('.') + "."];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _checkpoints.EndAsync();
        Figures.Dispose();
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection OpenWriter()
    {
        var connection = Open();
        connection.CreateFunction(CutFunction, (string text) => CutText.Of(text), isDeterministic: true);
        // A verdict that a page shows as saved must survive a power cut, not only a killed process.
        connection.Execute($"pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -65536; pragma wal_autocheckpoint = {Checkpoints.MostPages}");
        return connection;
    }
}
