namespace QualityReview.Clusters;

/// <summary>How many clusters are sought, and how.</summary>
public sealed record ClusterOptions
{
    /// <summary>Most clusters that are supported: a sample's cluster is kept in two bytes.</summary>
    public const int MostClusters = 50_000;

    /// <summary>Null: <see cref="DefaultClusters"/> of the number of samples. The default value is null.</summary>
    public int? Clusters { get; init; }

    /// <summary>Passes over the samples at most, fewer where nothing moves any more; DCLM (Li et al., arXiv 2406.11794) takes 20 too.
    /// The default value is 20.</summary>
    public int Iterations { get; init; } = 20;

    /// <summary>The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Above so many samples centroids are found from batches (Sculley 2010, "Web-scale k-means clustering").
    /// The default value is 100,000.</summary>
    public int BatchesAbove { get; init; } = 100_000;

    /// <summary>Number of threads; it never shows in a result. The default value is the number of cores.</summary>
    public int Degree { get; init; } = Environment.ProcessorCount;

    /// <summary>The geometric mean of √N and N/100, which are the bounds of sensible numbers (they meet at 10,000 samples): 16 for 889
    /// samples, 100 for 10,000, 946 for 200,000; at most 10,000, the number of Sachdeva et al. (arXiv 2402.09668, appendix B.4).</summary>
    public static int DefaultClusters(int samples) => samples < 2 ? samples : (int)Math.Clamp(Math.Round(Math.Pow(samples, 0.75) / 10), 2, 10_000);

    internal int ClustersFor(int samples) => Math.Min(Clusters ?? DefaultClusters(samples), samples);
}
