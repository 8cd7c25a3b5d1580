using QualityReview.Reviews;
using QualityReview.TestKit;

namespace QualityReview.Tests.Reviews;

public sealed class ReviewActsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAllAsync_Many_AreWrittenInOrderAndTold()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(30));
        var told = new List<CurrentVerdict>();
        test.Reviews.Changed += (_, verdict) => told.Add(verdict);

        var reviews = await test.Reviews.AddAllAsync(Requests(dataset.DatasetId, 30), Cancel);

        Assert.Equal(Enumerable.Range(0, 30), reviews.Select(review => review.Ordinal));
        Assert.Equal(reviews.Select(review => (review.Ordinal, review.ReviewId, Verdict.Drop)), told.Select(verdict => (verdict.Ordinal, verdict.ReviewId, verdict.Verdict)));
    }

    [Fact]
    public async Task AddAllAsync_OneWrong_WritesNone()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(3));
        var requests = Requests(dataset.DatasetId, 3);
        requests[2] = requests[2] with { Verdict = Verdict.None };
        await Assert.ThrowsAsync<WrongWordsException>(() => test.Reviews.AddAllAsync(requests, Cancel));
        Assert.Empty(test.Reviews.Current(dataset.DatasetId));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task UndoAllAsync_SomeUndoneAndSomeOfOthers_LeavesThoseAlone(int count)
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(count));
        var earlier = await test.Reviews.AddAsync(Requests(dataset.DatasetId, 1)[0] with { Author = "bob", Verdict = Verdict.Keep, ClientKey = "bob" }, Cancel);
        var reviews = await test.Reviews.AddAllAsync(Requests(dataset.DatasetId, count), Cancel);
        await test.Reviews.UndoLastAsync(dataset.DatasetId, "ann", "last", Cancel);
        var told = new List<CurrentVerdict>();
        test.Reviews.Changed += (_, verdict) => told.Add(verdict);

        var undone = await test.Reviews.UndoAllAsync(dataset.DatasetId, [.. reviews.Select(review => review.ReviewId), earlier.ReviewId], "ann", "undo", Cancel);

        Assert.Equal(count - 1, undone);
        var left = Assert.Single(test.Reviews.Current(dataset.DatasetId));
        Assert.Equal((0, "bob", Verdict.Keep), (left.Ordinal, left.Author, left.Verdict));
        Assert.Equal([Verdict.Keep, .. Enumerable.Repeat(Verdict.None, count - 2)], told.Select(verdict => verdict.Verdict));
    }

    private static List<ReviewRequest> Requests(long datasetId, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new ReviewRequest { DatasetId = datasetId, Ordinal = i, Author = "ann", Verdict = Verdict.Drop, ClientKey = $"key-{i}" })];
}
