using System.Collections.Concurrent;
using Dapper;
using QualityReview.Hashing;
using QualityReview.Reviews;

namespace QualityReview.Tests.Queues;

public sealed class QueueConcurrencyTests
{
    private const int People = 50, Items = 900, ActsEach = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FiftyPeople_TakingSavingUndoingAndStalling_NothingIsLostDoubledOrOverQuota(ulong seed)
    {
        await using var some = await SomeQueue.OfAsync(Items, request => request with { OverlapShare = .3, OverlapPeople = 3 });
        var acknowledged = new ConcurrentDictionary<string, int>();
        using var ended = new CancellationTokenSource();
        var watch = Task.Run(() => WatchAsync(some, ended.Token));

        await Task.WhenAll(Enumerable.Range(0, People).Select(person => Task.Run(() => ActAsync(some, $"person{person:00}", new SeededRandom(seed * 1000 + (ulong)person), acknowledged))));
        await ended.CancelAsync();

        Assert.True(await watch > 0);
        using var connection = some.Db.Database.Open();
        var entries = connection.Query<(string Key, int Verdict)>("select client_key, verdict from reviews").ToList();
        Assert.Equal(acknowledged.Count, entries.Count);
        Assert.All(entries, entry => Assert.Equal(acknowledged[entry.Key], entry.Verdict));
        Assert.True(acknowledged.Values.Count(verdict => verdict > 0) > 1500, $"{acknowledged.Count} entries");
        Assert.Contains(0, acknowledged.Values);
        // Judgements and the counts beside the items agree, and every judgement is of a verdict that stands.
        Assert.Equal(0, connection.ExecuteScalar<long>(
            """
            select count(*) from queue_items i where i.judged > i.wanted or i.judged <>
              (select count(*) from queue_judgements j where j.queue_id = i.queue_id and j.position = i.position and j.is_counted = 1)
            """));
        Assert.Equal(
            connection.ExecuteScalar<long>("select count(*) from queue_items where judged < wanted and gold = 0"), connection.ExecuteScalar<long>("select open_items from queues"));
        Assert.Equal(0, connection.ExecuteScalar<long>("select count(*) from queue_judgements j where exists (select 1 from reviews u where u.undoes = j.review_id)"));
        Assert.Equal(
            connection.ExecuteScalar<long>("select count(*) from (select distinct ordinal, author from reviews r where verdict > 0 and not exists (select 1 from reviews u where u.undoes = r.review_id))"),
            connection.ExecuteScalar<long>("select count(*) from queue_judgements"));
    }

    private static async Task ActAsync(SomeQueue some, string person, SeededRandom random, ConcurrentDictionary<string, int> acknowledged)
    {
        var given = new List<string>();
        for (var act = 0; act < ActsEach;)
        {
            var take = await some.TakeAsync(person, 1 + random.NextInt(12));
            if (take.Items.Count == 0)
            {
                some.Time.Step(SomeQueue.Lease / 7);
                act++;
                continue;
            }

            foreach (var item in take.Items.Take(1 + random.NextInt(6)))
            {
                act++;
                switch (random.NextInt(12))
                {
                    case 0:
                        // Away for longer than the lease: others get the items, and the verdict comes late.
                        some.Time.Step(SomeQueue.Lease * 1.1);
                        await Task.Yield();
                        goto default;
                    case 1:
                        await some.Work.SkipAsync(some.Queue, person, item.Position, Guid.NewGuid().ToString("N"));
                        break;
                    case 2 when given.Count > 0:
                        var (undo, undoes) = (Guid.NewGuid().ToString("N"), given[random.NextInt(given.Count)]);
                        given.Remove(undoes);
                        // An answer that was lost is asked for again.
                        for (var sending = 0; sending <= random.NextInt(2); sending++)
                        {
                            Assert.True(await some.Work.UndoAsync(some.Queue, person, undoes, undo));
                        }

                        Assert.True(acknowledged.TryAdd(undo, 0));
                        break;
                    default:
                        var verdict = (Verdict)(1 + random.NextInt(3));
                        var key = Guid.NewGuid().ToString("N");
                        for (var sending = 0; sending <= random.NextInt(2); sending++)
                        {
                            await some.SaveAsync(person, item.Position, verdict, key);
                        }

                        Assert.True(acknowledged.TryAdd(key, (int)verdict));
                        given.Add(key);
                        break;
                }
            }
        }
    }

    /// <summary>Looks again and again, while the people act, for an item that too many hold or have judged.</summary>
    private static async Task<int> WatchAsync(SomeQueue some, CancellationToken ended)
    {
        var looks = 0;
        while (!ended.IsCancellationRequested)
        {
            using (var connection = some.Db.Database.Open())
            {
                // The snapshot first: a clock that was read before it would call leases active that had ended.
                using var snapshot = connection.BeginTransaction(deferred: true);
                connection.ExecuteScalar<long>("select count(*) from queues");
                var now = some.Time.GetUtcNow();
                Assert.Equal(0, connection.ExecuteScalar<long>(
                    """
                    select count(*) from queue_items i where i.judged +
                      (select count(*) from queue_leases l where l.queue_id = i.queue_id and l.position = i.position and l.leased_until > @now) > i.wanted
                    """,
                    new { now }));
            }

            looks++;
            await Task.Yield();
        }

        return looks;
    }
}
