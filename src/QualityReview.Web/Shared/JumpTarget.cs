namespace QualityReview.Web.Shared;

/// <summary>A place to jump to, or something to do.</summary>
/// <param name="Url">Empty where it is not a place.</param>
/// <param name="Kind">Such as "page", "dataset", "sample", "action".</param>
public sealed record JumpTarget(string Title, string Url, string Kind)
{
    /// <summary>What is done; gives a sentence on what came of it, and a fault that is fit to be shown as a <see cref="QualityReviewException"/>.</summary>
    public Func<Task<string>>? Act { get; init; }

    /// <summary>What changes in this browser alone, as theme.js names it.</summary>
    public (string Key, string Value)? Display { get; init; }
}

/// <summary>Finds places and actions for the jump box. Rooms register their own; each offers only what the person may do.</summary>
public interface IJumpSource
{
    /// <summary>What may be meant, that of the dataset at hand first; the box keeps what fits the letters, and ranks it.</summary>
    Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation);
}
