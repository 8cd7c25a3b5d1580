using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Scorers;

public sealed class ScorerTitleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RetitleAsync_FinishedRun_ShowsTheNewTitleWithTheSameScores()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(3));
        var run = await test.Scores.BeginAsync(dataset.DatasetId, Some.Card(), 256, "CPU", "{}", Cancel);
        await test.Scores.CommitAsync(run, 0, new ScoreChunk([1, 2, 3], new ScoreFlags[3], [], []), 0, 0, Cancel);
        await test.Scores.FinishAsync(run, cancellation: Cancel);
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        Assert.Equal("length_1", tables.AsOf(dataset.DatasetId, []).Table.Scores[0].Card.Title);

        await test.Scores.RetitleAsync(new Dictionary<string, string> { ["length_1"] = "Length of the text", ["never_used_1"] = "x" }, Cancel);

        var column = Assert.Single(tables.AsOf(dataset.DatasetId, []).Table.Scores);
        Assert.Equal("Length of the text", column.Card.Title);
        Assert.Equal([1f, 2f, 3f], column.Values);
    }

    [Fact]
    public async Task BeginAsync_SameSettingsUnderAnotherTitle_TakesTheTitleAlone()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(1));
        await test.Scores.BeginAsync(dataset.DatasetId, Some.Card(), 256, "CPU", "{}", Cancel);

        await test.Scores.BeginAsync(dataset.DatasetId, Some.Card() with { Title = "Other", Unit = "furlongs" }, 256, "CPU", "{}", Cancel);

        var card = test.Scores.FindCard("length_1")!;
        Assert.Equal(("Other", ""), (card.Title, card.Unit));
        Assert.Null(test.Scores.FindCard("length_2"));
        Assert.Equal(["testing"], test.Scores.DatasetsOf("length_1"));
    }
}
