namespace QualityReview.Reviews;

/// <summary>One entry of the ledger: a person's verdict on a sample, or the undoing of one.</summary>
public sealed record Review
{
    /// <summary>Its position in the ledger; entries are added, never changed.</summary>
    public required long ReviewId { get; init; }

    public required long DatasetId { get; init; }

    public required int Ordinal { get; init; }

    public required string Author { get; init; }

    /// <summary><see cref="Verdict.None"/> for an undo.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The entry that this one takes back, or null.</summary>
    public long? Undoes { get; init; }

    /// <summary>Reason codes, separated by spaces.</summary>
    public required string Reasons { get; init; }

    public required string Note { get; init; }

    /// <summary>Time from showing the sample to the verdict, or null where it was not taken.</summary>
    public double? Seconds { get; init; }

    public int GuidelineVersion { get; init; }

    /// <summary>What the filter said when the verdict was given; <see cref="Verdict.None"/> where no filter was shown.</summary>
    public Verdict FilterSaid { get; init; }

    public string? FilterRule { get; init; }

    /// <summary>Given by a lead to settle a disagreement that was on the screen.</summary>
    public bool Settles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A verdict about to be written.</summary>
public sealed record ReviewRequest
{
    public required long DatasetId { get; init; }

    public required int Ordinal { get; init; }

    public required string Author { get; init; }

    public required Verdict Verdict { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public string Note { get; init; } = "";

    public double? Seconds { get; init; }

    /// <summary>The guideline that the person had before them; 0 for none.</summary>
    public int GuidelineVersion { get; init; }

    public Verdict FilterSaid { get; init; }

    public string? FilterRule { get; init; }

    /// <summary>Whether a lead settles a disagreement by it; keep or drop then.</summary>
    public bool Settles { get; init; }

    /// <summary>Made by the client; the same key sent twice is one entry.</summary>
    public required string ClientKey { get; init; }
}
