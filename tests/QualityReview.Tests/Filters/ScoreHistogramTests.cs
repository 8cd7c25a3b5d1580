using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Tests.Filters;

public sealed class ScoreHistogramTests
{
    [Fact]
    public void Of_RandomScores_CountsEveryScoredSampleOnceInItsBin()
    {
        var table = RandomTable.Of(5000, 21);
        var evaluator = new FilterEvaluator(table);
        var set = evaluator.Evaluate("random(30%, seed 1) and language = en");
        foreach (var column in table.Scores)
        {
            var histogram = ScoreHistogram.Of(column, set);

            Assert.Equal((32, 33), (histogram.All.Count, histogram.Edges.Count));
            Assert.Equal(histogram.Edges.Order().Distinct(), histogram.Edges);
            for (var bin = 0; bin < 32; bin++)
            {
                var own = Enumerable.Range(0, table.Count).Where(i => InBin(column.Values[i], histogram.Edges, bin)).ToList();
                Assert.Equal(own.Count, histogram.All[bin]);
                Assert.Equal(own.Count(set.Contains), histogram.Selected[bin]);
            }
        }
    }

    [Fact]
    public void RangeOf_AnyBins_KeepsExactlyTheCountedSamples()
    {
        var table = RandomTable.Of(3000, 22);
        var evaluator = new FilterEvaluator(table);
        var editor = new RuleEditor(table);
        foreach (var column in table.Scores)
        {
            var histogram = ScoreHistogram.Of(column, SampleSet.All(table.Count));
            for (var first = 0; first < 32; first += 3)
            {
                for (var last = first; last < 32; last += 5)
                {
                    var (low, high) = histogram.RangeOf(first, last);
                    var rule = editor.WithScoreRange($"scored({column.Card.Key})", column.Card.Key, low, high);
                    Assert.Equal(histogram.All.Skip(first).Take(last - first + 1).Sum(), evaluator.Evaluate(rule).Count);
                }
            }
        }
    }

    [Fact]
    public void Of_AFewOutliers_DoNotStretchTheAxis()
    {
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => i / 1000f), 1e9f, -1e9f, float.PositiveInfinity];

        var histogram = ScoreHistogram.Of(RandomTable.OneScorer(values, ScoreDirection.LowerIsBetter).Find("k")!, SampleSet.All(values.Length));

        Assert.Equal(.004f, histogram.Edges[0], 3);
        Assert.Equal(.995f, histogram.Edges[32], 3);
        Assert.Equal(1003, histogram.All.Sum());
    }

    [Fact]
    public void Of_LowerIsBetter_TicksStandAtThePercentilesOfTheCard()
    {
        float[] values = [.. Enumerable.Range(1, 100).Select(i => (float)i)];

        var up = ScoreHistogram.Of(RandomTable.OneScorer(values, ScoreDirection.HigherIsBetter).Find("k")!, SampleSet.All(100));
        var down = ScoreHistogram.Of(RandomTable.OneScorer(values, ScoreDirection.LowerIsBetter).Find("k")!, SampleSet.All(100));

        Assert.Equal([new(10, 10), new(25, 25), new(50, 50), new(75, 75), new(90, 90)], up.Ticks);
        Assert.Equal([new(10, 91), new(25, 76), new(50, 51), new(75, 26), new(90, 11)], down.Ticks);
    }

    [Theory]
    [InlineData(3f, 2.5f, 3.5f)]
    [InlineData(1e30f, 9.9998e29f, 1.00002e30f)]
    [InlineData(float.PositiveInfinity, 0f, 1f)]
    [InlineData(float.NaN, 0f, 1f)]
    public void Of_OneValueOnly_StillHasAnAxis(float value, float low, float high)
    {
        var histogram = ScoreHistogram.Of(RandomTable.OneScorer([value, value], ScoreDirection.HigherIsMore).Find("k")!, SampleSet.All(2));

        Assert.InRange(histogram.Edges[0] / low, low == 0 ? float.NaN : .9999f, 1.0001f);
        Assert.InRange(histogram.Edges[32] / high, .9999f, 1.0001f);
        Assert.Equal(float.IsNaN(value) ? 0 : 2, histogram.All.Sum());
    }

    private static bool InBin(float value, IReadOnlyList<float> edges, int bin) =>
        (bin == 0 || value >= edges[bin]) && (bin == 31 || value < edges[bin + 1]) && !float.IsNaN(value);
}
