using QualityReview.Exports;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Exports;

public sealed class CoverageTests : FolderTest
{
    [Fact]
    public void Write_Coverage_InManifestAndCardAndVerified()
    {
        var manifest = SomeExport.Write(SomeExport.Request(Target) with { Coverage = Sound() }, SomeExport.Few());

        Assert.Equal("c0ffee", manifest.Coverage!.SettingsHash);
        Assert.Contains("\"words\": \"whales sea\"", Read("manifest.json"), StringComparison.Ordinal);
        Assert.Contains("samples of 2 of 2 clusters", Read("README.md"), StringComparison.Ordinal);
        Assert.Empty(SomeExport.Verify(Target));
    }

    [Fact]
    public void Write_NotClustered_ManifestAsItWasBefore()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());

        Assert.DoesNotContain("coverage", Read("manifest.json"), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(SomeExport.Verify(Target));
    }

    [Fact]
    public void Verify_ClustersThatDoNotAddUp_Found()
    {
        var sound = Sound();
        ManifestCoverage[] wrong =
        [
            sound with { Clusters = [new(1, "", 2, 3), new(2, "", 1, 1)] },
            sound with { Clusters = [new(1, "", 0, 3), new(2, "", 2, 1)] },
            sound with { EffectiveAfter = 1.5 },
        ];
        foreach (var coverage in wrong)
        {
            SomeExport.Write(SomeExport.Request(Target) with { Coverage = coverage, Overwrite = true }, SomeExport.Few());
            Assert.All(SomeExport.Verify(Target), fault => Assert.Equal("manifest.json", fault.File));
            Assert.NotEmpty(SomeExport.Verify(Target));
        }
    }

    [Fact]
    public void Of_Table_CountsKeptAndLost()
    {
        var table = RandomTable.Of(200, 9);

        var coverage = ManifestCoverage.Of(table.Clusters!, ordinal => ordinal % 2 == 0);

        Assert.Equal(100, coverage.Clusters.Sum(cluster => cluster.Kept) + coverage.KeptWithout);
        Assert.Equal(200, coverage.Clusters.Sum(cluster => cluster.Samples) + coverage.SamplesWithout);
        Assert.All(coverage.Clusters, cluster => Assert.Equal(Enumerable.Range(0, 200).Count(i => i % 2 == 0 && table.Clusters!.OfSample[i] == cluster.Cluster - 1), cluster.Kept));
        Assert.Empty(coverage.Faults(100, 200));
    }

    /// <summary>Three of the four samples of <see cref="SomeExport.Few"/> are kept; its dataset has five. The effective numbers are the
    /// exponentials of the entropies of 3/4 and 1/4, and of two halves.</summary>
    private static ManifestCoverage Sound() => new("c0ffee", "embedder_tests_1", 1.755, 2, 1, 1, [new(1, "whales sea", 1, 3), new(2, "", 1, 1)]);
}
