using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>The definition as a double loop.</summary>
internal static class PlainDensity
{
    public static double[] Compute(VectorRows vectors, DensityKernel kernel) => Of(vectors, kernel, [.. Enumerable.Range(0, vectors.Count)]);

    /// <summary>The densities of some rows among all.</summary>
    public static double[] Of(VectorRows vectors, DensityKernel kernel, IReadOnlyList<int> places)
    {
        var densities = new double[places.Count];
        float[] one = new float[vectors.Dimensions], other = new float[vectors.Dimensions];
        for (var i = 0; i < densities.Length; i++)
        {
            vectors.Read(places[i], one);
            for (var b = 0; b < vectors.Count; b++)
            {
                vectors.Read(b, other);
                var square = 0.0;
                for (var k = 0; k < one.Length; k++)
                {
                    double difference = one[k] - other[k];
                    square += difference * difference;
                }
                densities[i] += kernel.At(Math.Sqrt(square));
            }
        }
        return densities;
    }
}
