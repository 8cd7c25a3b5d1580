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
/// <param name="Group">Its number; 1 is the largest.</param>
/// <param name="First">Ordinal of its first sample.</param>
/// <param name="Exact">Copies whose words are those of the first.</param>
/// <param name="LeastSimilarity">Of its members with the first, 0–1.</param>
public sealed record DuplicateGroup(long Group, long Size, long First, long Exact, double LeastSimilarity);
