using System.Globalization;
using Microsoft.AspNetCore.Identity;
using QualityReview.People;

namespace QualityReview.Web.People;

/// <summary>An account as ASP.NET Core Identity changes it while somebody signs in.</summary>
internal sealed class SignInAccount(Account account)
{
    public Account Account { get; set; } = account;
}

/// <summary>Lets ASP.NET Core Identity hash passwords and count failures over our own accounts.</summary>
internal sealed class SignInStore(AccountStore accounts) : IUserPasswordStore<SignInAccount>, IUserLockoutStore<SignInAccount>, IUserSecurityStampStore<SignInAccount>
{
    public Task<SignInAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.Find(long.Parse(userId, CultureInfo.InvariantCulture)) is { } account ? new SignInAccount(account) : null);

    public Task<SignInAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.Find(normalizedUserName) is { } account ? new SignInAccount(account) : null);

    public async Task<IdentityResult> UpdateAsync(SignInAccount user, CancellationToken cancellationToken)
    {
        await accounts.UpdateSignInAsync(user.Account, cancellationToken);
        return IdentityResult.Success;
    }

    public Task<string> GetUserIdAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.AccountId.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Name);

    // The database compares names without their casing.
    public Task<string?> GetNormalizedUserNameAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Name);

    public Task SetNormalizedUserNameAsync(SignInAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash);

    public Task<bool> HasPasswordAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash is not null);

    public Task SetPasswordHashAsync(SignInAccount user, string? passwordHash, CancellationToken cancellationToken) => Set(user, user.Account with { PasswordHash = passwordHash });

    public Task<string?> GetSecurityStampAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.SecurityStamp);

    public Task SetSecurityStampAsync(SignInAccount user, string stamp, CancellationToken cancellationToken) => Set(user, user.Account with { SecurityStamp = stamp });

    public Task<int> GetAccessFailedCountAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.FailedAttempts);

    public async Task<int> IncrementAccessFailedCountAsync(SignInAccount user, CancellationToken cancellationToken)
    {
        await Set(user, user.Account with { FailedAttempts = user.Account.FailedAttempts + 1 });
        return user.Account.FailedAttempts;
    }

    public Task ResetAccessFailedCountAsync(SignInAccount user, CancellationToken cancellationToken) => Set(user, user.Account with { FailedAttempts = 0 });

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.LockedUntil);

    public Task SetLockoutEndDateAsync(SignInAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(user, user.Account with { LockedUntil = lockoutEnd });

    public Task<bool> GetLockoutEnabledAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(SignInAccount user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetUserNameAsync(SignInAccount user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException("Names sign reviews and never change.");

    public Task<IdentityResult> CreateAsync(SignInAccount user, CancellationToken cancellationToken) => throw new NotSupportedException("Accounts are made by invitation.");

    public Task<IdentityResult> DeleteAsync(SignInAccount user, CancellationToken cancellationToken) => throw new NotSupportedException("Accounts are closed, never deleted.");

    public void Dispose()
    {
    }

    private static Task Set(SignInAccount user, Account account)
    {
        user.Account = account;
        return Task.CompletedTask;
    }
}
