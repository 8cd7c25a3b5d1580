using System.Globalization;
using QualityReview.Comparisons;

namespace QualityReview.Web.Compare;

/// <summary>What the page of scorers shows, as its address says it.</summary>
public sealed record ScorerAddress
{
    /// <summary>Key of the pair's first scorer; empty for no pair.</summary>
    public string First { get; init; } = "";

    public string Second { get; init; } = "";

    /// <summary>Whether scores count that a flag says not to trust.</summary>
    public bool WithFlagged { get; init; }

    /// <summary>Chosen part of the first scorer's scale; null for all of it.</summary>
    public ScorerBand? X { get; init; }

    /// <summary>The same of the second's.</summary>
    public ScorerBand? Y { get; init; }

    /// <summary>Percentile at which both scorers decide. The default value is 50.</summary>
    public double Cut { get; init; } = 50;

    public bool HasPair => First.Length > 0 && Second.Length > 0 && First != Second;

    public bool HasBrush => X is not null || Y is not null;

    /// <summary>With another pair: bands belong to the old one.</summary>
    public ScorerAddress Of(string first, string second) => this with { First = first, Second = second, X = null, Y = null };

    /// <summary>A query string with its "?", or empty.</summary>
    public string ToQueryString()
    {
        List<string> parts = [];
        if (HasPair)
        {
            parts.Add($"a={Uri.EscapeDataString(First)}");
            parts.Add($"b={Uri.EscapeDataString(Second)}");
        }

        parts.AddRange(new[] { WithFlagged ? "flagged=1" : "", X is { } x ? $"x={x}" : "", Y is { } y ? $"y={y}" : "", Cut == 50 ? "" : string.Create(CultureInfo.InvariantCulture, $"cut={Cut:0.#}") }
            .Where(part => part.Length > 0));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
