namespace QualityReview.People;

/// <summary>What programs may do with a token, as stored; never more than its account's role may.</summary>
public static class TokenScope
{
    /// <summary>Reads datasets, samples, scores and reviews.</summary>
    public const string Read = "read";

    /// <summary>Adds reviews.</summary>
    public const string Review = "review";

    /// <summary>Imports, scores, saves filters and exports.</summary>
    public const string Write = "write";

    public static IReadOnlyList<string> All { get; } = [Read, Review, Write];
}

/// <summary>A secret by which a program acts for an account.</summary>
public sealed record ApiToken
{
    public required long TokenId { get; init; }

    public required long AccountId { get; init; }

    /// <summary>What the person calls it.</summary>
    public required string Title { get; init; }

    /// <summary>See <see cref="TokenScope"/>, separated by spaces.</summary>
    public required string Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the hour, so that reading costs no writing; null where it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
