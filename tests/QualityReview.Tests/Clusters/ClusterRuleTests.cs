using QualityReview.Filters;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Clusters;

public sealed class ClusterRuleTests
{
    [Theory]
    [InlineData("CLUSTER=3", "cluster = 3")]
    [InlineData("cluster != 3", "cluster != 3")]
    [InlineData("cluster in(3,1 , 2)", "cluster in (3, 1, 2)")]
    [InlineData("map in (1,2,3,4) and cluster = 12", "map in (1, 2, 3, 4) and cluster = 12")]
    public void Parse_Places_CanonicalText(string rule, string canonical) => Assert.Equal(canonical, FilterRule.Canonical(rule));

    [Fact]
    public void Parse_DatasetWithoutClusters_SaysSo()
    {
        var table = RandomTable.Of(10, 1).WithClusters(null);

        Assert.Contains("is not clustered yet", Assert.Throws<WrongWordsException>(() => FilterRule.Parse("cluster = 1", table)).Message, StringComparison.Ordinal);
        Assert.Contains("has no map yet", Assert.Throws<WrongWordsException>(() => FilterRule.Parse("map in (1, 2, 3, 4)", table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Toggle_Clusters_OneTermAndBack()
    {
        var editor = new RuleEditor(RandomTable.Of(10, 1));

        var two = editor.Toggle(editor.Toggle("all", SampleField.Cluster, "3"), SampleField.Cluster, "5");

        Assert.Equal("cluster in (3, 5)", two);
        Assert.Equal("cluster: 3, 5", Assert.Single(editor.Parts(two)).Label);
        Assert.Equal("cluster: 5 · word", Assert.Single(editor.Parts("cluster = 5")).Label);
        Assert.Equal("all", editor.Toggle(editor.Toggle(two, SampleField.Cluster, "3"), SampleField.Cluster, "5"));
    }

    [Fact]
    public void Facets_Clusters_CountEachOnce()
    {
        var table = RandomTable.Of(500, 3);

        var facets = Facets.Of(table, SampleSet.All(500));

        Assert.Equal(500, facets.Clusters.Sum(facet => facet.Count));
        Assert.All(facets.Clusters.Where(facet => facet.Name.Length > 0), facet =>
            Assert.Equal(new FilterEvaluator(table).Evaluate($"cluster = {facet.Name}").Count, facet.Count));
    }
}
