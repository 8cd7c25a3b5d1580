using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>The definition as a double loop.</summary>
internal static class PlainDensity
{
    public static double[] Compute(VectorRows vectors, DensityKernel kernel) => Of(vectors, kernel, [.. Enumerable.Range(0, vectors.Count)]);

    /// <summary>The densities of some rows among all.</summary>
    public static double[] Of(VectorRows vectors, DensityKernel kernel, IReadOnlyList<int> places)
    {
        var units = Units(vectors);
        var densities = new double[places.Count];
        for (var i = 0; i < densities.Length; i++)
        {
            var one = units[places[i]];
            foreach (var other in units)
            {
                var square = 0.0;
                for (var k = 0; k < one.Length; k++)
                {
                    var difference = one[k] - other[k];
                    square += difference * difference;
                }
                densities[i] += kernel.At(Math.Sqrt(square));
            }
        }
        return densities;
    }

    // Stored as halves, vectors are of unit length to three digits only.
    private static double[][] Units(VectorRows vectors)
    {
        var units = new double[vectors.Count][];
        var read = new float[vectors.Dimensions];
        for (var row = 0; row < units.Length; row++)
        {
            vectors.Read(row, read);
            var length = Math.Sqrt(read.Sum(number => (double)number * number));
            units[row] = Array.ConvertAll(read, number => number / length);
        }
        return units;
    }
}
