namespace QualityReview.Duplicates;

/// <summary>The search for duplicates that is in force for a dataset.</summary>
public sealed record DuplicateRun
{
    public required long RunId { get; init; }

    public required long DatasetId { get; init; }

    /// <summary>What was sought with, as JSON of texts with sorted names.</summary>
    public required string Options { get; init; }

    /// <summary>Samples that were looked at; those imported later have not been.</summary>
    public required int SampleCount { get; init; }

    public required int GroupCount { get; init; }

    /// <summary>Samples that are not the first of their group.</summary>
    public required int CopyCount { get; init; }

    /// <summary>Copies whose words are exactly those of an earlier sample.</summary>
    public required int ExactCount { get; init; }

    /// <summary>SHA-256 over groups and ordinals, lower-case hexadecimal.</summary>
    public required string GroupsHash { get; init; }

    public required double Seconds { get; init; }

    public required DateTimeOffset FoundAt { get; init; }
}

/// <summary>A group in a list.</summary>
public sealed record DuplicateGroup
{
    /// <summary>Its number; 1 is the largest.</summary>
    public required int Group { get; init; }

    public required int Size { get; init; }

    /// <summary>Ordinal of its first sample.</summary>
    public required int First { get; init; }

    /// <summary>Copies whose words are those of the first.</summary>
    public required int Exact { get; init; }

    /// <summary>Of its members with the first, 0–1.</summary>
    public required double LeastSimilarity { get; init; }
}
