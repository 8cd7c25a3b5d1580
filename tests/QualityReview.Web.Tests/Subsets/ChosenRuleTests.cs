using QualityReview.Filters;
using QualityReview.TestKit;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

public sealed class ChosenRuleTests
{
    private static readonly Filter[] s_saved = [Filter.All, new("long", 3, "length >= 100")];

    [Fact]
    public async Task Of_NothingInTheAddress_IsTheFilterAll()
    {
        var chosen = await OfAsync(null, null);

        Assert.Equal((Filter.All, new AllNode()), (chosen.Filter, chosen.Node));
    }

    [Fact]
    public async Task Of_FilterByName_HasItsRule()
    {
        var chosen = await OfAsync(null, "long");

        Assert.Equal(("length >= 100", "long"), (chosen.Text, chosen.Filter!.Name));
    }

    [Fact]
    public async Task Of_RuleAndFilter_IsTheRuleAlone()
    {
        var chosen = await OfAsync("length  >=  7", "long");

        Assert.Equal(("length  >=  7", null, "length >= 7"), (chosen.Text, chosen.Filter, chosen.Node!.ToString()));
    }

    [Fact]
    public async Task Of_UnknownFilter_NamesThoseThatExist()
    {
        var chosen = await OfAsync(null, "lang");

        Assert.Null(chosen.Node);
        Assert.Contains("“lang”; there are all, long", chosen.Fault!.Message, StringComparison.Ordinal);
    }

    private static async Task<ChosenRule> OfAsync(string? rule, string? filter)
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(2));
        return ChosenRule.Of(rule, filter, s_saved, bench.Tables.Get(dataset.DatasetId).Table);
    }
}
