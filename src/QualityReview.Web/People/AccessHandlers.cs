using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using QualityReview.People;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.People;

/// <summary>Single-user mode: every request is the one user's.</summary>
internal sealed class SingleUserHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, QualityReviewOptions settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Principals.SingleUser(Reviewer.From(settings).Name), Scheme.Name)));
}

/// <summary>The header by which a proxy in front of the app names the person; believed from the proxy's address alone.</summary>
internal sealed class ProxyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, QualityReviewOptions settings, AccountStore accounts, AuditTrail audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var proxy = settings.Access.Proxy;
        if (Request.Headers[proxy.Header] is not [{ Length: > 0 } name])
        {
            return AuthenticateResult.NoResult();
        }

        if (!IsProxy(Context.Connection.RemoteIpAddress))
        {
            return AuthenticateResult.Fail($"The header {proxy.Header} came from {Context.Connection.RemoteIpAddress}, which is not the proxy.");
        }

        var account = await Arrivals.AccountAsync(accounts, audit, name, proxy.FirstRole, "by the proxy", Context.RequestAborted);
        return account is { ClosedAt: null }
            ? AuthenticateResult.Success(new AuthenticationTicket(Principals.Of(account, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("The person has no open account.");
    }

    // There is no sign-in page to go to: the proxy is that page.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private bool IsProxy(IPAddress? address) => address is not null
        && (settings.Access.Proxy.Addresses.Length == 0
            ? IPAddress.IsLoopback(address)
            : settings.Access.Proxy.Addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(known => IPAddress.TryParse(known, out var proxy) && (proxy.Equals(address) || proxy.Equals(address.MapToIPv4()))));
}

/// <summary><c>Authorization: Bearer</c>: a program acts for an account, within the scopes of its token.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiTokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        return !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? AuthenticateResult.NoResult()
            : await tokens.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is { } found
            ? AuthenticateResult.Success(new AuthenticationTicket(Principals.Of(found.Account, Scheme.Name, found.Token.Scopes.Split(' ')), Scheme.Name))
            : AuthenticateResult.Fail("The token is unknown, has expired or was revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}

/// <summary>People whom a proxy or a provider has signed in.</summary>
internal static class Arrivals
{
    /// <summary>The word that keeps people without an account out.</summary>
    public const string NoRole = "none";

    /// <summary>The account of that name, made on the first visit where the settings say so; null where there is none.</summary>
    public static async Task<Account?> AccountAsync(AccountStore accounts, AuditTrail audit, string name, string firstRole, string how, CancellationToken cancellation)
    {
        try
        {
            name = Account.CheckName(name);
            var known = accounts.Find(name);
            if (known is not null || firstRole == NoRole)
            {
                return known;
            }

            known = await accounts.AddAsync(name, firstRole, cancellation);
            await audit.AddAsync(name, AuditAct.Joined, name, $"{firstRole}, {how}", cancellation);
            return known;
        }
        catch (WrongWordsException)
        {
            // A name that cannot be one; or two first requests at once, of which the other made the account.
            return accounts.Find(name);
        }
    }
}
