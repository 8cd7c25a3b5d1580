namespace QualityReview.Web.Shared;

/// <summary>One scorer's bar in a <see cref="PercentileStrip"/>.</summary>
/// <param name="Percentile">0..100; null where the sample has no score.</param>
/// <param name="Exact">What stands on hover and focus: <see cref="Display.Exact"/>, or why there is no score.</param>
/// <param name="Untrusted">A validity flag says not to rely on it: the bar is hatched.</param>
/// <param name="Neutral">High is more, not better (density, length): a point on a line and no quality colour.</param>
/// <param name="Cut">Where a filter cuts, 0..100; null for no mark.</param>
public sealed record StripBar(string Key, string Title, float? Percentile, string Exact, bool Untrusted = false, bool Neutral = false, float? Cut = null)
{
    /// <summary>CSS class of the five-step scale, or of the neutral colour.</summary>
    public string Step => Neutral ? "pn" : $"p{Math.Clamp((int)((Percentile ?? 0) / 20), 0, 4)}";
}

/// <summary>Room that a <see cref="PercentileStrip"/> takes.</summary>
public enum StripSize
{
    /// <summary>Thin bars in a list; exact values come up on hover and focus.</summary>
    List,

    /// <summary>Wide bars with the exact value under each.</summary>
    Page,
}
