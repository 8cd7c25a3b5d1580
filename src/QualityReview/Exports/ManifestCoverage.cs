using QualityReview.Clusters;

namespace QualityReview.Exports;

/// <summary>How much of one cluster was kept.</summary>
/// <param name="Cluster">1-based number, 1 the largest.</param>
/// <param name="Words">Its characteristic words.</param>
/// <param name="Kept">Samples of the subset.</param>
/// <param name="Samples">Samples of the dataset.</param>
public sealed record ManifestCluster(int Cluster, string Words, int Kept, int Samples);

/// <summary>What a subset leaves of its dataset's kinds of text.</summary>
/// <param name="SettingsHash">SHA-256 of everything that made the clusters.</param>
/// <param name="EffectiveBefore">See <see cref="ClusterCoverage.EffectiveBefore"/>; to three decimals.</param>
/// <param name="EffectiveAfter">The same of the subset.</param>
/// <param name="KeptWithout">Kept samples that are in no cluster.</param>
/// <param name="SamplesWithout">Samples of the dataset that are in no cluster.</param>
/// <param name="Clusters">In the order of their numbers.</param>
public sealed record ManifestCoverage(
    string SettingsHash, string Embedder, double EffectiveBefore, double EffectiveAfter, int KeptWithout, int SamplesWithout, IReadOnlyList<ManifestCluster> Clusters)
{
    public static ManifestCoverage Of(ClusterColumns clusters, Func<int, bool> kept)
    {
        var coverage = ClusterCoverage.Of(clusters.OfSample, clusters.Clusters.Count, kept);
        return new ManifestCoverage(
            clusters.Clustering.SettingsHash,
            clusters.Clustering.EmbedderKey,
            Rounded(coverage.EffectiveBefore),
            Rounded(coverage.EffectiveAfter),
            coverage.KeptWithout,
            coverage.AllWithout,
            [.. coverage.Clusters.Zip(clusters.Clusters, (covered, cluster) => new ManifestCluster(covered.Cluster, string.Join(' ', cluster.Words), covered.Kept, covered.All))]);
    }

    /// <summary>What cannot be true of a manifest with these amounts, as sentences.</summary>
    internal IEnumerable<FormattableString> Faults(long kept, long samples)
    {
        if (Clusters.Any(cluster => cluster.Kept < 0 || cluster.Kept > cluster.Samples) || KeptWithout < 0 || KeptWithout > SamplesWithout)
        {
            yield return $"{ExportManifest.FileName} says more kept samples of a cluster than it has.";
        }

        if (Clusters.Sum(cluster => (long)cluster.Kept) + KeptWithout != kept || Clusters.Sum(cluster => (long)cluster.Samples) + SamplesWithout != samples)
        {
            yield return $"{ExportManifest.FileName} says {kept:N0} kept of {samples:N0} samples, and its clusters do not add up to that.";
        }

        var counted = new ClusterCoverage([.. Clusters.Select(cluster => new CoveredCluster(cluster.Cluster, cluster.Kept, cluster.Samples))], KeptWithout, SamplesWithout);
        if (Math.Abs(counted.EffectiveBefore - EffectiveBefore) > 0.001 || Math.Abs(counted.EffectiveAfter - EffectiveAfter) > 0.001)
        {
            yield return $"{ExportManifest.FileName} says an effective number of clusters that its clusters do not have.";
        }
    }

    // Logarithms may differ in their last digit from machine to machine.
    private static double Rounded(double number) => Math.Round(number, 3);
}
