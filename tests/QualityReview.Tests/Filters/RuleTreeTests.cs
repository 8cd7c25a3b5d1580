using QualityReview.Filters;

namespace QualityReview.Tests.Filters;

public sealed class RuleTreeTests
{
    [Theory]
    [InlineData("all", "", "length > 1", false, "length > 1")]
    [InlineData("length > 1", "", "length > 2", false, "length > 1 and length > 2")]
    [InlineData("length > 1", "", "length > 2", true, "length > 1 or length > 2")]
    [InlineData("length > 1 and length > 2", "0", "length > 3", false, "length > 1 and length > 3 and length > 2")]
    [InlineData("length > 1 and length > 2", "0", "length > 3", true, "(length > 1 or length > 3) and length > 2")]
    [InlineData("length > 1 and not length > 2", "1", "length > 3", true, "length > 1 and (not length > 2 or length > 3)")]
    [InlineData("not (length > 1 or length > 2)", "0", "length > 3", true, "not (length > 1 or length > 2 or length > 3)")]
    [InlineData("length > 1 and length > 2", "", "length > 3 and length > 4", false, "length > 1 and length > 2 and length > 3 and length > 4")]
    public void Join_Somewhere_WritesTheRule(string rule, string place, string added, bool isOr, string expected) =>
        Assert.Equal(expected, RuleTree.Join(FilterRule.Parse(rule), Place(place), FilterRule.Parse(added), isOr).ToString());

    [Theory]
    [InlineData("length > 1", "", "all")]
    [InlineData("length > 1 and length > 2", "0", "length > 2")]
    [InlineData("length > 1 and not length > 2", "1 0", "length > 1")]
    [InlineData("length > 1 and (length > 2 or length > 3 and length > 4)", "1 0", "length > 1 and length > 3 and length > 4")]
    [InlineData("not length > 1", "0", "all")]
    public void Remove_Somewhere_LeavesNoGroupOfOne(string rule, string place, string expected) =>
        Assert.Equal(expected, RuleTree.Remove(FilterRule.Parse(rule), Place(place)).ToString());

    [Theory]
    [InlineData("length > 1", "", "not length > 1")]
    [InlineData("length > 1 and not length > 2", "1", "length > 1 and length > 2")]
    [InlineData("length > 1 or length > 2", "1", "length > 1 or not length > 2")]
    public void Negate_Somewhere_IsUndoneByItself(string rule, string place, string expected)
    {
        var negated = RuleTree.Negate(FilterRule.Parse(rule), Place(place));

        Assert.Equal(expected, negated.ToString());
        Assert.Equal(rule, RuleTree.Negate(negated, Place(place)).ToString());
    }

    [Fact]
    public void Turn_Group_ChangesItsWordAndTakesInItsOwnKind()
    {
        Assert.Equal("length > 1 or length > 2", RuleTree.Turn(FilterRule.Parse("length > 1 and length > 2"), []).ToString());
        Assert.Equal("length > 1 and length > 2 and length > 3", RuleTree.Turn(FilterRule.Parse("length > 1 and (length > 2 or length > 3)"), [1]).ToString());
    }

    [Fact]
    public void RandomChanges_OfRandomRules_MeanWhatTheySay()
    {
        var table = RandomTable.Of(80, 5);
        var evaluator = new FilterEvaluator(table, new ModuloLookup(80));
        var dice = new Dice(41);
        for (var round = 0; round < 1_000; round++)
        {
            var rule = RandomRule.Draw(dice, 3);
            List<int> place = [];
            for (var here = rule; here is AndNode or OrNode or NotNode && dice.Chance(70); here = RuleTree.At(rule, place))
            {
                place.Add(here switch { AndNode and => dice.Below(and.Terms.Count), OrNode or => dice.Below(or.Terms.Count), _ => 0 });
            }

            var (old, added, isOr) = (RuleTree.At(rule, place), RandomRule.Draw(dice, 1), dice.Chance(50));
            var joined = RuleTree.Join(rule, place, added, isOr);
            // By the plainest words: the node put in the place of the old one. Beside a term of the same group it means the same.
            var expected = RuleTree.Put(rule, place, isOr ? new OrNode([old, added]) : new AndNode([old, added]));
            Assert.Equal(evaluator.Evaluate(expected), evaluator.Evaluate(joined));
            Assert.Equal(joined, FilterRule.Parse(joined.ToString()));
            Assert.Equal(evaluator.Evaluate(RuleTree.Put(rule, place, new NotNode(old))), evaluator.Evaluate(RuleTree.Negate(rule, place)));
        }
    }

    private static int[] Place(string written) => [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
