using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Filters;

public sealed class SampleTablesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_AfterVerdictAndUndo_ShowsThemAtOnce()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(4));
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        Assert.Equal(0, tables.Get(dataset.DatasetId).Evaluator.Evaluate("verdict = drop", Cancel).Count);

        await test.Reviews.AddAsync(new() { DatasetId = dataset.DatasetId, Ordinal = 2, Author = "ann", Verdict = Verdict.Drop, ClientKey = "1" }, Cancel);
        Assert.Equal([2], tables.Get(dataset.DatasetId).Evaluator.Evaluate("verdict = drop", Cancel).ToArray());
        Assert.Equal([2], tables.Get(dataset.DatasetId).Evaluator.Evaluate("reviewer = ann", Cancel).ToArray());

        await test.Reviews.UndoLastAsync(dataset.DatasetId, "ann", "2", Cancel);
        Assert.Equal(0, tables.Get(dataset.DatasetId).Evaluator.Evaluate("verdict = drop", Cancel).Count);
    }

    [Fact]
    public async Task Get_AfterImportAndScores_HasThemAllAndKeepsVerdicts()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(4));
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        await test.Reviews.AddAsync(new() { DatasetId = dataset.DatasetId, Ordinal = 1, Author = "ann", Verdict = Verdict.Keep, ClientKey = "1" }, Cancel);
        Assert.Equal(4, tables.Get(dataset.DatasetId).Table.Count);

        await test.DatasetOfAsync([.. Some.Founds(6), Some.Found("long", new string('x', 300))]);
        var card = Some.Card();
        var run = await test.Scores.BeginAsync(dataset.DatasetId, card, 4, "CPU", "{}", Cancel);
        await test.Scores.CommitAsync(run, 1, new ScoreChunk([1, 2, 300], new ScoreFlags[3], [], []), 0, 0, Cancel);

        var loaded = await EventuallyAsync(() => tables.Get(dataset.DatasetId), table => table.Table.Count == 7 && table.Table.Scores.Count == 1 && !float.IsNaN(table.Table.Scores[0].Values[6]));
        Assert.Equal([float.NaN, float.NaN, float.NaN, float.NaN, 1, 2, 300], loaded.Table.Scores[0].Values);
        Assert.Equal([1], loaded.Evaluator.Evaluate("verdict = keep", Cancel).ToArray());
        Assert.Equal([6], loaded.Evaluator.Evaluate("score(length) >= 3", Cancel).ToArray());
    }

    [Theory]
    [InlineData("meta.year >= 2020", new[] { 1, 2 })]
    [InlineData("meta.year = 2020", new[] { 1 })]
    [InlineData("meta.year = \"2020\"", new[] { 1 })]
    [InlineData("meta.year != 2020", new[] { 0, 2 })]
    [InlineData("not meta.year exists", new[] { 3 })]
    public async Task Evaluator_MetadataAsNumbers_AsksTheDatabase(string rule, int[] expected)
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync([.. new[] { "{\"year\":1999}", "{\"year\":2020}", "{\"year\":\"2024\"}", null }.Select((meta, i) => Some.Found($"s-{i}", meta: meta, line: i + 1))]);
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);

        Assert.Equal(expected, tables.Get(dataset.DatasetId).Evaluator.Evaluate(rule, Cancel).ToArray());
    }

    [Theory]
    [InlineData("text contains \"number 3\"", new[] { 3 })]
    [InlineData("id in (s-1, s-2, nobody)", new[] { 1, 2 })]
    [InlineData("source = forums and not id = s-1", new[] { 3 })]
    public async Task Evaluator_TestsOfTextAndId_AskTheDatabase(string rule, int[] expected)
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(4));
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);

        Assert.Equal(expected, tables.Get(dataset.DatasetId).Evaluator.Evaluate(rule, Cancel).ToArray());
    }

    [Fact]
    public async Task SaveAsync_ChangedRule_IsANewVersionAndTheSameRuleIsNot()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(1));
        var filters = new FilterStore(test.Database, TimeProvider.System);

        await filters.SaveAsync(dataset.DatasetId, "good", "source = docs", "ann", Cancel);
        await filters.SaveAsync(dataset.DatasetId, "good", "source=\"docs\"", "ann", Cancel);
        var second = await filters.SaveAsync(dataset.DatasetId, "good", "source = forums", "ann", Cancel);

        Assert.Equal(2, second.Version);
        Assert.Equal(["all", "good"], filters.List(dataset.DatasetId).Select(filter => filter.Name));
        Assert.Equal(second, filters.Get(dataset.DatasetId, "good"));
        await Assert.ThrowsAsync<WrongWordsException>(() => filters.SaveAsync(dataset.DatasetId, "all", "none", "ann", Cancel));
    }

    private static async Task<T> EventuallyAsync<T>(Func<T> get, Func<T, bool> holds)
    {
        for (var i = 0; i < 100; i++)
        {
            if (get() is var value && holds(value))
            {
                return value;
            }

            await Task.Delay(50, Cancel);
        }

        return get();
    }
}
