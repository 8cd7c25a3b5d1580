using QualityReview.Filters;
using QualityReview.TestKit;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

public sealed class TermFormTests
{
    [Theory]
    [InlineData("percentile(perplexity, source) in 20..80")]
    [InlineData("score(perplexity_1) != 1.5")]
    [InlineData("top(perplexity, 10%, language)")]
    [InlineData("bottom(perplexity, 500)")]
    [InlineData("scored(perplexity)")]
    [InlineData("flag = truncated")]
    [InlineData("flag(perplexity) in (truncated, failed)")]
    [InlineData("length >= 200")]
    [InlineData("source != \"docs\"")]
    [InlineData("language in (en, de)")]
    [InlineData("verdict = keep")]
    [InlineData("reviewer = \"ann\"")]
    [InlineData("id in (\"a\", \"b\")")]
    [InlineData("meta.\"odd field\" = \"x\"")]
    [InlineData("meta.year in 1999..2020")]
    [InlineData("meta.draft exists")]
    [InlineData("text contains \"kernel density\"")]
    [InlineData("duplicate in (unique, first)")]
    [InlineData("group > 3")]
    [InlineData("keep_one(longest)")]
    [InlineData("cluster in (3, 12)")]
    [InlineData("random(12.5%, seed 7)")]
    [InlineData("ips(perplexity, 10%, seed 7)")]
    public async Task ToNode_UnchangedForm_IsTheTerm(string rule)
    {
        await using var bench = new SubsetBench();
        var table = await TableAsync(bench);

        Assert.Equal(rule, TermForm.Of(FilterRule.Parse(rule), table)!.ToNode().ToString());
    }

    [Fact]
    public async Task New_EveryKindThatIsOffered_IsARuleOfTheDataset()
    {
        await using var bench = new SubsetBench();
        var table = await TableAsync(bench);
        var kinds = TermKinds.For(table);

        Assert.Contains(kinds, kind => kind.Kind == TermKinds.Top);
        Assert.DoesNotContain(kinds, kind => kind.Kind is TermKinds.Cluster or TermKinds.Duplicate or TermKinds.Ips);
        foreach (var (kind, _) in kinds)
        {
            var term = TermForm.New(kind, table);
            Assert.Equal(term, FilterRule.Parse(term.ToString(), table));
            Assert.Equal(kind, TermKinds.Of(term));
        }
    }

    [Fact]
    public async Task ToNode_SeveralNamesNotWanted_IsNotOneOfThem()
    {
        await using var bench = new SubsetBench();
        var form = TermForm.Of(FilterRule.Parse("source in (docs, forums)"), await TableAsync(bench))!;
        form.IsNot = true;

        Assert.Equal("not source in (\"docs\", \"forums\")", form.ToNode().ToString());
        Assert.Null(TermForm.Of(FilterRule.Parse("map in (1, 2, 3, 4)"), bench.Tables.Get(1).Table));
    }

    private static async Task<SampleTable> TableAsync(SubsetBench bench) => bench.Tables.Get((await bench.DatasetAsync(Some.Founds(4))).DatasetId).Table;
}
