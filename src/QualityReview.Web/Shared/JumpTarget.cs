namespace QualityReview.Web.Shared;

/// <summary>A place to jump to.</summary>
/// <param name="Kind">Such as "page", "dataset", "sample".</param>
public sealed record JumpTarget(string Title, string Url, string Kind);

/// <summary>Finds places for the jump box. Rooms register their own.</summary>
public interface IJumpSource
{
    /// <summary>The best few for what was typed, best first; it may be empty.</summary>
    Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation);
}

/// <summary>The pages that are always there.</summary>
public sealed class PageJumps : IJumpSource
{
    private static readonly JumpTarget[] Pages = [new("Home", "/", "page"), new("Jobs", "/jobs", "page"), new("Models", "/models", "page"), new("People", "/people", "page"), new("Database", "/database", "page")];

    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<JumpTarget>>([.. Pages.Where(page => page.Title.Contains(typed, StringComparison.OrdinalIgnoreCase))]);
}
