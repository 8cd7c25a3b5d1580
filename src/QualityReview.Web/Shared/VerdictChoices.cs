namespace QualityReview.Web.Shared;

/// <summary>A reason that a verdict can carry.</summary>
/// <param name="Code">Lower_snake, stored.</param>
/// <param name="Title">What people read.</param>
public sealed record ReasonChoice(string Code, string Title);

/// <summary>Where the last verdict is on its way to the ledger.</summary>
public enum SaveState
{
    Idle,
    Saving,
    Saved,

    /// <summary>It is kept in the page and will be sent again.</summary>
    Failed,
}

/// <summary>The keys of judging; a person can choose others.</summary>
public sealed record VerdictKeys
{
    public string Keep { get; init; } = "q";

    public string Drop { get; init; } = "w";

    public string Unsure { get; init; } = "e";

    public string Note { get; init; } = "n";

    public string Undo { get; init; } = "z";

    public string Skip { get; init; } = "s";
}
