namespace QualityReview.Reviews;

/// <summary>Why a person judged as they did. Codes are stored: they are never renamed.</summary>
/// <param name="Code">Lower_snake, stored.</param>
/// <param name="Title">Shown.</param>
public sealed record ReasonCode(string Code, string Title)
{
    /// <summary>The first nine have the keys 1 to 9. The first three are the failure modes of perplexity filters that
    /// Sachdeva et al. (arXiv 2402.09668, section 5) report.</summary>
    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new("lacks_context", "Lacks context"),
        new("repetitive", "Repeated or nonsense"),
        new("niche_but_good", "Niche but good"),
        new("spam", "Spam or advertising"),
        new("boilerplate", "Menu or boilerplate"),
        new("garbled", "Garbled or broken"),
        new("not_prose", "Lists, markup, data"),
        new("harmful", "Harmful or private"),
        new("duplicate", "Near-duplicate"),
    ];
}
