using QualityReview.Filters;
using QualityReview.Recipes;
using QualityReview.TestKit;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Recipes;

public sealed class RecipeDrawTests
{
    private const int Samples = 200;

    [Fact]
    public void Of_RandomRulesAndRecipes_EqualsABruteForce()
    {
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var dice = new Dice(seed);
            var table = RandomTable.Of(Samples, seed);
            var rule = dice.Chance(30) ? new AllNode() : RandomRule.Draw(dice, 2);
            var recipe = RandomRecipe.Draw(dice);
            var tokens = Tokens(dice);

            var selection = RecipeDraw.Of(new FilterEvaluator(table, new ModuloLookup(Samples)), rule, recipe, tokens, TestContext.Current.CancellationToken);

            var expected = BruteRecipe.Copies(table, ordinal => BruteForce.Keeps(table, rule, ordinal), recipe, tokens);
            var message = $"seed {seed}: {rule} {RecipeJson.WriteCompact(recipe)}";
            Assert.True(expected.SequenceEqual(Enumerable.Range(0, Samples).Select(selection.CopiesOf)), message);
            Assert.True(expected.Sum() == selection.Lines && expected.Count(copies => copies > 0) == selection.Kept.Count, message);
            Assert.Equal(Samples, Enum.GetValues<Fate>().Sum(selection.CountOf));
        }
    }

    [Fact]
    public void Of_PlainRecipe_IsTheFilterWithOverrides()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var table = RandomTable.Of(Samples, seed);
            var evaluator = new FilterEvaluator(table, new ModuloLookup(Samples));
            var rule = RandomRule.Draw(new Dice(seed), 2);

            var selection = RecipeDraw.Of(evaluator, rule, new Recipe(), null, TestContext.Current.CancellationToken);

            Assert.Equal(new FilterDecisions(table, evaluator.Evaluate(rule, TestContext.Current.CancellationToken)).Kept, selection.Kept);
            Assert.False(selection.Draws);
        }
    }

    // The share of 400 seeds in which a sample is drawn is near what the recipe says its probability is.
    [Fact]
    public void ProbabilityOf_QuotaAndTarget_IsHowOftenSeedsDrawIt()
    {
        const int seeds = 400;
        var table = RandomTable.Of(Samples, 3);
        var evaluator = new FilterEvaluator(table, new ModuloLookup(Samples));
        var (drawn, probabilities) = (new int[Samples], new double[Samples]);
        for (var seed = 0; seed < seeds; seed++)
        {
            var recipe = new Recipe { Quotas = [new RecipeQuota("docs", Samples: 25), new RecipeQuota("books", Samples: 30)], Target = new RecipeTarget(Samples: 120), Seed = seed };
            var selection = RecipeDraw.Of(evaluator, new AllNode(), recipe, null, TestContext.Current.CancellationToken);
            for (var ordinal = 0; ordinal < Samples; ordinal++)
            {
                drawn[ordinal] += selection.Kept.Contains(ordinal) ? 1 : 0;
                probabilities[ordinal] = selection.Kept.Contains(ordinal) ? selection.ProbabilityOf(ordinal) : probabilities[ordinal];
            }
        }

        for (var ordinal = 0; ordinal < Samples; ordinal++)
        {
            var expected = probabilities[ordinal];
            // Five standard deviations: of 200 samples none leaves them by chance.
            Assert.InRange((double)drawn[ordinal] / seeds, expected - (5 * Math.Sqrt(expected * (1 - expected) / seeds)) - 1e-9, expected + (5 * Math.Sqrt(expected * (1 - expected) / seeds)) + 1e-9);
        }

        Assert.Contains(probabilities, probability => probability is > 0 and < 0.9);
    }

    [Fact]
    public void Of_TokensThatNobodyCounted_SaysWhatToDo()
    {
        var evaluator = new FilterEvaluator(RandomTable.Of(Samples, 1), new ModuloLookup(Samples));

        var fault = Assert.Throws<WrongWordsException>(() => RecipeDraw.Of(evaluator, new AllNode(), new Recipe { Target = new RecipeTarget(Tokens: 5) }, null, TestContext.Current.CancellationToken));

        Assert.Contains("perplexity", fault.Message, StringComparison.Ordinal);
    }

    private static float[] Tokens(Dice dice) => [.. Enumerable.Range(0, Samples).Select(_ => (float)dice.Below(60))];
}
