namespace QualityReview.Clusters;

/// <summary>How much of one cluster a subset keeps.</summary>
/// <param name="Cluster">1-based number, 1 the largest.</param>
public sealed record CoveredCluster(int Cluster, int Kept, int All)
{
    public double Share => (double)Kept / All;
}

/// <summary>What a subset leaves of a dataset's kinds of text.</summary>
/// <param name="Clusters">In the order of their numbers.</param>
/// <param name="KeptWithout">Kept samples without a cluster.</param>
/// <param name="AllWithout">Samples without a cluster: without a vector, or imported after clustering.</param>
public sealed record ClusterCoverage(IReadOnlyList<CoveredCluster> Clusters, int KeptWithout, int AllWithout)
{
    /// <summary>Clusters of which nothing is kept, the largest first.</summary>
    public IReadOnlyList<CoveredCluster> Vanished => [.. Clusters.Where(cluster => cluster.Kept == 0)];

    /// <summary>Number of equally large clusters that would be as diverse as the dataset: the exponential of the entropy of cluster sizes
    /// (Hill 1973, "Diversity and evenness", order 1).</summary>
    public double EffectiveBefore => Effective(Clusters.Select(cluster => cluster.All));

    /// <summary>The same of the subset.</summary>
    public double EffectiveAfter => Effective(Clusters.Select(cluster => cluster.Kept));

    /// <param name="clusters">0-based cluster of each sample; from <paramref name="count"/> on: none.</param>
    /// <param name="kept">Whether a sample is kept.</param>
    public static ClusterCoverage Of(ReadOnlySpan<ushort> clusters, int count, Func<int, bool> kept)
    {
        int[] keeps = new int[count + 1], all = new int[count + 1];
        for (var ordinal = 0; ordinal < clusters.Length; ordinal++)
        {
            var cluster = Math.Min(clusters[ordinal], count);
            all[cluster]++;
            keeps[cluster] += kept(ordinal) ? 1 : 0;
        }

        return new ClusterCoverage([.. Enumerable.Range(0, count).Select(cluster => new CoveredCluster(cluster + 1, keeps[cluster], all[cluster]))], keeps[count], all[count]);
    }

    private static double Effective(IEnumerable<int> sizes)
    {
        var present = sizes.Where(size => size > 0).Select(size => (double)size).ToList();
        var sum = present.Sum();
        return present.Count == 0 ? 0 : Math.Exp(-present.Sum(size => size / sum * Math.Log(size / sum)));
    }
}
