namespace QualityReview.Web.Shared;

/// <summary>The keys of judging; a person can choose others.</summary>
public sealed record VerdictKeys
{
    public string Keep { get; init; } = "q";

    public string Drop { get; init; } = "w";

    public string Unsure { get; init; } = "e";

    public string Note { get; init; } = "n";

    public string Undo { get; init; } = "z";

    public string Skip { get; init; } = "s";

    /// <summary>A key as it stands on a button.</summary>
    public static string Shown(string key) => key switch
    {
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        { Length: 1 } => key.ToUpperInvariant(),
        _ => key,
    };
}
