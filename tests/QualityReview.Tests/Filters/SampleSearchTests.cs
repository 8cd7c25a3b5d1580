using QualityReview.Filters;

namespace QualityReview.Tests.Filters;

public sealed class SampleSearchTests
{
    private const int Samples = 3000;

    private readonly SampleTable _table = RandomTable.Of(Samples, 5);

    [Fact]
    public void Find_TimeDoesNotDo_SaysSoKeepsWhatWasFoundAndFindsAllForThoseWhoWait()
    {
        var lookup = new ModuloLookup(Samples) { InTime = 100 };
        var evaluator = new FilterEvaluator(_table, lookup);
        var search = new SampleSearch(evaluator, lookup, TimeSpan.FromMilliseconds(1));
        var query = new BrowseQuery { Search = "word" };

        var begun = search.Find(query, cancellation: TestContext.Current.CancellationToken);
        var again = search.Find(query, cancellation: TestContext.Current.CancellationToken);

        Assert.False(begun.IsAll);
        Assert.Equal(Enumerable.Range(0, 100).Where(Holds), begun.Shown.ToArray());
        Assert.Equal(begun.Shown, again.Shown);
        Assert.Equal(1, lookup.Calls);

        var all = search.Find(query, wait: true, TestContext.Current.CancellationToken);

        Assert.True(all.IsAll);
        Assert.Equal(Enumerable.Range(0, Samples).Where(Holds), all.Shown.ToArray());
        Assert.Equal(all, search.Find(query, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(all.Shown, evaluator.Evaluate(query.ToNode(), TestContext.Current.CancellationToken));
        Assert.Equal(2, lookup.Calls);
    }

    [Fact]
    public void Find_ARuleThatKeepsFew_AsksEachAndIsComplete()
    {
        var lookup = new ModuloLookup(Samples) { InTime = 100 };
        var evaluator = new FilterEvaluator(_table, lookup);
        var query = new BrowseQuery { Rule = "source = \"docs\" and length < 100", Search = "word" };

        var found = new SampleSearch(evaluator, lookup, TimeSpan.FromMilliseconds(1)).Find(query, cancellation: TestContext.Current.CancellationToken);

        Assert.True(found.IsAll);
        Assert.NotEqual(0, found.Shown.Count);
        Assert.Equal(evaluator.Evaluate(query.ToNode(), TestContext.Current.CancellationToken), found.Shown);
    }

    private static bool Holds(int ordinal) => ModuloLookup.Contains("word", ordinal);
}
