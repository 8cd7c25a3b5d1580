using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>The single writer: takes what is waiting, runs each in a savepoint, and makes all of it durable with one commit.</summary>
/// <remarks>One commit for all that waits keeps fifty people's verdicts at the price of one disk flush; a failing write is rolled
/// back alone. It has a thread of its own: on the pool, where a flush would block a thread that requests need, its turn came behind
/// theirs, and everybody waited for it.</remarks>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int MostInOneCommit = 64;

    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(1024);
    private readonly object _wake = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqliteConnection> _open;
    private readonly Action _committed;
    private readonly Action<long> _waited;

    /// <param name="open">Opens the writer's connection.</param>
    /// <param name="committed">Called on the writer's thread after each commit; must be quick.</param>
    /// <param name="waited">Called on the writer's thread when a write begins, with the timestamp at which it was asked for; must be quick.</param>
    public WriteQueue(Func<SqliteConnection> open, Action committed, Action<long> waited)
    {
        (_open, _committed, _waited) = (open, committed, waited);
        new Thread(Loop) { Name = "Writer", IsBackground = true }.Start();
    }

    /// <summary>Queues a write before it returns: writes that one caller asks for one after the other run in that order, also where the
    /// caller has not waited in between.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellation)
    {
        var pending = new PendingWrite<T>(write, cancellation);
        await _waiting.Writer.WriteAsync(pending, cancellation);
        Wake();
        return await pending.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        Wake();
        await _ended.Task;
    }

    private void Wake()
    {
        lock (_wake)
        {
            Monitor.Pulse(_wake);
        }
    }

    private void Loop()
    {
        SqliteConnection? connection = null;
        var batch = new List<PendingWrite>(MostInOneCommit);
        try
        {
            while (Next(batch))
            {
                try
                {
                    connection ??= _open();
                    batch.ForEach(pending => _waited(pending.AskedAt));
                    Commit(connection, batch);
                    _committed();
                }
                catch (Exception fault)
                {
                    // The commit itself failed (disk full, file gone): nothing of this batch is stored, and everybody is told.
                    batch.ForEach(pending => pending.Fail(StorageException.Of(fault) ?? fault));
                    connection?.Dispose();
                    connection = null;
                }
            }
        }
        finally
        {
            connection?.Dispose();
            _ended.TrySetResult();
        }
    }

    /// <summary>Waits for writes and takes those that wait; false where no more will come.</summary>
    private bool Next(List<PendingWrite> batch)
    {
        batch.Clear();
        lock (_wake)
        {
            while (!_waiting.Reader.TryPeek(out _) && !_waiting.Reader.Completion.IsCompleted)
            {
                Monitor.Wait(_wake);
            }
        }

        while (batch.Count < MostInOneCommit && _waiting.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
        }

        return batch.Count > 0;
    }

    private static void Commit(SqliteConnection connection, List<PendingWrite> batch)
    {
        KeptStatement.On(connection, "begin immediate").Execute();
        try
        {
            foreach (var pending in batch)
            {
                if (pending.IsCancelled)
                {
                    continue;
                }

                KeptStatement.On(connection, "savepoint one_write").Execute();
                try
                {
                    pending.Run(connection);
                    KeptStatement.On(connection, "release one_write").Execute();
                }
                catch (Exception fault)
                {
                    RollBackOne(connection, fault);
                    pending.Fail(StorageException.Of(fault) ?? Said(fault));
                }
            }

            KeptStatement.On(connection, "commit").Execute();
        }
        catch
        {
            try
            {
                connection.Execute("rollback");
            }
            catch (SqliteException)
            {
                // SQLite has rolled back by itself; the first fault is the one to report.
            }

            throw;
        }

        batch.ForEach(pending => pending.Complete());
    }

    /// <summary>What a trigger refuses, it says in a sentence for people.</summary>
    private static Exception Said(Exception fault) => fault is SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT_TRIGGER } refused
        && refused.Message.Split('\'') is [_, .. var sentence, _] && string.Join('\'', sentence) is { Length: > 0 } words && words.EndsWith('.')
            ? new QualityReviewException(words, fault)
            : fault;

    private static void RollBackOne(SqliteConnection connection, Exception fault)
    {
        try
        {
            connection.Execute("rollback to one_write; release one_write");
        }
        catch (SqliteException)
        {
            // On a full or broken disk SQLite has rolled back everything by itself: whoever shares the commit is told that fault, not of a
            // savepoint that is gone.
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private abstract class PendingWrite
    {
        public long AskedAt { get; } = Stopwatch.GetTimestamp();

        public abstract bool IsCancelled { get; }

        public abstract void Run(SqliteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception fault);
    }

    private sealed class PendingWrite<T>(Func<SqliteConnection, T> write, CancellationToken cancellation) : PendingWrite
    {
        private T? _result;
        private bool _ran;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool IsCancelled => cancellation.IsCancellationRequested;

        public override void Run(SqliteConnection connection)
        {
            _result = write(connection);
            _ran = true;
        }

        public override void Complete()
        {
            if (_ran)
            {
                Done.TrySetResult(_result!);
            }
            else
            {
                Done.TrySetCanceled(cancellation);
            }
        }

        public override void Fail(Exception fault) => Done.TrySetException(fault);
    }
}
