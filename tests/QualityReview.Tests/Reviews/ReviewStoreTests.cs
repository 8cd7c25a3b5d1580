using QualityReview.Reviews;
using QualityReview.TestKit;

namespace QualityReview.Tests.Reviews;

public sealed class ReviewStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_SameClientKeyTwice_IsOneEntry()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(1));
        var request = Keep(dataset.DatasetId, 0, "ann", "k1");

        var first = await test.Reviews.AddAsync(request, Cancel);
        var second = await test.Reviews.AddAsync(request, Cancel);

        Assert.Equal(first, second);
        Assert.Single(test.Reviews.History(dataset.DatasetId, 0));
    }

    [Fact]
    public async Task UndoLastAsync_ThreeTimes_WalksBackThroughTheAuthorsVerdictsOnly()
    {
        await using var test = new TestDatabase();
        var id = (await test.DatasetOfAsync(Some.Founds(3))).DatasetId;
        await test.Reviews.AddAsync(Keep(id, 0, "ann", "1"), Cancel);
        await test.Reviews.AddAsync(Keep(id, 0, "ann", "2") with { Verdict = Verdict.Drop }, Cancel);
        await test.Reviews.AddAsync(Keep(id, 1, "tom", "3"), Cancel);

        Assert.Equal(0, (await test.Reviews.UndoLastAsync(id, "ann", "u1", Cancel))!.Ordinal);
        Assert.Equal(Verdict.Keep, test.Reviews.Current(id, 0)!.Verdict);
        Assert.NotNull(await test.Reviews.UndoLastAsync(id, "ann", "u2", Cancel));
        Assert.Null(test.Reviews.Current(id, 0));
        Assert.Null(await test.Reviews.UndoLastAsync(id, "ann", "u3", Cancel));
        Assert.Equal(Verdict.Keep, test.Reviews.Current(id, 1)!.Verdict);
        Assert.Equal(4, test.Reviews.History(id, 0).Count);
    }

    [Fact]
    public async Task UndoAsync_OneEntry_TakesBackThatOneOnceAndOnlyForItsAuthor()
    {
        await using var test = new TestDatabase();
        var id = (await test.DatasetOfAsync(Some.Founds(2))).DatasetId;
        var first = await test.Reviews.AddAsync(Keep(id, 0, "ann", "1"), Cancel);
        await test.Reviews.AddAsync(Keep(id, 1, "ann", "2"), Cancel);

        Assert.Null(await test.Reviews.UndoAsync(first.ReviewId, "tom", "u1", Cancel));
        var undo = await test.Reviews.UndoAsync(first.ReviewId, "ann", "u2", Cancel);
        Assert.Equal(undo, await test.Reviews.UndoAsync(first.ReviewId, "ann", "u2", Cancel));
        Assert.Null(await test.Reviews.UndoAsync(first.ReviewId, "ann", "u3", Cancel));

        Assert.Equal((0, first.ReviewId), (undo!.Ordinal, undo.Undoes));
        Assert.Equal([1], test.Reviews.Current(id).Select(current => current.Ordinal));
        Assert.Equal(2, test.Reviews.History(id, 0).Count);
    }

    [Fact]
    public async Task Current_AsOfPosition_ReplaysTheLedger()
    {
        await using var test = new TestDatabase();
        var id = (await test.DatasetOfAsync(Some.Founds(2))).DatasetId;
        await test.Reviews.AddAsync(Keep(id, 0, "ann", "1"), Cancel);
        var position = test.Reviews.Position(id);
        await test.Reviews.UndoLastAsync(id, "ann", "2", Cancel);
        await test.Reviews.AddAsync(Keep(id, 1, "ann", "3") with { Verdict = Verdict.Unsure }, Cancel);

        Assert.Equal((0, Verdict.Keep), Assert.Single(test.Reviews.Current(id, position).Select(current => (current.Ordinal, current.Verdict))));
        Assert.Equal((1, Verdict.Unsure), Assert.Single(test.Reviews.Current(id).Select(current => (current.Ordinal, current.Verdict))));
    }

    [Fact]
    public async Task History_AllFields_AreKept()
    {
        await using var test = new TestDatabase();
        var id = (await test.DatasetOfAsync(Some.Founds(1))).DatasetId;

        await test.Reviews.AddAsync(
            Keep(id, 0, "ann", "1") with { Reasons = ["spam", "duplicate"], Note = "see #3", Seconds = 4.5, FilterSaid = Verdict.Drop, FilterRule = "all" }, Cancel);

        var review = Assert.Single(test.Reviews.History(id, 0));
        Assert.Equal(("spam duplicate", "see #3", 4.5, Verdict.Drop, "all", "ann"), (review.Reasons, review.Note, review.Seconds, review.FilterSaid, review.FilterRule, review.Author));
    }

    [Fact]
    public async Task AddAsync_UnknownReason_ListsTheKnown()
    {
        await using var test = new TestDatabase();

        var fault = await Assert.ThrowsAsync<WrongWordsException>(() => test.Reviews.AddAsync(Keep(1, 0, "ann", "1") with { Reasons = ["ugly"] }, Cancel));

        Assert.Contains("lacks_context", fault.Message, StringComparison.Ordinal);
    }

    private static ReviewRequest Keep(long datasetId, int ordinal, string author, string key) =>
        new() { DatasetId = datasetId, Ordinal = ordinal, Author = author, Verdict = Verdict.Keep, ClientKey = key };
}
