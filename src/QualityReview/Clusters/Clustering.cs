namespace QualityReview.Clusters;

/// <summary>The clusters of a dataset as they were made once, from which vectors and by which settings.</summary>
public sealed record Clustering
{
    /// <summary>Never used again: clusters that are made anew have another.</summary>
    public required long ClusteringId { get; init; }

    public required long DatasetId { get; init; }

    /// <summary>Whose vectors were clustered.</summary>
    public required string EmbedderKey { get; init; }

    /// <summary>Everything that made it, as a JSON object of texts: the same settings give the same clusters.</summary>
    public required string Settings { get; init; }

    /// <summary>SHA-256 of <see cref="Settings"/>, lower-case hexadecimal.</summary>
    public required string SettingsHash { get; init; }

    public required int Clusters { get; init; }

    /// <summary>Samples that the dataset had then.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Of samples to their centroids: what k-means makes as large as it can.</summary>
    public required double MeanCosine { get; init; }

    public required bool HasMap { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One cluster of a dataset.</summary>
/// <param name="Number">1-based, 1 the largest.</param>
/// <param name="Words">Characteristic words, best first; letters only.</param>
public sealed record Cluster(int Number, int SampleCount, IReadOnlyList<string> Words)
{
    /// <summary>"12 · kernel density estimate".</summary>
    public string Label(int words = 3) => Words.Count == 0 ? $"{Number}" : $"{Number} · {string.Join(' ', Words.Take(words))}";
}

/// <summary>A dataset's clusters and map as columns, one place a sample, by ordinal. Never changes; safe for many readers.</summary>
/// <param name="OfSample">0-based cluster; <see cref="None"/> for samples without one.</param>
/// <param name="Clusters">In the order of their numbers.</param>
/// <param name="Map">Null while it is not drawn.</param>
public sealed record ClusterColumns(Clustering Clustering, ushort[] OfSample, IReadOnlyList<Cluster> Clusters, SampleMap? Map)
{
    public const ushort None = ushort.MaxValue;
}
