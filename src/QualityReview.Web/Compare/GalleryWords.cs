using System.Globalization;
using QualityReview.Comparisons;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>How page and report name what galleries hold.</summary>
internal static class GalleryWords
{
    public const string Definition = "Percentiles are ranks within the whole dataset, 0 to 100; for a scorer of quality high is good. Rising and falling go by the slope: the least-squares line through a sample's percentiles in the order of the scorers, in percentile points from one scorer to the next.";

    public const string Source = "The four groups are those of Sachdeva et al. 2024, How to Train Data-Efficient LLMs, appendix E.";

    public static string Title(GalleryKind kind) => kind switch
    {
        GalleryKind.High => "High on average",
        GalleryKind.Low => "Low on average",
        GalleryKind.Rising => "Rising",
        _ => "Falling",
    };

    public static string Explain(GalleryKind kind) => kind switch
    {
        GalleryKind.High => "All scorers rank these high.",
        GalleryKind.Low => "All scorers rank these low.",
        GalleryKind.Rising => "Each scorer of the order ranks these higher than the one before; along growing models, the paper found knowledge of the long tail here.",
        _ => "Each scorer of the order ranks these lower than the one before; along growing models, the paper found texts that say little or repeat themselves here.",
    };

    /// <summary>"mean 81.2 · slope +12.4".</summary>
    public static string Figures(GallerySample sample) =>
        $"mean {Display.Percentile(sample.Mean)}{(double.IsNaN(sample.Slope) ? "" : string.Create(CultureInfo.InvariantCulture, $" · slope {sample.Slope:+0.0;−0.0;0.0}"))}";

    public static string Counted(Galleries galleries) =>
        $"Out of {Display.Plural(galleries.Counted, "sample")}; {Display.Count(galleries.LeftOut)} without a score of each of these scorers, or with one that is flagged, left out.";
}
