using QualityReview.People;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>The pages that are always there.</summary>
public sealed class PageJumps(Reviewer reviewer) : IJumpSource
{
    private static readonly (string Least, JumpTarget Page)[] s_pages =
    [
        (Role.Annotator, new("Home", "/", "page")),
        (Role.Lead, new("Jobs", "/jobs", "page")),
        (Role.Lead, new("Models", "/models", "page")),
        (Role.Admin, new("People", "/people", "page")),
        (Role.Admin, new("Database", "/database", "page")),
        (Role.Annotator, new("What the numbers mean", "/numbers", "page")),
        (Role.Annotator, new("HTTP API", "/api", "page")),
    ];

    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<JumpTarget>>([.. s_pages.Where(page => reviewer.May(page.Least)).Select(page => page.Page), .. reviewer.IsAlone ? [] : (JumpTarget[])[new("Your account", "/account", "page")]]);
}
