using Dapper;
using QualityReview.Storage;

namespace QualityReview.People;

/// <summary>One act that somebody may ask about later.</summary>
public sealed record AuditEntry
{
    public required long EntryId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the account, or what acted where no one was signed in.</summary>
    public required string Actor { get; init; }

    /// <summary>See <see cref="AuditAct"/>.</summary>
    public required string Act { get; init; }

    /// <summary>Who or what it was done to.</summary>
    public required string Subject { get; init; }

    public required string Detail { get; init; }
}

/// <summary>The acts of the audit trail, as stored.</summary>
public static class AuditAct
{
    public const string SignedIn = "signed_in", SignInFailed = "sign_in_failed", LockedOut = "locked_out", SignedOut = "signed_out";
    public const string Invited = "invited", InvitationRevoked = "invitation_revoked", Joined = "joined", PasswordReset = "password_reset", PasswordChanged = "password_changed";
    public const string RoleChanged = "role_changed", AccountClosed = "account_closed", AccountOpened = "account_opened";
    public const string TokenMade = "token_made", TokenRevoked = "token_revoked";
    public const string QueueMade = "queue_made", QueueChanged = "queue_changed", QueueAssigned = "queue_assigned", GuidelineChanged = "guideline_changed";
    public const string Exported = "exported", BulkReviewed = "bulk_reviewed", BulkUndone = "bulk_undone";
    public const string DatasetRemoved = "dataset_removed", DatasetArchived = "dataset_archived", DatasetTakenOut = "dataset_taken_out", BackedUp = "backed_up";
}

/// <summary>The audit trail: sign-ins, role changes, exports, bulk acts, queues. Append-only.</summary>
public sealed class AuditTrail(ReviewDatabase database, TimeProvider time)
{
    private const int LongestText = 400;

    public Task AddAsync(string actor, string act, string subject, string detail = "", CancellationToken cancellation = default)
    {
        var at = time.GetUtcNow();
        return database.WriteAsync(
            connection => connection.Execute(
                "insert into audit_entries (at, actor, act, subject, detail) values (@at, @actor, @act, @subject, @detail)",
                new { at, actor = Short(actor), act, subject = Short(subject), detail = Short(detail) }),
            cancellation);
    }

    /// <summary>Entries, newest first.</summary>
    /// <param name="most">How many.</param>
    /// <param name="before">Only those with a smaller id; null for the newest.</param>
    /// <param name="act">Only that act; null for all.</param>
    public IReadOnlyList<AuditEntry> List(int most, long? before = null, string? act = null)
    {
        using var connection = database.Open();
        return [.. connection.Query<AuditEntry>(
            """
            select entry_id, at, actor, act, subject, detail from audit_entries
            where entry_id < @before and (@act is null or act = @act) order by entry_id desc limit @most
            """,
            new { most, before = before ?? long.MaxValue, act })];
    }

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
