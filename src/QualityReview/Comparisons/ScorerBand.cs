using System.Globalization;

namespace QualityReview.Comparisons;

/// <summary>A part of the percentile scale, both ends included; as text "20..40".</summary>
/// <param name="Low">0..100.</param>
/// <param name="High">0..100, not below <paramref name="Low"/>.</param>
public readonly record struct ScorerBand(double Low, double High)
{
    public static ScorerBand Whole { get; } = new(0, 100);

    /// <summary>Brings two ends of any order and size onto the scale, to a tenth.</summary>
    public static ScorerBand Of(double one, double other) =>
        new(Math.Round(Math.Clamp(Math.Min(one, other), 0, 100), 1), Math.Round(Math.Clamp(Math.Max(one, other), 0, 100), 1));

    /// <summary>Null where the text is none.</summary>
    public static ScorerBand? Parse(string? text)
    {
        var ends = text?.Split("..");
        return ends is [var low, var high]
            && double.TryParse(low, NumberStyles.Float, CultureInfo.InvariantCulture, out var from) && double.IsFinite(from)
            && double.TryParse(high, NumberStyles.Float, CultureInfo.InvariantCulture, out var until) && double.IsFinite(until)
            ? Of(from, until)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.#}..{High:0.#}");
}
