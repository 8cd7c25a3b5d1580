using Dapper;
using QualityReview.Storage;

namespace QualityReview.People;

/// <summary>The tokens of programs. A secret is shown once, when it is made.</summary>
public sealed class ApiTokenStore(ReviewDatabase database, TimeProvider time)
{
    /// <summary>What every secret begins with, so that scanners of repositories recognise it.</summary>
    public const string Prefix = "qr_";

    private const string Columns = "t.token_id, t.account_id, t.title, t.scopes, t.created_at, t.expires_at, t.last_used_at";

    /// <summary>Tokens of an account that were not revoked, newest first.</summary>
    public IReadOnlyList<ApiToken> List(long accountId)
    {
        using var connection = database.Open();
        return [.. connection.Query<ApiToken>($"select {Columns} from api_tokens t where t.account_id = @accountId and t.revoked_at is null order by t.token_id desc", new { accountId })];
    }

    /// <param name="title">What the person calls it, 1 to 64 characters.</param>
    /// <param name="scopes">See <see cref="TokenScope"/>.</param>
    /// <param name="lifetime">Null for a token without an end.</param>
    /// <returns>Its secret.</returns>
    /// <exception cref="WrongWordsException">The title or a scope cannot be one.</exception>
    public async Task<string> AddAsync(long accountId, string title, IReadOnlyCollection<string> scopes, TimeSpan? lifetime, CancellationToken cancellation = default)
    {
        title = title.Trim();
        if (title.Length is 0 or > 64 || title.Any(char.IsControl))
        {
            throw new WrongWordsException("A token's title has 1 to 64 characters on one line.");
        }

        if (scopes.Count == 0 || scopes.FirstOrDefault(scope => !TokenScope.All.Contains(scope)) is not null)
        {
            throw new WrongWordsException($"A token has one or more of the scopes {string.Join(", ", TokenScope.All)}; named were \"{string.Join(' ', scopes)}\".");
        }

        var secret = Secret.New(Prefix);
        var now = time.GetUtcNow();
        await database.WriteAsync(
            connection => connection.Execute(
                "insert into api_tokens (account_id, title, scopes, secret_hash, created_at, expires_at) values (@accountId, @title, @scopes, @hash, @now, @expiresAt)",
                new { accountId, title, scopes = string.Join(' ', TokenScope.All.Where(scopes.Contains)), hash = Secret.Hash(secret), now, expiresAt = now + lifetime }),
            cancellation);
        return secret;
    }

    /// <summary>The token with that secret and its account, while both are good; else null.</summary>
    public async Task<(ApiToken Token, Account Account)?> FindAsync(string secret, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        ApiToken? token;
        Account? account;
        using (var connection = database.Open())
        {
            token = connection.QueryFirstOrDefault<ApiToken>(
                $"""
                select {Columns} from api_tokens t join accounts a using (account_id)
                where t.secret_hash = @hash and t.revoked_at is null and (t.expires_at is null or t.expires_at > @now) and a.closed_at is null
                """,
                new { hash = Secret.Hash(secret), now });
            account = token is null
                ? null
                : connection.QuerySingle<Account>($"select {AccountStore.Columns} from accounts where account_id = @AccountId", new { token.AccountId });
        }

        if (token is null || account is null)
        {
            return null;
        }

        if (token.LastUsedAt is null || token.LastUsedAt < now.AddHours(-1))
        {
            await database.WriteAsync(connection => connection.Execute("update api_tokens set last_used_at = @now where token_id = @TokenId", new { now, token.TokenId }), cancellation);
        }

        return (token, account);
    }

    /// <summary>Ends a token of that account; false where there is none.</summary>
    public Task<bool> RevokeAsync(long accountId, long tokenId, CancellationToken cancellation = default) => database.WriteAsync(
        connection => connection.Execute(
            "update api_tokens set revoked_at = @now where token_id = @tokenId and account_id = @accountId and revoked_at is null", new { tokenId, accountId, now = time.GetUtcNow() }) > 0,
        cancellation);
}
