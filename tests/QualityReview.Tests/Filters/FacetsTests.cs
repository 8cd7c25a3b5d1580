using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Scorers;

namespace QualityReview.Tests.Filters;

public sealed class FacetsTests
{
    [Theory]
    [InlineData("all")]
    [InlineData("none")]
    [InlineData("random(40%, seed 3) or length < 100")]
    public void Of_AnySet_EqualsCountingOneByOne(string rule)
    {
        var table = RandomTable.Of(700, 31);
        var set = new FilterEvaluator(table).Evaluate(rule);

        var facets = Facets.Of(table, set);

        Assert.Equal(ByHand(set, RandomTable.Sources, i => table.Sources.Names[table.Sources.Codes[i]]), facets.Sources);
        Assert.Equal(ByHand(set, RandomTable.Languages, i => table.Languages.Names[table.Languages.Codes[i]]), facets.Languages);
        Assert.Equal(ByHand(set, [.. RandomTable.Reviewers, ""], table.Reviews.ReviewerOf), facets.Reviewers);
        Assert.Equal(["keep", "drop", "unsure", "none"], facets.Verdicts.Select(facet => facet.Name));
        Assert.All(facets.Verdicts, facet => Assert.Equal(set.ToArray().Count(i => table.Reviews.VerdictOf(i) == Enum.Parse<Verdict>(facet.Name, true)), facet.Count));
        Assert.Equal(["unique", "first", "copy", "unchecked"], facets.Duplicates.Select(facet => facet.Name));
        Assert.All(facets.Duplicates, facet => Assert.Equal(set.ToArray().Count(i => table.Duplicates!.KindOf(i) == Enum.Parse<DuplicateKind>(facet.Name, true)), facet.Count));
        Assert.Equal(table.Scores.Select(column => column.Card.Key), facets.Flags.Select(flags => flags.Key));
        foreach (var (column, flags) in table.Scores.Zip(facets.Flags))
        {
            Assert.Equal(FlagNames.All.Select(known => new FacetCount(known.Name, set.ToArray().Count(i => column.Flags[i].HasFlag(known.Flag)))), flags.Flags);
        }
    }

    [Fact]
    public void Add_MoreNamesThanCodes_SharesTheLast()
    {
        var codes = NamedCodes.Of(Enumerable.Range(0, 70_000).Select(i => $"site-{i}"));

        Assert.Equal(65_536, codes.Names.Count);
        Assert.Equal("site-65534", codes.Names[codes.Codes[65_534]]);
        Assert.All([65_535, 69_999], i => Assert.Equal(NamedCodesBuilder.Others, codes.Names[codes.Codes[i]]));
    }

    private static List<FacetCount> ByHand(SampleSet set, string[] names, Func<int, string> nameOf) =>
        [.. names.Select(name => new FacetCount(name, set.ToArray().Count(i => nameOf(i) == name))).OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Name, StringComparer.Ordinal)];
}
