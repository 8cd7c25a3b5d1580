using Microsoft.AspNetCore.Authorization;
using QualityReview.People;
using QualityReview.Web.People;

namespace QualityReview.Web.Api;

/// <summary>Who may ask for what: a role, and of a token a scope too. A token never may more than its account's role.</summary>
/// <param name="Name">Of the policy.</param>
/// <param name="Role">The least role.</param>
/// <param name="Scope">The scope that a token needs.</param>
internal sealed record ApiPolicy(string Name, string Role, string Scope)
{
    /// <summary>What annotators see on pages.</summary>
    public const string Read = TokenScope.Read;

    /// <summary>Verdicts.</summary>
    public const string Review = TokenScope.Review;

    /// <summary>A lead's acts.</summary>
    public const string Write = TokenScope.Write;

    /// <summary>What only leads see on pages.</summary>
    public const string LeadRead = "lead_read";

    /// <summary>What only admins see on pages.</summary>
    public const string AdminRead = "admin_read";

    /// <summary>An admin's acts.</summary>
    public const string AdminWrite = "admin_write";

    public static IReadOnlyList<ApiPolicy> All { get; } =
    [
        new(Read, QualityReview.People.Role.Annotator, TokenScope.Read),
        new(Review, QualityReview.People.Role.Annotator, TokenScope.Review),
        new(Write, QualityReview.People.Role.Lead, TokenScope.Write),
        new(LeadRead, QualityReview.People.Role.Lead, TokenScope.Read),
        new(AdminRead, QualityReview.People.Role.Admin, TokenScope.Read),
        new(AdminWrite, QualityReview.People.Role.Admin, TokenScope.Write),
    ];

    /// <summary>Of an endpoint; null where it is everybody's or no program's.</summary>
    public static ApiPolicy? Of(EndpointMetadataCollection? metadata) =>
        metadata?.GetOrderedMetadata<IAuthorizeData>().Select(data => All.FirstOrDefault(known => known.Name == data.Policy)).LastOrDefault(known => known is not null);

    /// <summary>Why somebody was refused.</summary>
    public static string Says(Endpoint? endpoint, bool isToken) => Of(endpoint?.Metadata) is { } policy
        ? $"This needs the role {policy.Role}{(isToken ? $" and a token with the scope {policy.Scope}" : "")}."
        : isToken ? "Tokens cannot be used here; a person who is signed in can." : "You may not do this.";

    public static void AddTo(AuthorizationOptions authorization)
    {
        foreach (var policy in All)
        {
            authorization.AddPolicy(policy.Name, builder => builder.RequireAssertion(context => PeopleSetup.Holds(context.User, policy.Role)
                && (!context.User.IsToken() || context.User.HasClaim(Principals.Scope, policy.Scope))));
        }
    }
}
