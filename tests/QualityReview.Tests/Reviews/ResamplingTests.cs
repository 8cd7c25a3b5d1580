using QualityReview.Hashing;
using QualityReview.Reviews;

namespace QualityReview.Tests.Reviews;

public sealed class ResamplingTests
{
    // Both ways of drawing: few successes and many, and the mirrored half.
    [Theory]
    [InlineData(40, .1)]
    [InlineData(200, .3)]
    [InlineData(60, .85)]
    public void Binomial_ManyDraws_FollowTheBinomialDistribution(int trials, double probability)
    {
        const int draws = 200_000;
        var random = new SeededRandom(5);
        var seen = new int[trials + 1];
        for (var i = 0; i < draws; i++)
        {
            seen[Resampling.Binomial(random, trials, probability)]++;
        }

        // Exact probabilities by the recurrence p(k+1) = p(k) (n-k)/(k+1) p/q.
        var exact = Math.Pow(1 - probability, trials);
        double chiSquare = 0;
        var cells = 0;
        for (var k = 0; k <= trials; k++)
        {
            if (exact * draws >= 10)
            {
                chiSquare += Math.Pow(seen[k] - exact * draws, 2) / (exact * draws);
                cells++;
            }

            exact *= (double)(trials - k) / (k + 1) * probability / (1 - probability);
        }

        // Mean cells-1, variance 2(cells-1).
        Assert.True(chiSquare < cells + 4 * Math.Sqrt(2.0 * cells), $"chi square {chiSquare} of {cells} cells");
    }

    [Fact]
    public void Bootstrap_ByKinds_GivesTheIntervalOfDrawingUnitByUnit()
    {
        var random = new SeededRandom(9);
        var units = new BinaryUnits();
        var listed = new List<int[]>();
        for (var i = 0; i < 400; i++)
        {
            var truth = random.NextDouble() < .4 ? 1 : 2;
            var unit = Enumerable.Range(0, 2 + i % 3).Select(_ => random.NextDouble() < .8 ? truth : 3 - truth).ToArray();
            listed.Add(unit);
            units.Add(unit.Count(value => value == 1), unit.Count(value => value == 2));
        }

        var figures = units.Measure(1);
        var alpha = Agreement.Bootstrap(listed, unit => Agreement.Krippendorff(unit), seed: 2)!.Value;
        var raw = Agreement.Bootstrap(listed, Agreement.Raw, seed: 3)!.Value;
        Assert.Equal(alpha.Low, figures.AlphaRange!.Value.Low, .015);
        Assert.Equal(alpha.High, figures.AlphaRange.Value.High, .015);
        Assert.Equal(raw.Low, figures.RawRange!.Value.Low, .01);
        Assert.Equal(raw.High, figures.RawRange.Value.High, .01);
        Assert.Equal(figures, units.Measure(1));
        Assert.NotEqual(figures.AlphaRange, units.Measure(4).AlphaRange);
    }

    [Fact]
    public void Bootstrap_NoUnits_IsNull() => Assert.Null(Resampling.Bootstrap([0, 0], counts => counts[0], 1));
}
