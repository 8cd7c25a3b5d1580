using System.Globalization;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>What the density benchmarks share.</summary>
internal static class DensityWords
{
    /// <summary>Those of a run with the settings as they are.</summary>
    public static SketchParameters Parameters(VectorRows vectors, DensityKernel kernel) =>
        new("made", vectors.Dimensions, kernel, SketchParameters.DefaultRows, SketchParameters.WidthFor(vectors.Count), 1);

    public static string Size(VectorRows vectors) => string.Create(CultureInfo.InvariantCulture, $"{vectors.Count:N0} × {vectors.Dimensions}");

    public static string Short(double? number) => number?.ToString("0.0e0", CultureInfo.InvariantCulture) ?? "";
}
