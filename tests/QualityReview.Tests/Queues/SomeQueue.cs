using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Tests.Queues;

/// <summary>A queue over the first samples of a real database, on a clock that the test moves.</summary>
internal sealed class SomeQueue : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private SomeQueue(SteppedTime time)
    {
        Time = time;
        Db = new TestDatabase(time);
        Store = new QueueStore(Db.Database, Db.Reviews, Db.Samples, time);
        Work = new QueueWork(Db.Database, Db.Reviews, time, Lease);
        Reader = new QueueReader(Db.Database, time);
    }

    public SteppedTime Time { get; }

    public TestDatabase Db { get; }

    public QueueStore Store { get; }

    public QueueWork Work { get; }

    public QueueReader Reader { get; }

    public Dataset Dataset { get; private set; } = default!;

    public Queue Queue { get; private set; } = default!;

    public static async Task<SomeQueue> OfAsync(int size, Func<QueueRequest, QueueRequest>? change = null, int samples = 0, Func<SomeQueue, Task>? before = null)
    {
        var some = new SomeQueue(new SteppedTime());
        some.Dataset = await some.Db.DatasetOfAsync(Some.Founds(Math.Max(size, samples)));
        if (before is not null)
        {
            await before(some);
        }

        var request = new QueueRequest { DatasetId = some.Dataset.DatasetId, Name = "first", Author = "lead", Draw = new QueueDraw { Kind = QueueKind.Random, Size = size } };
        some.Queue = await some.Store.AddAsync(
            change?.Invoke(request) ?? request, new DrawnQueue([.. Enumerable.Range(0, size).Select(i => new DrawnItem(i, $"s-{i}", .5))], size * 2, 0));
        return some;
    }

    public Task<QueueTake> TakeAsync(string author, int count = 10) => Work.TakeAsync(Queue.QueueId, author, count);

    public Task<QueueJudgement> SaveAsync(string author, int position, Verdict verdict = Verdict.Keep, string? key = null) =>
        Work.SaveAsync(Queue, author, new QueueVerdict { Position = position, Verdict = verdict, ClientKey = key ?? Guid.NewGuid().ToString("N") });

    public Task<bool> UndoAsync(string author, string undoes) => Work.UndoAsync(Queue, author, undoes, Guid.NewGuid().ToString("N"));

    public ValueTask DisposeAsync() => Db.DisposeAsync();
}

/// <summary>A clock that moves when it is told to, from any thread.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private static readonly DateTimeOffset _start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private long _milliseconds;

    public override DateTimeOffset GetUtcNow() => _start.AddMilliseconds(Interlocked.Read(ref _milliseconds));

    public void Step(TimeSpan by) => Interlocked.Add(ref _milliseconds, (long)by.TotalMilliseconds);
}
