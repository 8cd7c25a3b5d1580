using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Exports;

/// <summary>A sample's score by one scorer; null where there is none. NaN counts as none.</summary>
/// <param name="Percentile">0..100.</param>
public readonly record struct SubsetScore(string Scorer, float? Value, float? Percentile);

/// <summary>A sample as it is exported. Samples that are not <see cref="Kept"/> are counted by source but not written.</summary>
public sealed record SubsetSample
{
    public required string Id { get; init; }

    public string? Source { get; init; }

    /// <summary>Written as the member <c>language</c> of <c>meta</c> where that has none.</summary>
    public string? Language { get; init; }

    /// <summary>Valid UTF-16 without NUL, as every imported text is.</summary>
    public required string Text { get; init; }

    /// <summary>A JSON object, or null.</summary>
    public string? Meta { get; init; }

    /// <summary>What the filter says, before people overrule it.</summary>
    public required Decision Decision { get; init; }

    public Verdict Verdict { get; init; }

    /// <summary>Reason codes of the review; none holds a semicolon or a control character.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Reasons not to trust a score, such as <c>perplexity_mini_v1:too_short</c>; none holds a semicolon or a control character.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public IReadOnlyList<SubsetScore> Scores { get; init; } = [];

    /// <summary>Null where nobody counted them.</summary>
    public int? Tokens { get; init; }

    /// <summary>With what probability the filter's draws keep it, above 0 to 1; null where the filter draws nothing, or where it is not known.</summary>
    public double? Probability { get; init; }

    /// <summary>Whether it is in the subset, after overrides. The default value is true.</summary>
    public bool Kept { get; init; } = true;
}
