using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Shared;

/// <summary>The signature of the product: one thin bar per scorer, as percentiles, so that disagreement is seen at a glance.</summary>
public sealed partial class PercentileStrip
{
    [Parameter, EditorRequired] public IReadOnlyList<StripBar> Bars { get; set; } = [];

    [Parameter] public StripSize Size { get; set; }

    [Parameter] public string Label { get; set; } = "Percentiles";

    /// <summary>Whether a list strip is a stop of the Tab key. Off where the sample around it shows the same on focus.</summary>
    [Parameter] public bool Focusable { get; set; } = true;

    private int Height => Size == StripSize.Page ? 16 : 12;

    private int Thick => Size == StripSize.Page ? 10 : 7;

    private string Top => ((Height - Thick) / 2d).ToString(CultureInfo.InvariantCulture);

    private int Mid => Height / 2;

    private static string At(float percentile) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(percentile, 0, 100):0.##}%");

    // A point of radius 4 stays whole at both ends.
    private static string Inside(float percentile) => string.Create(CultureInfo.InvariantCulture, $"{2 + Math.Clamp(percentile, 0, 100) * .96:0.##}%");

    private string Number(StripBar bar) => bar.Percentile switch
    {
        null => "–",
        { } value when Size == StripSize.Page => Display.Percentile(value),
        { } value => value.ToString("F0", CultureInfo.InvariantCulture),
    };

    private static string Spoken(StripBar bar) => bar.Exact
        + (bar.Untrusted ? " · not to be trusted" : "")
        + (bar.Cut is { } cut ? string.Create(CultureInfo.InvariantCulture, $" · cut at {cut:0.#}") : "");
}
