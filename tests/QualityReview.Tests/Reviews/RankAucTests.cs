using QualityReview.Hashing;
using QualityReview.Reviews;

namespace QualityReview.Tests.Reviews;

public sealed class RankAucTests
{
    [Fact]
    public void Compute_ManyTies_EqualsEveryPair()
    {
        var random = new SeededRandom(4);
        for (var round = 0; round < 20; round++)
        {
            var scores = Enumerable.Range(0, 120).Select(_ => (double)random.NextInt(15)).ToArray();
            var positive = scores.Select(score => random.NextDouble() < .2 + score / 30).ToArray();
            var weights = scores.Select(_ => 1 + 9 * random.NextDouble()).ToArray();
            Assert.Equal(EveryPair(scores, positive, Enumerable.Repeat(1.0, 120).ToArray()), RankAuc.Compute(scores, positive), 12);
            Assert.Equal(EveryPair(scores, positive, weights), RankAuc.Compute(scores, positive, weights), 12);
            Assert.Equal(1, RankAuc.Compute(scores, positive) + RankAuc.Compute(scores.Select(score => -score).ToArray(), positive), 12);
        }
    }

    [Fact]
    public void Compute_EdgeCases_AreRight()
    {
        Assert.Equal(1, RankAuc.Compute([1, 2, 3, 4], [false, false, true, true]));
        Assert.Equal(0, RankAuc.Compute([4, 3, 2, 1], [false, false, true, true]));
        Assert.Equal(.5, RankAuc.Compute([7, 7, 7, 7], [false, true, false, true]));
        Assert.Equal(1, RankAuc.Compute([double.NaN, 1, 2, double.NaN], [true, false, true, false]));
        Assert.True(double.IsNaN(RankAuc.Compute([1, 2], [true, true])));
        Assert.True(double.IsNaN(RankAuc.Compute([], [])));
        Assert.Throws<ArgumentException>(() => RankAuc.Compute([1, 2], [true]));
    }

    [Fact]
    public void Bootstrap_Seeded_HasTheWidthOfHanleyAndMcNeil()
    {
        var random = new SeededRandom(8);
        var positive = Enumerable.Range(0, 300).Select(i => i % 3 == 0).ToArray();
        var scores = positive.Select(value => random.NextNormal() + (value ? 1 : 0)).ToArray();
        var area = RankAuc.Compute(scores, positive);
        var interval = RankAuc.Bootstrap(scores, positive, [], seed: 1)!.Value;

        // Hanley and McNeil 1982: q1 = a/(2-a), q2 = 2a^2/(1+a).
        double q1 = area / (2 - area), q2 = 2 * area * area / (1 + area);
        var error = Math.Sqrt((area * (1 - area) + 99 * (q1 - area * area) + 199 * (q2 - area * area)) / (100 * 200));
        Assert.True(interval.Contains(area));
        Assert.InRange(interval.Width / (2 * Interval.Z * error), .85, 1.15);
        Assert.Equal(interval, RankAuc.Bootstrap(scores, positive, [], seed: 1));
        Assert.Null(RankAuc.Bootstrap([1, 2], [true, true], [], seed: 1));
    }

    private static double EveryPair(double[] scores, bool[] positive, double[] weights)
    {
        double wins = 0, all = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < scores.Length; j++)
            {
                if (positive[i] && !positive[j])
                {
                    wins += weights[i] * weights[j] * (scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? .5 : 0);
                    all += weights[i] * weights[j];
                }
            }
        }

        return wins / all;
    }
}
