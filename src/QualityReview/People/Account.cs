namespace QualityReview.People;

/// <summary>A person who can sign in. Its name signs reviews, so it never changes and is never given to another.</summary>
public sealed record Account
{
    public required long AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>See <see cref="People.Role"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Null where no password has been chosen.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>A session that carries another stamp has ended.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Wrong passwords since the last right one or the last lockout.</summary>
    public int FailedAttempts { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When the account was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public const int LongestName = 64;

    /// <summary>The name as it may be stored: trimmed, 2 to 64 characters, without control or direction characters.</summary>
    /// <exception cref="WrongWordsException">It cannot be a name.</exception>
    public static string CheckName(string name)
    {
        var trimmed = name.Trim().Normalize();
        // Characters that turn or hide text would let one person pass for another in a list.
        return trimmed.Length is >= 2 and <= LongestName && trimmed.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '-' or '_' or '@' or '+' or '\'')
            ? trimmed
            : throw new WrongWordsException($"A name has 2 to {LongestName} letters, digits, spaces or . - _ @ + '.");
    }
}
