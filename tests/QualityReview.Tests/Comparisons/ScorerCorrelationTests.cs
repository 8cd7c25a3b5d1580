using System.Text.Json;
using QualityReview.Comparisons;
using QualityReview.Scorers;

namespace QualityReview.Tests.Comparisons;

public sealed class ScorerCorrelationTests
{
    [Fact]
    public void Of_GoldenPairs_EqualsScipy()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "golden", "comparisons", "rank_correlations.json")));
        Assert.Equal(8, golden.RootElement.GetArrayLength());
        foreach (var pair in golden.RootElement.EnumerateArray())
        {
            var found = Of(Values(pair, "x"), Values(pair, "y"));

            Assert.Equal(pair.GetProperty("kendall").GetDouble(), found.Kendall, 1e-12);
            Assert.Equal(pair.GetProperty("spearman").GetDouble(), found.Spearman, 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 2, int.MaxValue, 0)]
    [InlineData(2, 15, int.MaxValue, 0)]
    [InlineData(3, 17, 2, 0)]
    [InlineData(4, 700, int.MaxValue, 0)]
    [InlineData(5, 701, 2, .3)]
    [InlineData(6, 1500, 1, .1)]
    public void Of_RandomScores_EqualsTheDefinitions(ulong seed, int samples, int steps, double missing)
    {
        var scores = ScorerColumns.Related(2, samples, seed, .4, steps, missing);
        var both = scores[0].Zip(scores[1]).Where(pair => !float.IsNaN(pair.First) && !float.IsNaN(pair.Second)).ToList();

        var found = Of(scores[0], scores[1]);

        Assert.Equal(both.Count, found.Samples);
        Assert.Equal(KendallOf(both), found.Kendall, 1e-12);
        Assert.Equal(SpearmanOf(both), found.Spearman, 1e-12);
        Assert.Equal(found, Of(scores[1], scores[0]));
    }

    [Fact]
    public void Of_SameTurnedAndConstantScores_AreOneMinusOneAndNone()
    {
        float[] rising = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];

        Assert.Equal(new ScorerCorrelation(1000, 1, 1), Of(rising, rising));
        Assert.Equal(new ScorerCorrelation(1000, -1, -1), Of(rising, [.. rising.Reverse()]));
        Assert.Equal(new ScorerCorrelation(1000, double.NaN, double.NaN), Of(rising, new float[1000]));
        Assert.Equal(new ScorerCorrelation(0, double.NaN, double.NaN), Of([1, float.NaN], [float.NaN, 1]));
    }

    [Fact]
    public void Ranks_FlaggedScores_AreLeftOutUnlessTheyCount()
    {
        var column = ScorerColumns.Table(([3, 1, float.NaN, 1, 2], [0, 0, 0, ScoreFlags.Truncated, 0])).Scores[0];

        Assert.Equal([2, 0, -1, -1, 1], ScorerRanks.Of(column).Ranks);
        Assert.Equal([2, 0, -1, 0, 1], ScorerRanks.Of(column, withFlagged: true).Ranks);
        Assert.Equal([0, -1, 1], ScorerRanks.Of(column).Among([1, 2, 0]).Ranks);
    }

    private static ScorerCorrelation Of(float[] x, float[] y) => ScorerCorrelation.Of(ScorerRanks.Of(ScorerColumns.Column(x)), ScorerRanks.Of(ScorerColumns.Column(y)));

    private static float[] Values(JsonElement pair, string name) => [.. pair.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

    private static double KendallOf(List<(float X, float Y)> samples)
    {
        var (same, tiedX, tiedY, all) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < samples.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (samples[i].X.CompareTo(samples[j].X), samples[i].Y.CompareTo(samples[j].Y));
                same += x * y;
                tiedX += x == 0 ? 1 : 0;
                tiedY += y == 0 ? 1 : 0;
                all++;
            }
        }

        return all == tiedX || all == tiedY ? double.NaN : same / Math.Sqrt((double)(all - tiedX) * (all - tiedY));
    }

    private static double SpearmanOf(List<(float X, float Y)> samples)
    {
        double[] x = [.. samples.Select(sample => Rank(samples.Select(other => other.X), sample.X))], y = [.. samples.Select(sample => Rank(samples.Select(other => other.Y), sample.Y))];
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));

        static double Rank(IEnumerable<float> all, float own) => all.Sum(other => other < own ? 1 : other == own ? .5 : 0);
    }
}
