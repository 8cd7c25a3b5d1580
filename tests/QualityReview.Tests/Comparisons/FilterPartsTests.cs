using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Comparisons;

public sealed class FilterPartsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Of_RandomRules_EqualsBruteForceAndTheRulesFindTheParts(int filters)
    {
        const int samples = 131;
        var table = RandomTable.Of(samples, 21);
        var evaluator = new FilterEvaluator(table, new ModuloLookup(samples));
        var dice = new Dice((ulong)filters + 70);
        float[] tokens = [.. Enumerable.Range(0, samples).Select(ordinal => ordinal % 40 == 39 ? float.NaN : 1 + (ordinal * 31 % 97))];
        for (var round = 0; round < 25; round++)
        {
            var rules = Enumerable.Range(0, filters).Select(_ => RandomRule.Draw(dice, 2)).ToList();
            var parts = FilterParts.Of([.. rules.Select(rule => evaluator.Evaluate(rule))], tokens);

            var keeps = Enumerable.Range(0, samples).Select(ordinal => rules.Select(rule => BruteForce.Keeps(table, rule, ordinal)).ToList()).ToList();
            for (var part = 0; part < 1 << filters; part++)
            {
                var members = Enumerable.Range(0, samples).Where(ordinal => Enumerable.Range(0, filters).All(filter => keeps[ordinal][filter] == ((part & (1 << filter)) != 0))).ToList();
                Assert.Equal(Amount(members), parts.Parts[part]);
                Assert.Equal(members, parts.SetOf(part).ToArray());
                var rule = FilterParts.RuleOf(rules, part);
                Assert.Equal(members, evaluator.Evaluate(rule).ToArray());
                Assert.Equal(rule, FilterRule.Parse(rule.ToString()));
            }

            for (var filter = 0; filter < filters; filter++)
            {
                Assert.Equal(Amount([.. Enumerable.Range(0, samples).Where(ordinal => keeps[ordinal][filter])]), parts.Kept(filter));
            }

            Assert.Equal(samples, parts.All.Samples);
        }

        FilterAmount Amount(List<int> members) => new(members.Count, members.Any(ordinal => float.IsNaN(tokens[ordinal])) ? null : members.Sum(ordinal => (long)tokens[ordinal]));
    }

    [Fact]
    public void Of_NothingCountsTokens_KnowsNone() => Assert.All(FilterParts.Of([SampleSet.All(3), SampleSet.None(3)], null).Parts, part => Assert.Null(part.Tokens));

    [Theory]
    [InlineData("length > 1", "source = docs", 1, "length > 1 and not source = \"docs\"")]
    [InlineData("length > 1 and length > 2", "source = docs or source = web", 3, "length > 1 and length > 2 and (source = \"docs\" or source = \"web\")")]
    [InlineData("length > 1 and length > 2", "not source = docs", 0, "not (length > 1 and length > 2) and source = \"docs\"")]
    [InlineData("all", "length > 1", 1, "not length > 1")]
    [InlineData("all", "length > 1", 2, "none")]
    [InlineData("all", "none", 1, "all")]
    public void RuleOf_TwoFilters_SaysThePart(string one, string other, int part, string expected) =>
        Assert.Equal(expected, FilterParts.RuleOf([FilterRule.Parse(one), FilterRule.Parse(other)], part).ToString());

    [Fact]
    public void Of_WrongSets_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => FilterParts.Of([], null));
        Assert.Throws<ArgumentException>(() => FilterParts.Of([.. Enumerable.Repeat(SampleSet.All(3), 7)], null));
        Assert.Throws<ArgumentException>(() => FilterParts.Of([SampleSet.All(3), SampleSet.All(4)], null));
    }
}
