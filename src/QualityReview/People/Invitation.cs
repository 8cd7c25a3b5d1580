namespace QualityReview.People;

/// <summary>A one-time link by which a person joins or chooses a new password.</summary>
public sealed record Invitation
{
    public required long InvitationId { get; init; }

    /// <summary>Role of the account that it makes; see <see cref="People.Role"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The account that may choose a new password; null where a new account is made.</summary>
    public long? AccountId { get; init; }

    /// <summary>Who made the link.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where it is valid until it is used.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
