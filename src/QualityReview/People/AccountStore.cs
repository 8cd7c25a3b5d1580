using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.People;

/// <summary>The accounts. Whatever changes what a person may do also changes the security stamp, so that open sessions end.</summary>
public sealed class AccountStore(ReviewDatabase database, TimeProvider time)
{
    internal const string Columns = "account_id, name, role, password_hash, security_stamp, failed_attempts, locked_until, closed_at, created_at";

    /// <summary>By name, closed ones included.</summary>
    public IReadOnlyList<Account> List()
    {
        using var connection = database.Open();
        return [.. connection.Query<Account>($"select {Columns} from accounts order by name")];
    }

    public Account? Find(long accountId)
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<Account>($"select {Columns} from accounts where account_id = @accountId", new { accountId });
    }

    /// <summary>The account of that name, in any casing.</summary>
    public Account? Find(string name)
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<Account>($"select {Columns} from accounts where name = @name", new { name });
    }

    /// <exception cref="WrongWordsException">There is no account of that name.</exception>
    public Account Get(string name) => Find(name) ?? throw new WrongWordsException($"There is no account \"{name}\".");

    /// <summary>Whether an admin could sign in.</summary>
    public bool HasAdmin()
    {
        using var connection = database.Open();
        return AdminsBeside(connection, 0) > 0;
    }

    /// <summary>Makes an account without a password.</summary>
    /// <exception cref="WrongWordsException">The name or the role cannot be one, or the name is taken.</exception>
    public Task<Account> AddAsync(string name, string role, CancellationToken cancellation = default)
    {
        name = Account.CheckName(name);
        Role.Check(role);
        return database.WriteAsync(connection => Insert(connection, name, role, time.GetUtcNow()), cancellation);
    }

    /// <exception cref="QualityReviewException">No other admin would be left.</exception>
    public Task SetRoleAsync(long accountId, string role, CancellationToken cancellation = default)
    {
        Role.Check(role);
        return database.WriteAsync(
            connection =>
            {
                if (role != Role.Admin)
                {
                    KeepAnAdmin(connection, accountId);
                }

                connection.Execute(
                    "update accounts set role = @role, security_stamp = @stamp where account_id = @accountId and role <> @role",
                    new { accountId, role, stamp = NewStamp() });
            },
            cancellation);
    }

    /// <summary>Closes an account, which ends its sessions and tokens, or opens it again.</summary>
    /// <exception cref="QualityReviewException">No other admin would be left.</exception>
    public Task SetClosedAsync(long accountId, bool closed, CancellationToken cancellation = default) => database.WriteAsync(
        connection =>
        {
            if (closed)
            {
                KeepAnAdmin(connection, accountId);
            }

            connection.Execute(
                "update accounts set closed_at = @at, security_stamp = @stamp where account_id = @accountId and (closed_at is null) = @closed",
                new { accountId, closed, at = closed ? time.GetUtcNow() : (DateTimeOffset?)null, stamp = NewStamp() });
        },
        cancellation);

    /// <summary>Ends every open session of the account.</summary>
    public Task EndSessionsAsync(long accountId, CancellationToken cancellation = default) => database.WriteAsync(
        connection => connection.Execute("update accounts set security_stamp = @stamp where account_id = @accountId", new { accountId, stamp = NewStamp() }),
        cancellation);

    /// <summary>Writes what a sign-in changes: the password's hash, the stamp, the count of failures and the lockout.</summary>
    public Task UpdateSignInAsync(Account account, CancellationToken cancellation = default) => database.WriteAsync(
        connection => connection.Execute(
            """
            update accounts set password_hash = @PasswordHash, security_stamp = @SecurityStamp, failed_attempts = @FailedAttempts, locked_until = @LockedUntil
            where account_id = @AccountId
            """,
            account),
        cancellation);

    internal static Account Insert(SqliteConnection connection, string name, string role, DateTimeOffset now)
    {
        var taken = connection.ExecuteScalar<bool>("select exists (select 1 from accounts where name = @name)", new { name });
        return taken
            ? throw new WrongWordsException($"The name \"{name}\" is taken; choose another.")
            : connection.QuerySingle<Account>(
                $"insert into accounts (name, role, security_stamp, created_at) values (@name, @role, @stamp, @now) returning {Columns}",
                new { name, role, stamp = NewStamp(), now });
    }

    internal static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private static void KeepAnAdmin(SqliteConnection connection, long accountId)
    {
        var isAdmin = connection.ExecuteScalar<bool>("select role = 'admin' and closed_at is null from accounts where account_id = @accountId", new { accountId });
        if (isAdmin && AdminsBeside(connection, accountId) == 0)
        {
            throw new QualityReviewException("This is the only admin; make another one first.");
        }
    }

    private static long AdminsBeside(SqliteConnection connection, long accountId) => connection.ExecuteScalar<long>(
        "select count(*) from accounts where role = 'admin' and closed_at is null and account_id <> @accountId", new { accountId });
}
