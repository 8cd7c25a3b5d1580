using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Scorers;

namespace QualityReview.Tests.Filters;

public sealed class FilterEvaluatorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(131)]
    public void Evaluate_RandomRules_EqualsBruteForce(int samples)
    {
        var table = RandomTable.Of(samples, 11);
        var evaluator = new FilterEvaluator(table, new ModuloLookup(samples));
        var dice = new Dice((ulong)samples + 3);

        for (var round = 0; round < 200; round++)
        {
            var rule = RandomRule.Draw(dice, 3);
            var expected = Enumerable.Range(0, samples).Where(ordinal => BruteForce.Keeps(table, rule, ordinal));
            Assert.True(expected.SequenceEqual(evaluator.Evaluate(rule).ToArray()), rule.ToString());
        }
    }

    [Fact]
    public void Evaluate_MissingScore_MakesEveryComparisonFalseAndNotTrue()
    {
        var table = RandomTable.Of(300, 2);
        var evaluator = new FilterEvaluator(table);
        var unscored = evaluator.Evaluate("not scored(perplexity)");

        Assert.NotEqual(0, unscored.Count);
        Assert.All(["score(perplexity) != 1", "score(perplexity) >= -99", "percentile(perplexity) in 0..100"], rule => Assert.Equal(0, evaluator.Evaluate(rule).And(unscored).Count));
        Assert.Equal(unscored, evaluator.Evaluate("not score(perplexity) >= -99").And(unscored));
    }

    [Fact]
    public void Evaluate_TopWhereLowIsBetterAndTied_TakesTheLowestScoresAndOrdinals()
    {
        var table = RandomTable.OneScorer([3, 1, 2, 2, float.NaN, 2], ScoreDirection.LowerIsBetter);
        var evaluator = new FilterEvaluator(table);

        Assert.Equal([1, 2, 3], evaluator.Evaluate("top(k, 3)").ToArray());
        Assert.Equal([0, 2], evaluator.Evaluate("bottom(k, 2)").ToArray());
        Assert.Equal([1, 2, 3], evaluator.Evaluate("top(k, 50%)").ToArray());
        Assert.Equal([1], evaluator.Evaluate("percentile(k) > 80").ToArray());
    }

    [Fact]
    public void Evaluate_TopTenPercent_HasTheExactCountOfTheScored()
    {
        var table = RandomTable.Of(1000, 4);
        var column = table.Find("ask_llm_a_1")!;
        var evaluator = new FilterEvaluator(table);

        Assert.Equal((int)Math.Floor((column.ScoredCount * .1) + .5), evaluator.Evaluate("top(ask_llm_a_1, 10%)").Count);
        Assert.Equal(500, evaluator.Evaluate("bottom(ask_llm_a_1, 500)").Count);
        Assert.Equal(column.ScoredCount, evaluator.Evaluate("top(ask_llm_a_1, 5000)").Count);
    }

    [Fact]
    public void Evaluate_Random_IsReproducibleAndNested()
    {
        var table = RandomTable.Of(20_000, 4);
        var evaluator = new FilterEvaluator(table);
        var fifth = evaluator.Evaluate("random(20%, seed 7)");

        // Computed by another implementation of the formula: stored rules must draw the same samples for ever.
        Assert.Equal(RandomGolden, fifth.ToArray()[..12]);
        Assert.InRange(fifth.Count, 3800, 4200);
        Assert.Equal(fifth, fifth.And(evaluator.Evaluate("random(30%, seed 7)")));
        Assert.InRange(fifth.And(evaluator.Evaluate("random(20%, seed 8)")).Count, 700, 900);
        Assert.Equal(20_000, evaluator.Evaluate("random(100%, seed 7)").Count);
        Assert.Equal(0, evaluator.Evaluate("random(0%, seed 7)").Count);
    }

    private static readonly int[] RandomGolden = [3, 4, 11, 17, 21, 22, 23, 26, 27, 29, 33, 41];

    [Fact]
    public void Evaluate_VerdictChanges_IsSeenAndOtherResultsStay()
    {
        var table = RandomTable.Of(100, 8);
        var evaluator = new FilterEvaluator(table);
        table.Reviews.Set(5, Verdict.Drop, "ann");
        var (kept, scored) = (evaluator.Evaluate("verdict = keep"), evaluator.Evaluate("scored(perplexity)"));
        Assert.Same(kept, evaluator.Evaluate("VERDICT=keep"));

        table.Reviews.Set(5, Verdict.Keep, "cy");

        Assert.Equal(kept.Or(SampleSet.Of(100, [5])), evaluator.Evaluate("verdict = keep"));
        Assert.Equal([5], evaluator.Evaluate("reviewer = cy").ToArray());
        Assert.Same(scored, evaluator.Evaluate("scored(perplexity)"));
    }

    [Fact]
    public void Evaluate_SearchBesideAChangingRange_AsksTheLookupOnce()
    {
        var lookup = new ModuloLookup(100);
        var evaluator = new FilterEvaluator(RandomTable.Of(100, 8), lookup);

        evaluator.Evaluate("text contains fox and length > 10");
        evaluator.Evaluate("text contains fox and length > 20");

        Assert.Equal(1, lookup.Calls);
    }

    [Theory]
    [InlineData("text contains fox")]
    [InlineData("length > 3 and id = \"s-1\"")]
    [InlineData("not meta.url = x")]
    public void Evaluate_WithoutLookup_SaysWhatCannotBeAsked(string rule)
    {
        var wrong = Assert.Throws<WrongWordsException>(() => new FilterEvaluator(RandomTable.Of(10, 8)).Evaluate(rule));

        Assert.Contains("needs the samples' texts, ids or metadata", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_NodeWithUnknownScorer_NamesTheKnownOnes()
    {
        var wrong = Assert.Throws<WrongWordsException>(() => new FilterEvaluator(RandomTable.Of(10, 8)).Evaluate(new ScoredTest("perplexty")));

        Assert.Equal("The rule cannot be answered: found \"perplexty\", expected the key of a scorer of this dataset (ask_llm_a_1, ask_llm_b_1, perplexity_mini_1 or length_1); did you mean perplexity?", wrong.Message);
    }
}
