using System.Globalization;
using System.Security.Claims;
using QualityReview.People;

namespace QualityReview.Web.People;

/// <summary>Accounts as the claims of a request, and back.</summary>
internal static class Principals
{
    /// <summary>Carries the account's security stamp.</summary>
    public const string Stamp = "stamp";

    /// <summary>One for each scope of a token; a person's session has none.</summary>
    public const string Scope = "scope";

    public static ClaimsPrincipal Of(Account account, string scheme, IEnumerable<string>? scopes = null) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, account.AccountId.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, account.Name),
            new(ClaimTypes.Role, account.Role),
            new(Stamp, account.SecurityStamp),
            .. (scopes ?? []).Select(scope => new Claim(Scope, scope)),
        ],
        scheme));

    /// <summary>The one user of single-user mode, who has no account.</summary>
    public static ClaimsPrincipal SingleUser(string name) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, Role.Admin)], AccessSchemes.SingleUser));

    public static string RoleOf(this ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.Role) ?? "";

    public static bool IsToken(this ClaimsPrincipal person) => person.HasClaim(claim => claim.Type == Scope);

    /// <summary>The account while the session is good: open, and with the stamp of then.</summary>
    public static Account? AccountOf(this AccountStore accounts, ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && accounts.Find(id) is { ClosedAt: null } account && account.SecurityStamp == person.FindFirstValue(Stamp)
            ? account
            : null;
}
