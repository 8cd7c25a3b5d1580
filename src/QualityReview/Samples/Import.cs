namespace QualityReview.Samples;

/// <summary>One file's import into a dataset, and what became of its lines.</summary>
public sealed record Import
{
    public required long ImportId { get; init; }

    public required long DatasetId { get; init; }

    public required string File { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it runs, or where it was stopped.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Lines or rows read.</summary>
    public int Lines { get; init; }

    public int Imported { get; init; }

    /// <summary>Lines whose id and text were in the dataset already.</summary>
    public int AlreadyThere { get; init; }

    /// <summary>Imported samples whose text another id has too.</summary>
    public int EqualTexts { get; init; }

    /// <summary>Imported samples in which characters that no store can hold (NUL, lone surrogates) became U+FFFD.</summary>
    public int Repaired { get; init; }

    public int SetAside { get; init; }
}
