namespace QualityReview.Clusters;

/// <summary>Where samples lie on a dataset's map, near those that say something alike: whole numbers from 0 to <see cref="Largest"/>
/// across and upwards, the same unit both ways.</summary>
public sealed class SampleMap
{
    public const int Largest = ushort.MaxValue;

    private const double Margin = 0.04;

    /// <param name="x">One a sample.</param>
    /// <param name="y">One a sample.</param>
    public SampleMap(ushort[] x, ushort[] y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, y.Length);
        (X, Y) = (x, y);
    }

    /// <summary>One a sample; of samples without a vector it means nothing.</summary>
    public ushort[] X { get; }

    /// <inheritdoc cref="X"/>
    public ushort[] Y { get; }

    /// <summary>Draws the map of vectors in clusters: their principal plane, refined so that near neighbours stay together.</summary>
    /// <param name="progress">Gets the done part, 0..1.</param>
    internal static SampleMap Draw(ClusterVectors vectors, KMeansResult clusters, ClusterOptions options, IProgress<double>? progress, CancellationToken cancellation)
    {
        const int neighbours = 15, clustersSearched = 4;
        var places = PrincipalPlane.Project(vectors, options.Seed, options.Degree, cancellation);
        progress?.Report(0.1);
        var found = ClusterNeighbours.Find(vectors, clusters, Math.Max(1, Math.Min(neighbours, vectors.Count - 1)), clustersSearched, options.Degree, Part(progress, 0.1, 0.4), cancellation);
        var graph = NeighbourGraph.Of(found, cancellation);
        MapLayout.Refine(places, graph, options.Seed, Part(progress, 0.4, 1), cancellation);
        return Scaled(places, vectors);
    }

    /// <inheritdoc cref="Draw(ClusterVectors, KMeansResult, ClusterOptions, IProgress{double}?, CancellationToken)"/>
    public static SampleMap Draw(Half[] stored, int dimensions, KMeansResult clusters, ClusterOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Draw(new ClusterVectors(stored, dimensions), clusters, options, progress, cancellation);

    internal static IProgress<double>? Part(IProgress<double>? progress, double from, double to) =>
        progress is null ? null : new PartOf(progress, from, to);

    private static SampleMap Scaled(float[] places, ClusterVectors vectors)
    {
        ushort[] x = new ushort[vectors.SampleCount], y = new ushort[vectors.SampleCount];
        float left = float.MaxValue, right = float.MinValue, low = float.MaxValue, high = float.MinValue;
        for (var row = 0; row < vectors.Count; row++)
        {
            left = Math.Min(left, places[2 * row]);
            right = Math.Max(right, places[2 * row]);
            low = Math.Min(low, places[(2 * row) + 1]);
            high = Math.Max(high, places[(2 * row) + 1]);
        }

        double widest = Math.Max(1e-6, Math.Max(right - (double)left, high - (double)low)), scale = Largest * (1 - (2 * Margin)) / widest;
        for (var row = 0; row < vectors.Count; row++)
        {
            x[vectors.Samples[row]] = Whole((places[2 * row] - ((left + (double)right) / 2)) * scale);
            y[vectors.Samples[row]] = Whole((places[(2 * row) + 1] - ((low + (double)high) / 2)) * scale);
        }

        return new SampleMap(x, y);
    }

    private static ushort Whole(double fromMiddle) => (ushort)Math.Clamp(Math.Round(fromMiddle + (Largest / 2.0)), 0, Largest);

    /// <summary>A step's progress as a part of the whole.</summary>
    private sealed class PartOf(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + ((to - from) * value));
    }
}
