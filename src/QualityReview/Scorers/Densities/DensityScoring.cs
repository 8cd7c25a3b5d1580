namespace QualityReview.Scorers.Densities;

/// <summary>Densities of a whole set and what made them.</summary>
/// <param name="Densities">One a sample, in order; at least 1, because a sample counts itself; NaN where a sample has no vector.</param>
public sealed record DensityResult(double[] Densities, DensityReceipt Receipt);

/// <summary>Computes the densities of a whole set: exactly for small sets, by a sketch for large ones.</summary>
public static class DensityScoring
{
    /// <param name="progress">Ticks add up to the number of samples.</param>
    public static DensityResult Compute(VectorRows vectors, DensityOptions options, IProgress<ScoringTick>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(options);
        var kernel = options.Kernel ?? BandwidthTuner.Tune(vectors, options.Seed, options.Shape);
        var parameters = vectors.Count <= options.ExactUpTo
            ? null
            : new SketchParameters(options.EmbedderKey, vectors.Dimensions, kernel, options.SketchRows, SketchParameters.WidthFor(vectors.Count), options.Seed);
        var densities = parameters is null
            ? ExactDensity.Compute(vectors, kernel, options.Degree, progress, cancellation)
            : SketchedDensity.Compute(vectors, parameters, options.Degree, progress, cancellation);

        // A sample counts itself, so what is below 1 is the sketch's noise, and would be a sampling weight above that of a lone sample.
        for (var i = 0; i < densities.Length; i++)
        {
            densities[i] = double.IsNaN(densities[i]) ? double.NaN : Math.Max(1, densities[i]);
        }

        var withoutVector = densities.Count(double.IsNaN);
        return new DensityResult(densities, new DensityReceipt
        {
            EmbedderKey = options.EmbedderKey,
            Kernel = kernel,
            Sketch = parameters,
            Samples = vectors.Count - withoutVector,
            WithoutVector = withoutVector,
            Weights = WeightSpread.Of(densities),
        });
    }
}
