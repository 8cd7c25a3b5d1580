using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Tests.Browse;

public class ScoreAxisTests
{
    private static readonly float[] Values = [5, 1, 3, 3, float.NaN, 9, 7, 3];

    [Theory]
    [InlineData(ScoreDirection.HigherIsBetter)]
    [InlineData(ScoreDirection.LowerIsBetter)]
    public void RawAt_EveryPercentile_IsTheFirstScoreThatReachesIt(ScoreDirection direction)
    {
        var column = Table(direction).Scores[0];
        for (var percentile = 0; percentile <= 92; percentile++)
        {
            var reach = Enumerable.Range(0, Values.Length).Where(i => column.Percentiles[i] >= percentile).Select(i => Values[i]);
            Assert.Equal(direction == ScoreDirection.LowerIsBetter ? reach.Max() : reach.Min(), ScoreAxis.RawAt(column, percentile));
        }
    }

    [Theory]
    [InlineData("score(ask_llm_1) >= 4", ScoreDirection.HigherIsBetter, 400f / 7)]
    [InlineData("score(ask_llm_1) <= 3", ScoreDirection.LowerIsBetter, 300f / 7)]
    [InlineData("percentile(ask_llm) >= 60", ScoreDirection.HigherIsBetter, 60f)]
    [InlineData("length > 3", ScoreDirection.HigherIsBetter, null)]
    public void CutOf_Rule_IsAPercentile(string rule, ScoreDirection direction, float? expected)
    {
        var table = Table(direction);
        Assert.Equal(expected, ScoreAxis.CutOf(table.Scores[0], new RuleEditor(table), rule));
    }

    [Fact]
    public void RawRange_PercentilesAndScores_Meet()
    {
        var table = Table(ScoreDirection.LowerIsBetter);
        // Lower is better: percentiles from 20 on are scores up to 7.
        Assert.Equal((2d, 7d), ScoreAxis.RawRange(table.Scores[0], new RuleEditor(table), "percentile(ask_llm) >= 20 and score(ask_llm) in 2..8"));
    }

    private static SampleTable Table(ScoreDirection direction) => new(new SampleColumns
    {
        Sources = NamedCodes.Of(Values.Select(_ => "docs")),
        Languages = NamedCodes.Of(Values.Select(_ => "en")),
        Characters = new int[Values.Length],
        Reviews = new ReviewColumns(Values.Length),
        Scores = [new(Some.Card("ask_llm_1", direction), Values, new ScoreFlags[Values.Length])],
    });
}
