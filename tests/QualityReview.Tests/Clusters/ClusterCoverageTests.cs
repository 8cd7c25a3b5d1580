using QualityReview.Clusters;

namespace QualityReview.Tests.Clusters;

public sealed class ClusterCoverageTests
{
    [Fact]
    public void Of_SomeKept_CountsByCluster()
    {
        ushort[] clusters = [0, 0, 0, 1, 1, 2, ClusterColumns.None, ClusterColumns.None];

        var coverage = ClusterCoverage.Of(clusters, 3, ordinal => ordinal is 0 or 1 or 3 or 6);

        Assert.Equal([new(1, 2, 3), new(2, 1, 2), new(3, 0, 1)], coverage.Clusters);
        Assert.Equal([new CoveredCluster(3, 0, 1)], coverage.Vanished);
        Assert.Equal((1, 2), (coverage.KeptWithout, coverage.AllWithout));
    }

    [Theory]
    [InlineData(new ushort[] { 0, 1, 2, 3 }, 4)]
    [InlineData(new ushort[] { 0, 0, 0, 0 }, 1)]
    [InlineData(new ushort[] { 0, 0, 1, 1 }, 2)]
    // exp of the entropy of 3/4 and 1/4.
    [InlineData(new ushort[] { 0, 0, 0, 1 }, 1.7547654)]
    public void EffectiveBefore_Sizes_ExponentialOfTheirEntropy(ushort[] clusters, double expected) =>
        Assert.Equal(expected, ClusterCoverage.Of(clusters, 4, _ => true).EffectiveBefore, 1e-6);

    [Fact]
    public void EffectiveAfter_NothingKept_Zero() => Assert.Equal(0, ClusterCoverage.Of([0, 1], 2, _ => false).EffectiveAfter);
}
