using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>The definition as a double loop.</summary>
internal static class PlainDensity
{
    public static double[] Compute(float[] vectors, int dimensions, DensityKernel kernel)
    {
        var densities = new double[vectors.Length / dimensions];
        for (var a = 0; a < densities.Length; a++)
        {
            for (var b = 0; b < densities.Length; b++)
            {
                var square = 0.0;
                for (var k = 0; k < dimensions; k++)
                {
                    double difference = vectors[(a * dimensions) + k] - vectors[(b * dimensions) + k];
                    square += difference * difference;
                }
                densities[a] += kernel.At(Math.Sqrt(square));
            }
        }
        return densities;
    }
}
