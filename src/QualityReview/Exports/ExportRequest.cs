namespace QualityReview.Exports;

/// <summary>What to export and where; everything in it but the folder ends up in the manifest.</summary>
public sealed record ExportRequest
{
    public const long UsualShardBytes = 512L << 20;

    /// <summary>The folder to make. Its parent is made where it is missing.</summary>
    public required string Folder { get; init; }

    public SubsetFormat Format { get; init; }

    /// <summary>A new file begins before a file grows over it, counted before compression. The default value is 512 MiB.</summary>
    public long MaxShardBytes { get; init; } = UsualShardBytes;

    /// <summary>False: content hashes stand in the place of texts and metadata. The default value is true.</summary>
    public bool HasTexts { get; init; } = true;

    /// <summary>Whether a file of its own lists the samples that are not in the subset, with the reason. The default value is false.</summary>
    public bool ListsExcluded { get; init; }

    /// <summary>Replaces an earlier complete export of that name, and nothing else. The default value is false.</summary>
    public bool Overwrite { get; init; }

    public required ManifestDataset Dataset { get; init; }

    public required ManifestFilter Filter { get; init; }

    /// <summary>Null where a filter alone makes the subset. Its lines are counted anew.</summary>
    public ManifestRecipe? Recipe { get; init; }

    /// <summary>The default value is <c>people win</c>.</summary>
    public string Overrides { get; init; } = "people win";

    public long LedgerPosition { get; init; }

    public ManifestSampler? Sampler { get; init; }

    /// <summary>Null where the dataset is not clustered.</summary>
    public ManifestCoverage? Coverage { get; init; }

    /// <summary>Null where the rule does not ask for duplicates.</summary>
    public ManifestDuplicates? Duplicates { get; init; }

    /// <summary>In the order in which their scores are written.</summary>
    public IReadOnlyList<ManifestScorer> Scorers { get; init; } = [];

    internal ManifestWriting? Writing => MaxShardBytes == UsualShardBytes && HasTexts && !ListsExcluded ? null : new ManifestWriting(MaxShardBytes, HasTexts, ListsExcluded);
}
