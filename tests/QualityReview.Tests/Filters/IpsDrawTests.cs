using System.Globalization;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Scorers;

namespace QualityReview.Tests.Filters;

public sealed class IpsDrawTests
{
    private const int Samples = 300;

    private static readonly float[] s_densities = [.. Enumerable.Range(0, Samples).Select(i => 1f + (i * 13 % 31))];

    private static FilterEvaluator Evaluator(float[] densities) => new(RandomTable.OneScorer(densities, ScoreDirection.HigherIsMore), new ModuloLookup(densities.Length));

    // Computed by another implementation: ips_draw.py in the folder Samplers.
    [Fact]
    public void Evaluate_KnownSeed_NeverChanges()
    {
        var evaluator = Evaluator(s_densities);
        Assert.Equal([0, 19, 31, 49, 97, 136, 137, 141, 201, 217, 241, 268], evaluator.Evaluate("ips(k, 12, seed 7)").ToArray());
        var draw = evaluator.Draw((IpsTest)FilterRule.Parse("ips(k, 4%, seed 7)"));
        Assert.Equal((300, 12), (draw.Offered, draw.Drawn.Count));
        Assert.Equal(0.3145832223655791, draw.Threshold, 1e-12);
        Assert.Equal(0.2699069026580161, draw.ProbabilityOf(draw.Drawn.ToArray()[0]), 1e-12);
    }

    [Fact]
    public void Evaluate_MoreOfTheSameSeed_ContainsTheFewer()
    {
        var evaluator = Evaluator(s_densities);
        var few = evaluator.Evaluate("ips(k, 10%, seed 7)");
        Assert.Equal(30, few.Count);
        Assert.Equal(few, few.And(evaluator.Evaluate("ips(k, 80, seed 7)")));
        Assert.NotEqual(few, evaluator.Evaluate("ips(k, 10%, seed 8)"));
    }

    [Fact]
    public void Evaluate_WithoutScoreOrNotAboveZero_IsNeverDrawn()
    {
        var evaluator = Evaluator([float.NaN, 2, 0, -1, 3, float.NaN]);
        Assert.Equal([1, 4], evaluator.Evaluate("ips(k, 100%, seed 1)").ToArray());
        var draw = evaluator.Draw((IpsTest)FilterRule.Parse("ips(k, 50%, seed 1)"));
        Assert.Equal((2, 1), (draw.Offered, draw.Drawn.Count));
        Assert.Equal([0, 0, 0, 0], new[] { 0, 2, 3, 5 }.Select(draw.ProbabilityOf));
    }

    [Fact]
    public void Evaluate_ScorerOfWhichMoreIsBetterOrNoIds_IsRefused()
    {
        var better = new FilterEvaluator(RandomTable.OneScorer(s_densities, ScoreDirection.HigherIsBetter), new ModuloLookup(Samples));
        Assert.Contains("would draw the worst", Assert.Throws<WrongWordsException>(() => better.Evaluate(FilterRule.Parse("ips(k, 5, seed 1)"))).Message, StringComparison.Ordinal);
        var noIds = new FilterEvaluator(RandomTable.OneScorer(s_densities, ScoreDirection.HigherIsMore));
        Assert.Contains("ids", Assert.Throws<WrongWordsException>(() => noIds.Evaluate("ips(k, 5, seed 1)")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ips(k, 0, seed 1)", 0)]
    [InlineData("ips(k, 300, seed 1)", 1)]
    [InlineData("ips(k, 2000000000, seed 1)", 1)]
    public void ProbabilityOf_NoneOrAll_IsCertain(string rule, double expected)
    {
        var draw = Evaluator(s_densities).Draw((IpsTest)FilterRule.Parse(rule));
        Assert.All(Enumerable.Range(0, Samples), ordinal => Assert.Equal(expected, draw.ProbabilityOf(ordinal)));
    }

    // The Horvitz-Thompson total, sum of 1/probability over the kept, is right on average, whatever the rule around the draws.
    [Theory]
    [InlineData("ips(k, 40, seed {0})")]
    [InlineData("ips(k, 15%, seed {0}) and score(k) <= 20")]
    [InlineData("ips(k, 30, seed {0}) or random(10%, seed {0}) or score(k) = 5")]
    [InlineData("ips(k, 150, seed {0}) and ips(k, 60%, seed 1{0}) and not random(20%, seed {0})")]
    [InlineData("not ips(k, 20, seed {0})")]
    public void Of_FourThousandDraws_TotalsAreUnbiased(string rule)
    {
        const int draws = 4000;
        var evaluator = Evaluator(s_densities);
        var random = new SeededRandom(3);
        bool[] good = [.. Enumerable.Range(0, Samples).Select(_ => random.NextDouble() < .3)];
        double[] totals = new double[draws], sizes = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        {
            var node = FilterRule.Parse(string.Format(CultureInfo.InvariantCulture, rule, draw));
            var probabilities = InclusionProbabilities.Of(node, evaluator);
            foreach (var ordinal in evaluator.Evaluate(node))
            {
                sizes[draw] += 1 / probabilities.Of(ordinal);
                totals[draw] += good[ordinal] ? 1 / probabilities.Of(ordinal) : 0;
            }
        }

        // Samples that no draw can keep are no part of the total.
        var reachable = Enumerable.Range(0, Samples).Where(ordinal => !rule.Contains("<= 20", StringComparison.Ordinal) || s_densities[ordinal] <= 20).ToList();
        AssertWithin3StandardErrors(reachable.Count, sizes);
        AssertWithin3StandardErrors(reachable.Count(ordinal => good[ordinal]), totals);
    }

    [Fact]
    public void Of_DrawsThatShareTheirSeed_SaysThatItIsNotKnown()
    {
        var evaluator = Evaluator(s_densities);
        var probabilities = InclusionProbabilities.Of(FilterRule.Parse("ips(k, 40, seed 1) and ips(k, 10%, seed 1)"), evaluator);
        Assert.Equal("Not known: ips(k, 40, seed 1) and ips(k, 10%, seed 1) share their seed, so that one tells of the other.", probabilities.Unknown);
        Assert.True(double.IsNaN(probabilities.Of(0)));
        Assert.Null(InclusionProbabilities.Of(FilterRule.Parse("ips(k, 40, seed 1) and random(10%, seed 1)"), evaluator).Unknown);
    }

    [Fact]
    public void Of_RuleWithoutDraws_IsCertain()
    {
        var probabilities = InclusionProbabilities.Of(FilterRule.Parse("score(k) <= 3"), Evaluator(s_densities));
        Assert.Empty(probabilities.Draws);
        Assert.Equal([1, 0], new[] { 0, 1 }.Select(probabilities.Of));
    }

    private static void AssertWithin3StandardErrors(double truth, double[] values)
    {
        var mean = values.Average();
        var error = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Length);
        Assert.InRange(mean, truth - (3 * error) - 1e-9, truth + (3 * error) + 1e-9);
    }
}
