using System.ComponentModel;
using System.Security.Claims;
using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Web.Configuration;
using QualityReview.Web.People;

namespace QualityReview.Web.Api;

/// <summary>Who asks.</summary>
/// <param name="Scopes">Of the token; empty for a session, which may what its role may.</param>
public sealed record MeAnswer(string Name, string Role, IReadOnlyList<string> Scopes);

/// <summary>An account.</summary>
public sealed record PersonAnswer(string Name, string Role, bool IsClosed, DateTimeOffset CreatedAt);

/// <summary>An entry of the audit trail.</summary>
/// <param name="Actor">Who did it.</param>
/// <param name="Act">Such as signed_in, role_changed or exported.</param>
/// <param name="Subject">To whom or what.</param>
public sealed record AuditAnswer(long Entry, DateTimeOffset At, string Actor, string Act, string Subject, string Detail);

/// <summary>Why a person judged as they did.</summary>
public sealed record ReasonAnswer(string Code, string Title);

/// <summary>The caller, the people, and the words that verdicts use.</summary>
internal static class AccountApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", (ClaimsPrincipal person, Reviewer reviewer) => new MeAnswer(reviewer.Name, person.RoleOf(), [.. person.FindAll(Principals.Scope).Select(scope => scope.Value)]))
            .As("getMe", ApiPolicy.Read, "Who the token or session stands for.");
        api.MapGet("/people", (AccountStore accounts) => new Listing<PersonAnswer>(
                [.. accounts.List().Select(account => new PersonAnswer(account.Name, account.Role, account.ClosedAt is not null, account.CreatedAt))], null))
            .As("listPeople", ApiPolicy.AdminRead, "All accounts, by name.");
        api.MapGet("/audit", Audit).As("listAudit", ApiPolicy.AdminRead, "The audit trail, newest first.");
        api.MapGet("/reasons", () => new Listing<ReasonAnswer>([.. ReasonCode.All.Select(reason => new ReasonAnswer(reason.Code, reason.Title))], null))
            .As("listReasons", ApiPolicy.Read, "The reason codes that verdicts may name.");
    }
    private static Listing<AuditAnswer> Audit(
        AuditTrail audit,
        [Description("Entries of this act alone, such as exported.")] string? act = null,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.Take)] int? take = null)
    {
        var (list, most) = ($"audit {act}", Listing.Take(take));
        var found = audit.List(most + 1, ApiCursor.Read(cursor, list), act);
        return new(
            [.. found.Take(most).Select(entry => new AuditAnswer(entry.EntryId, entry.At, entry.Actor, entry.Act, entry.Subject, entry.Detail))],
            found.Count > most ? ApiCursor.Write(list, found[most - 1].EntryId) : null);
    }
}
