namespace QualityReview.Jobs;

/// <summary>Long work: import, scoring, search for duplicates, export, removal. Persisted, with progress, rate, cancel and resume.</summary>
public sealed record Job
{
    public required long JobId { get; init; }

    /// <summary>See <see cref="JobKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>See <see cref="JobState"/>.</summary>
    public required string State { get; init; }

    public long? DatasetId { get; init; }

    /// <summary>One line for lists, such as "Score enron with perplexity_lm_mini_1".</summary>
    public required string Title { get; init; }

    /// <summary>What to do, as JSON of the kind's request.</summary>
    public required string Request { get; init; }

    public required string Author { get; init; }

    /// <summary>Units done; samples for scoring and export, bytes of the file for an import.</summary>
    public long Done { get; init; }

    /// <summary>Units in all; 0 while not known.</summary>
    public long Total { get; init; }

    public double SamplesPerSecond { get; init; }

    public double TokensPerSecond { get; init; }

    public string Device { get; init; } = "";

    /// <summary>The result in a sentence, or the failure.</summary>
    public string Message { get; init; } = "";

    public bool CancelRequested { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>The kinds of jobs, as stored.</summary>
public static class JobKind
{
    public const string Import = "import";
    public const string Score = "score";
    public const string Export = "export";

    /// <summary>Clusters, what is scored by them, and the map.</summary>
    public const string Cluster = "cluster";

    /// <summary>Exact and near-duplicates, in groups.</summary>
    public const string Duplicates = "duplicates";

    /// <summary>Deletes what a removed dataset held.</summary>
    public const string Remove = "remove";

    /// <summary>Scores that were computed elsewhere.</summary>
    public const string SideCar = "side_car";
}

/// <summary>The states of a job, as stored.</summary>
public static class JobState
{
    /// <summary>Waits for its turn.</summary>
    public const string Queued = "queued";

    public const string Running = "running";

    public const string Done = "done";

    /// <summary>The message says why and how far it got; it can be resumed.</summary>
    public const string Failed = "failed";

    /// <summary>A person stopped it; it can be resumed.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Its process ended before it did; it can be resumed.</summary>
    public const string Interrupted = "interrupted";

    public static IReadOnlyList<string> All { get; } = [Queued, Running, Done, Failed, Cancelled, Interrupted];
}
