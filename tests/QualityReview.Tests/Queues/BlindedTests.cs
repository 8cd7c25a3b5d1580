using QualityReview.Queues;
using QualityReview.Reviews;

namespace QualityReview.Tests.Queues;

public sealed class BlindedTests
{
    [Fact]
    public async Task Blinded_WaitingItems_AreThoseThatThePersonCouldStillBeAskedFor()
    {
        await using var some = await SomeQueue.OfAsync(5, request => request with { Assignees = ["ana", "bo"] });
        var ordinals = Enumerable.Range(0, 5).ToList();
        IReadOnlyDictionary<int, string> Of(string person) => some.Reader.Blinded(some.Dataset.DatasetId, person, ordinals);

        Assert.Equal(ordinals, Of("ana").Keys.Order());
        Assert.All(Of("ana").Values, name => Assert.Equal("first", name));
        Assert.Empty(Of("cem"));

        await some.TakeAsync("ana", 5);
        await some.SaveAsync("ana", 0, Verdict.Keep, "keyofana0");
        await some.Work.SkipAsync(some.Queue, "ana", 1, "keyofana1");
        await some.SaveAsync("bo", 2);
        // Bo's came when Ana held it: it does not count, so hers is still wanted. What Ana has judged waits for nobody else.
        Assert.Equal([2, 3, 4], Of("ana").Keys.Order());
        Assert.Equal([1, 3, 4], Of("bo").Keys.Order());
        await some.UndoAsync("ana", "keyofana0");
        await some.UndoAsync("ana", "keyofana1");
        Assert.Equal(ordinals, Of("ana").Keys.Order());

        await some.Store.SetStateAsync(some.Queue.QueueId, QueueState.Paused);
        Assert.Equal(ordinals, Of("ana").Keys.Order());
        await some.Store.SetStateAsync(some.Queue.QueueId, QueueState.Archived);
        Assert.Empty(Of("ana"));
    }

    [Fact]
    public async Task Blinded_QueueThatShowsScores_HidesNothing()
    {
        await using var some = await SomeQueue.OfAsync(3, request => request with { IsBlind = false });
        Assert.Empty(some.Reader.Blinded(some.Dataset.DatasetId, "ana", [0, 1, 2]));
    }
}
