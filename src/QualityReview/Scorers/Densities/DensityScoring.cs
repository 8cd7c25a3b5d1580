namespace QualityReview.Scorers.Densities;

/// <summary>Densities of a whole set and what made them.</summary>
/// <param name="Densities">One a sample, in order; at least 1, because a sample counts itself; NaN where a sample has no vector.</param>
public sealed record DensityResult(double[] Densities, DensityReceipt Receipt);

/// <summary>Computes the densities of a whole set: exactly for small sets, by a sketch for large ones.</summary>
public static class DensityScoring
{
    /// <param name="vectors">Unit vectors, row-major; a row of zeros means that the sample has no vector.</param>
    /// <param name="progress">Ticks add up to the number of samples.</param>
    public static DensityResult Compute(ReadOnlyMemory<float> vectors, int dimensions, DensityOptions options,
        IProgress<ScoringTick>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var kernel = options.Kernel ?? BandwidthTuner.Tune(vectors.Span, dimensions, options.Seed, options.Shape);
        var samples = vectors.Length / dimensions;
        SketchParameters? parameters = null;
        double[] densities;
        if (samples <= options.ExactUpTo)
        {
            densities = ExactDensity.Compute(vectors.Span, dimensions, kernel, options.Degree, progress, cancellation);
        }
        else
        {
            var width = SketchParameters.WidthFor(samples, options.SketchRows);
            parameters = new SketchParameters(options.EmbedderKey, dimensions, kernel, options.SketchRows, width, options.Seed);
            densities = BySketch(vectors, parameters, options.Degree, progress, cancellation);
        }

        var withoutVector = densities.Count(double.IsNaN);
        return new DensityResult(densities, new DensityReceipt
        {
            EmbedderKey = options.EmbedderKey,
            Kernel = kernel,
            Sketch = parameters,
            Samples = samples - withoutVector,
            WithoutVector = withoutVector,
            WeightRatio = DensityReceipt.RatioOf(densities),
        });
    }

    private static double[] BySketch(ReadOnlyMemory<float> vectors, SketchParameters parameters, int degree,
        IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        var samples = vectors.Length / parameters.Dimensions;
        var ticks = new DensityTicks(progress, samples, 2L * samples);
        var sketch = new DensitySketch(parameters);
        sketch.Add(vectors, degree, ticks, cancellation);
        var densities = sketch.Densities(vectors, degree, ticks, cancellation);

        // A sample counts itself, so what is below 1 is the sketch's noise, and would be a sampling weight above that of a lone sample.
        for (var i = 0; i < densities.Length; i++)
        {
            densities[i] = double.IsNaN(densities[i]) ? double.NaN : Math.Max(1, densities[i]);
        }

        return densities;
    }
}
