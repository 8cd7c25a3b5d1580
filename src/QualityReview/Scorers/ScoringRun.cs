namespace QualityReview.Scorers;

/// <summary>One scorer over one dataset: resumable, with a receipt.</summary>
public sealed record ScoringRun
{
    public required long RunId { get; init; }

    public required long DatasetId { get; init; }

    public required string ScorerKey { get; init; }

    /// <summary>See <see cref="ScoringRunState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Samples in each chunk but the last.</summary>
    public required int ChunkSize { get; init; }

    public required string Device { get; init; }

    /// <summary>What made these scores, as a JSON object of texts: the card's receipt and the run's own facts.</summary>
    public required string Receipt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Seconds of computing, over all resumptions.</summary>
    public double Seconds { get; init; }

    public long Tokens { get; init; }

    /// <summary>Samples whose chunk is committed, failed ones included.</summary>
    public int Scored { get; init; }

    public int Failed { get; init; }
}

/// <summary>The states of a scoring run, as stored.</summary>
public static class ScoringRunState
{
    /// <summary>Chunks are missing: being computed, interrupted, or the dataset has grown.</summary>
    public const string Partial = "partial";

    /// <summary>Every sample that the dataset had when it finished has its score or its failure.</summary>
    public const string Done = "done";
}
