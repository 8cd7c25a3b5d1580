using Microsoft.AspNetCore.Identity;
using QualityReview.People;

namespace QualityReview.Web.People;

/// <summary>Passwords: checked, chosen, and counted when wrong. ASP.NET Core Identity hashes and locks; one check runs at a time, so
/// that no guess escapes the count.</summary>
internal sealed class SignIns(IServiceScopeFactory scopes, AccountStore accounts, AuditTrail audit) : IDisposable
{
    /// <summary>Length counts, not kinds of characters (NIST SP 800-63B, section 5.1.1).</summary>
    public const int ShortestPassword = 12, LongestPassword = 256;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly PasswordHasher<Account> _hasher = new();
    private readonly Lazy<string> _nobody = new(() => new PasswordHasher<Account>().HashPassword(null!, "nobody's password"));

    public void Dispose() => _one.Dispose();

    public string Hash(Account account, string password) => _hasher.HashPassword(account, password);

    /// <summary>Null where the password may be chosen, else why not.</summary>
    public static string? FaultOf(string password) => password.Length switch
    {
        < ShortestPassword => $"The password has {password.Length} characters; at least {ShortestPassword} are needed.",
        > LongestPassword => $"The password has more than {LongestPassword} characters.",
        _ => password.Distinct().Count() < 5 ? "The password repeats a few characters; use at least five different ones." : null,
    };

    /// <summary>The account, where name and password are right and it is neither closed nor locked. The answer does not tell whether
    /// the name exists.</summary>
    public async Task<(Account? Account, string Fault)> CheckAsync(string name, string password, string from, CancellationToken cancellation)
    {
        const string wrong = "Name and password do not match an open account.";
        if (password.Length > LongestPassword || name.Length > Account.LongestName)
        {
            return (null, wrong);
        }

        await _one.WaitAsync(cancellation);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<SignInAccount>>();
            if (accounts.Find(name.Trim()) is not { ClosedAt: null, PasswordHash: not null } account)
            {
                // As long as a real check takes.
                _hasher.VerifyHashedPassword(null!, _nobody.Value, password);
                await audit.AddAsync(name.Trim(), AuditAct.SignInFailed, name.Trim(), $"no such open account, from {from}", cancellation);
                return (null, wrong);
            }

            var user = new SignInAccount(account);
            if (await users.IsLockedOutAsync(user))
            {
                await audit.AddAsync(account.Name, AuditAct.SignInFailed, account.Name, $"locked, from {from}", cancellation);
                return (null, "The account is locked after too many wrong passwords; try again in a few minutes.");
            }

            if (await users.CheckPasswordAsync(user, password))
            {
                await users.ResetAccessFailedCountAsync(user);
                return (user.Account, "");
            }

            await users.AccessFailedAsync(user);
            var locked = await users.IsLockedOutAsync(user);
            await audit.AddAsync(account.Name, locked ? AuditAct.LockedOut : AuditAct.SignInFailed, account.Name, $"wrong password, from {from}", cancellation);
            return (null, wrong);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Sets a new password, which ends all sessions of the account.</summary>
    public async Task<Account> ChangeAsync(Account account, string password, CancellationToken cancellation)
    {
        var changed = account with { PasswordHash = Hash(account, password), SecurityStamp = Guid.NewGuid().ToString("N"), FailedAttempts = 0, LockedUntil = null };
        await accounts.UpdateSignInAsync(changed, cancellation);
        await audit.AddAsync(account.Name, AuditAct.PasswordChanged, account.Name, cancellation: cancellation);
        return changed;
    }
}
