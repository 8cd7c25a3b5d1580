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
        api.MapGet("/reasons", () => new Listing<ReasonAnswer>([.. ReasonCode.All.Select(reason => new ReasonAnswer(reason.Code, reason.Title))], null))
            .As("listReasons", ApiPolicy.Read, "The reason codes that verdicts may name.");
    }
}
