using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>Copies what is committed from the write-ahead log into the database file, beside the writer: within a commit, everybody who
/// waits for it would wait for these flushes too.</summary>
/// <param name="open">Opens a connection to the database.</param>
internal sealed class Checkpoints(Func<SqliteConnection> open)
{
    /// <summary>The writer itself copies where the log has grown to so many pages (64 MB): while it never rests, the log cannot be begun
    /// anew from beside it.</summary>
    public const int MostPages = 16_384;

    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    private long _begunAt = Stopwatch.GetTimestamp() - Stopwatch.Frequency;
    private Task _running = Task.CompletedTask;

    /// <summary>Something was committed. For the writer's thread alone.</summary>
    public void Committed()
    {
        if (_running.IsCompleted && Stopwatch.GetElapsedTime(_begunAt) >= _every)
        {
            _begunAt = Stopwatch.GetTimestamp();
            _running = Task.Run(Copy);
        }
    }

    /// <summary>Ends with the copying that runs; to be awaited when the writer has ended.</summary>
    public Task EndAsync() => _running;

    private void Copy()
    {
        try
        {
            using var connection = open();
            connection.Execute("pragma wal_checkpoint(passive)");
        }
        catch (SqliteException)
        {
            // A full disk, say: nothing is lost, as the log has it all, and the writer meets the same fault and tells people.
        }
    }
}
