using System.Globalization;

namespace QualityReview.Web.Compare;

/// <summary>What the page of cuts shows, as its address says it.</summary>
public sealed record CutAddress
{
    public const double UsualCut = 50;

    /// <summary>Key of the scorer; empty for the first.</summary>
    public string Scorer { get; init; } = "";

    /// <summary>A rule that the cut is made among; wins over <see cref="Filter"/>. Empty for none.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Name of the saved filter that the cut is made among; empty for none.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether samples at or below the cut are kept, not those at or above it.</summary>
    public bool KeepsLow { get; init; }

    /// <summary>A percentile, 0–100, in hundredths.</summary>
    public double Cut { get; init; } = UsualCut;

    /// <summary>The cut that the current one is compared with; null for none.</summary>
    public double? Pin { get; init; }

    /// <summary>A number such as people type into the percentile range, to hundredths; null where it is none.</summary>
    public static double? Percentile(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
        ? Math.Round(Math.Clamp(value, 0, 100), 2)
        : null;

    /// <summary>A query string with its "?", or empty.</summary>
    public string ToQueryString()
    {
        var parts = new List<string>();
        Add("scorer", Scorer);
        Add("rule", Rule);
        Add("filter", Rule.Length > 0 ? "" : Filter);
        Add("keep", KeepsLow ? "low" : "");
        Add("cut", Cut == UsualCut ? "" : Text(Cut));
        Add("pin", Pin is { } pin ? Text(pin) : "");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }

    public static string Text(double percentile) => percentile.ToString("0.##", CultureInfo.InvariantCulture);
}
