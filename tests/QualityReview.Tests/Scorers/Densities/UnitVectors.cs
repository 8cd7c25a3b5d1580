using QualityReview.Hashing;

namespace QualityReview.Tests.Scorers.Densities;

/// <summary>Sets of unit vectors with known structure, and the slow sums that the fast ones must equal.</summary>
internal static class UnitVectors
{
    /// <summary>Independent directions that share a common part, so that two of them have about the wanted cosine.</summary>
    public static float[] Random(int count, int dimensions, double cosine = 0, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var vectors = new float[count * dimensions];
        for (var row = 0; row < count; row++)
        {
            var vector = vectors.AsSpan(row * dimensions, dimensions);
            for (var i = 0; i < dimensions; i++)
            {
                vector[i] = (float)(random.NextNormal() * Math.Sqrt((1 - cosine) / dimensions));
            }

            vector[0] += (float)Math.Sqrt(cosine);
            Normalise(vector);
        }

        return vectors;
    }

    /// <summary>As <see cref="Random"/>, the first rows being copies of the very first with noise, at about cosine .95 to each other.</summary>
    public static float[] WithCluster(int count, int clustered, int dimensions, double cosine, ulong seed = 1)
    {
        var vectors = Random(count, dimensions, cosine, seed);
        var noise = Random(clustered, dimensions, 0, seed + 1);
        for (var row = 1; row < clustered; row++)
        {
            for (var i = 0; i < dimensions; i++)
            {
                vectors[row * dimensions + i] = (float)(vectors[i] * Math.Sqrt(.95) + noise[row * dimensions + i] * Math.Sqrt(.05));
            }

            Normalise(vectors.AsSpan(row * dimensions, dimensions));
        }

        return vectors;
    }

    /// <summary>The density of one row by the definition, in double; rows of zeros add nothing.</summary>
    public static double BruteForce(float[] vectors, int dimensions, int row, Func<double, double> kernel)
    {
        var sum = 0.0;
        var a = Unit(vectors, dimensions, row);
        for (var other = 0; other < vectors.Length / dimensions; other++)
        {
            var b = Unit(vectors, dimensions, other);
            var square = 0.0;
            for (var i = 0; i < dimensions; i++)
            {
                square += (a[i] - b[i]) * (a[i] - b[i]);
            }

            sum += b.All(value => value == 0) ? 0 : kernel(Math.Sqrt(square));
        }

        return sum;
    }

    private static double[] Unit(float[] vectors, int dimensions, int row)
    {
        var vector = vectors.AsSpan(row * dimensions, dimensions).ToArray();
        var length = Math.Sqrt(vector.Sum(value => (double)value * value));
        return Array.ConvertAll(vector, value => length == 0 ? 0 : value / length);
    }

    private static void Normalise(Span<float> vector)
    {
        var square = 0.0;
        foreach (var value in vector)
        {
            square += (double)value * value;
        }

        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(vector[i] / Math.Sqrt(square));
        }
    }
}
