using System.Globalization;

namespace QualityReview.Web.Compare;

/// <summary>What the page of galleries shows, as its address says it.</summary>
public sealed record GalleryAddress
{
    /// <summary>Samples of each kind that are shown without asking for more.</summary>
    public const int FewSamples = 5;

    /// <summary>Samples of each kind, at most.</summary>
    public const int MostSamples = 50;

    /// <summary>Scorers that can be chosen, at most.</summary>
    public const int MostScorers = 12;

    /// <summary>Keys in the order along which percentiles rise or fall; empty for the page's own choice.</summary>
    public IReadOnlyList<string> Scorers { get; init; } = [];

    /// <summary>Samples of each kind.</summary>
    public int Show { get; init; } = FewSamples;

    /// <summary>Whether scores count that a flag says not to trust.</summary>
    public bool WithFlagged { get; init; }

    /// <summary>Out of the parameters of an address; what is wrong there gets its default value.</summary>
    public static GalleryAddress Of(string[]? scorers, string? show, string? flagged) => new()
    {
        Scorers = [.. (scorers ?? []).Distinct(StringComparer.Ordinal).Take(MostScorers)],
        Show = int.TryParse(show, NumberStyles.None, CultureInfo.InvariantCulture, out var samples) ? Math.Clamp(samples, 1, MostSamples) : FewSamples,
        WithFlagged = flagged == "1",
    };

    /// <summary>A query string with its "?", or empty.</summary>
    public string ToQueryString()
    {
        var parts = Scorers.Select(key => $"of={Uri.EscapeDataString(key)}").ToList();
        if (Show != FewSamples)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"show={Show}"));
        }

        if (WithFlagged)
        {
            parts.Add("flagged=1");
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
