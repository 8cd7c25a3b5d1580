using QualityReview.Filters;
using QualityReview.Percentiles;
using QualityReview.Reviews;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Filters;

public sealed class SampleTableTests
{
    [Fact]
    public void Find_KeyOrOnlyMethod_FindsTheScorer()
    {
        var table = RandomTable.Of(10, 1);

        Assert.Equal("perplexity_mini_1", table.Find("perplexity")?.Card.Key);
        Assert.Equal("ask_llm_b_1", table.Find("ask_llm_b_1")?.Card.Key);
        Assert.Null(table.Find("ask_llm"));
        Assert.Null(table.Find("nothing"));
    }

    [Fact]
    public void With_OneMoreScorer_KeepsComputedColumnsAndVerdicts()
    {
        var table = RandomTable.OneScorer([1, 2, 3], ScoreDirection.HigherIsBetter);
        var old = table.Scores[0];
        var more = table.With([old.Scores, new ScoreValues(Some.Card("new_1"), [3, 2, 1], new ScoreFlags[3])]);

        more.Reviews.Set(1, Verdict.Keep, "ann");

        Assert.Same(old, more.Scores[0]);
        Assert.Equal([(float)(250 / 3.0), 50, (float)(50 / 3.0)], more.Scores[1].Percentiles);
        Assert.Equal((Verdict.Keep, "ann"), (table.Reviews.VerdictOf(1), table.Reviews.ReviewerOf(1)));
    }

    [Fact]
    public void Set_VerdictTakenBack_HasNoReviewer()
    {
        var reviews = new ReviewColumns(3);
        reviews.Set(2, Verdict.Unsure, "ann");
        reviews.Set(2, Verdict.None, "ann");

        Assert.Equal((Verdict.None, "", 2L), (reviews.VerdictOf(2), reviews.ReviewerOf(2), reviews.Revision));
    }

    [Fact]
    public void RankOf_Scopes_CountsTheirSamples()
    {
        var table = RandomTable.Of(200, 5);
        var column = table.Find("perplexity")!;
        var ordinal = Enumerable.Range(0, 200).First(i => !float.IsNaN(column.Values[i]));

        foreach (var scope in Enum.GetValues<PercentileScope>())
        {
            Assert.Equal(column.PercentilesWithin(scope)[ordinal], column.RankOf(ordinal, scope)!.Value.Percentile);
        }

        Assert.True(column.RankOf(ordinal, PercentileScope.Source)!.Value.Of < column.RankOf(ordinal)!.Value.Of);
    }

    [Fact]
    public void Constructor_ColumnsOfOtherLengths_Throws() => Assert.Throws<ArgumentException>(() => new SampleTable(new SampleColumns
    {
        Sources = NamedCodes.Of(["a", "b"]),
        Languages = NamedCodes.Of(["en", "en"]),
        Characters = [1, 2],
        Reviews = new ReviewColumns(2),
        Scores = [new ScoreValues(Some.Card(), [1, 2], new ScoreFlags[1])],
    }));
}
