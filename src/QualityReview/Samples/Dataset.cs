namespace QualityReview.Samples;

/// <summary>A named collection of samples, imported from files.</summary>
public sealed record Dataset
{
    public required long DatasetId { get; init; }

    /// <summary>The name in addresses and commands: lower-case letters, digits, dots, dashes and underscores.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Samples have the ordinals 0 to this number less one.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Samples whose words can be searched: those with the ordinals 0 to this number less one. Smaller than
    /// <see cref="SampleCount"/> while an import indexes words.</summary>
    public int IndexedCount { get; init; }

    /// <summary>Grows with every change of samples and scores, so that caches know when they are old.</summary>
    public required long Revision { get; init; }
}
