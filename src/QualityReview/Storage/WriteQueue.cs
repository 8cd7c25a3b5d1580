using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>The single writer: takes what is waiting, runs each in a savepoint, and makes all of it durable with one commit.</summary>
/// <remarks>One commit for all that waits keeps fifty people's verdicts at the price of one disk flush; a failing write is rolled
/// back alone.</remarks>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int MostInOneCommit = 64;

    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(1024);
    private readonly Func<SqliteConnection> _open;
    private readonly Task _loop;

    public WriteQueue(Func<SqliteConnection> open)
    {
        _open = open;
        _loop = Task.Run(LoopAsync);
    }

    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellation)
    {
        var pending = new PendingWrite<T>(write, cancellation);
        await _waiting.Writer.WriteAsync(pending, cancellation);
        return await pending.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        SqliteConnection? connection = null;
        var batch = new List<PendingWrite>(MostInOneCommit);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync())
            {
                batch.Clear();
                while (batch.Count < MostInOneCommit && _waiting.Reader.TryRead(out var pending))
                {
                    batch.Add(pending);
                }

                try
                {
                    connection ??= _open();
                    Commit(connection, batch);
                }
                catch (Exception fault)
                {
                    // The commit itself failed (disk full, file gone): nothing of this batch is stored, and everybody is told.
                    batch.ForEach(pending => pending.Fail(fault));
                    connection?.Dispose();
                    connection = null;
                }
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private static void Commit(SqliteConnection connection, List<PendingWrite> batch)
    {
        connection.Execute("begin immediate");
        try
        {
            foreach (var pending in batch)
            {
                if (pending.IsCancelled)
                {
                    continue;
                }

                connection.Execute("savepoint one_write");
                try
                {
                    pending.Run(connection);
                    connection.Execute("release one_write");
                }
                catch (Exception fault)
                {
                    connection.Execute("rollback to one_write; release one_write");
                    pending.Fail(fault);
                }
            }

            connection.Execute("commit");
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

    private abstract class PendingWrite
    {
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
