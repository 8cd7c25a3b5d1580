using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.People;

/// <summary>One-time links. Each is good once; its secret is known only to whom it was shown when it was made.</summary>
public sealed class InvitationStore(ReviewDatabase database, TimeProvider time)
{
    /// <summary>How long a link to join or to choose a new password is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Who signs the link of the first admin.</summary>
    public const string FirstStart = "first start";

    private const string Columns = "invitation_id, role, account_id, created_by, created_at, expires_at";
    private const string Valid = "used_at is null and revoked_at is null and (expires_at is null or expires_at > @now)";

    /// <summary>Links that can still be used, newest first.</summary>
    public IReadOnlyList<Invitation> Open()
    {
        using var connection = database.Open();
        return [.. connection.Query<Invitation>($"select {Columns} from invitations where {Valid} order by invitation_id desc", new { now = time.GetUtcNow() })];
    }

    /// <summary>The link with that secret while it can be used, else null.</summary>
    public Invitation? Find(string secret)
    {
        using var connection = database.Open();
        return Find(connection, secret);
    }

    /// <summary>A link to make an account of that role.</summary>
    /// <returns>Its secret.</returns>
    public Task<string> InviteAsync(string role, string createdBy, CancellationToken cancellation = default) =>
        AddAsync(Role.Check(role), null, createdBy, time.GetUtcNow() + Lifetime, null, cancellation);

    /// <summary>A link to choose a new password; earlier ones for the same account end.</summary>
    /// <returns>Its secret.</returns>
    public Task<string> ResetAsync(Account account, string createdBy, CancellationToken cancellation = default) => AddAsync(
        account.Role, account.AccountId, createdBy, time.GetUtcNow() + Lifetime, "account_id = @accountId", cancellation);

    /// <summary>The link that makes the first admin; that of an earlier start ends.</summary>
    /// <returns>Its secret.</returns>
    public Task<string> FirstAdminAsync(CancellationToken cancellation = default) => AddAsync(
        Role.Admin, null, FirstStart, null, $"created_by = '{FirstStart}'", cancellation);

    public Task RevokeAsync(long invitationId, CancellationToken cancellation = default) => database.WriteAsync(
        connection => connection.Execute("update invitations set revoked_at = @now where invitation_id = @invitationId and used_at is null", new { invitationId, now = time.GetUtcNow() }),
        cancellation);

    /// <summary>Uses a link: makes its account, or gives back the one whose password it renews. Of two who use it at once one gets it.</summary>
    /// <param name="secret">The link's.</param>
    /// <param name="name">Name of the new account; not read for a new password.</param>
    /// <param name="passwordHash">Makes the hash of the new password for the account.</param>
    /// <exception cref="QualityReviewException">The link cannot be used, or the name cannot be had.</exception>
    public Task<Account> AcceptAsync(string secret, string name, Func<Account, string> passwordHash, CancellationToken cancellation = default) => database.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow();
            var invitation = Find(connection, secret) ?? throw new QualityReviewException("This link was used already, has expired or was withdrawn; ask for a new one.");
            var account = invitation.AccountId is { } accountId
                ? connection.QuerySingle<Account>($"select {AccountStore.Columns} from accounts where account_id = @accountId", new { accountId })
                : AccountStore.Insert(connection, Account.CheckName(name), invitation.Role, now);
            connection.Execute("update invitations set used_at = @now where invitation_id = @InvitationId", new { now, invitation.InvitationId });
            return connection.QuerySingle<Account>(
                $"""
                update accounts set password_hash = @hash, security_stamp = @stamp, failed_attempts = 0, locked_until = null
                where account_id = @AccountId returning {AccountStore.Columns}
                """,
                new { account.AccountId, hash = passwordHash(account), stamp = AccountStore.NewStamp() });
        },
        cancellation);

    private Invitation? Find(SqliteConnection connection, string secret) => connection.QueryFirstOrDefault<Invitation>(
        $"select {Columns} from invitations where secret_hash = @hash and {Valid}", new { hash = Secret.Hash(secret), now = time.GetUtcNow() });

    private async Task<string> AddAsync(string role, long? accountId, string createdBy, DateTimeOffset? expiresAt, string? replaces, CancellationToken cancellation)
    {
        var secret = Secret.New();
        await database.WriteAsync(
            connection =>
            {
                var now = time.GetUtcNow();
                if (replaces is not null)
                {
                    connection.Execute($"update invitations set revoked_at = @now where {replaces} and used_at is null and revoked_at is null", new { now, accountId });
                }

                connection.Execute(
                    "insert into invitations (secret_hash, role, account_id, created_by, created_at, expires_at) values (@hash, @role, @accountId, @createdBy, @now, @expiresAt)",
                    new { hash = Secret.Hash(secret), role, accountId, createdBy, now, expiresAt });
            },
            cancellation);
        return secret;
    }
}
