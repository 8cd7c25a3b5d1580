using System.Text.Json;
using QualityReview.Hashing;

namespace QualityReview.Tests.Clusters;

/// <summary>Vectors with known groups, and what scikit-learn finds in others.</summary>
internal static class SomeVectors
{
    private static readonly JsonSerializerOptions s_snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Groups of equal size about random directions: sample i belongs to group i modulo the groups.</summary>
    /// <param name="noise">Length of what is added to each direction.</param>
    public static Half[] Groups(int count, int dimensions, int groups, double noise = 0.4, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var centres = Enumerable.Range(0, groups * dimensions).Select(_ => random.NextNormal()).ToArray();
        var vectors = new Half[count * dimensions];
        for (var row = 0; row < count; row++)
        {
            var vector = Enumerable.Range(0, dimensions).Select(i => centres[(row % groups * dimensions) + i] + (noise * random.NextNormal())).ToArray();
            Write(vector, vectors.AsSpan(row * dimensions, dimensions));
        }

        return vectors;
    }

    public static double[] Unit(Half[] vectors, int dimensions, int row)
    {
        var vector = vectors.AsSpan(row * dimensions, dimensions).ToArray().Select(value => (double)value).ToArray();
        var length = Math.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }

    public static double Cosine(Half[] vectors, int dimensions, int a, int b) =>
        Unit(vectors, dimensions, a).Zip(Unit(vectors, dimensions, b), (x, y) => x * y).Sum();

    /// <summary>The mean cosine to the centroids that a partition has at best, by its definition.</summary>
    public static double MeanCosine(Half[] vectors, int dimensions, IReadOnlyList<int> partition) =>
        Enumerable.Range(0, partition.Count).GroupBy(row => partition[row]).Sum(group =>
        {
            var sum = new double[dimensions];
            foreach (var row in group)
            {
                sum = [.. sum.Zip(Unit(vectors, dimensions, row), (x, y) => x + y)];
            }

            return Math.Sqrt(sum.Sum(value => value * value));
        }) / partition.Count;

    public static GoldenClusters Golden()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", "golden", "clusters", "clusters.json"));
        return JsonSerializer.Deserialize<GoldenClusters>(file, s_snake)!;
    }

    private static void Write(double[] vector, Span<Half> into)
    {
        var length = Math.Sqrt(vector.Sum(value => value * value));
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = (Half)(vector[i] / length);
        }
    }
}

/// <summary>What <c>make_clusters.py</c> writes.</summary>
internal sealed record GoldenClusters(int Dimensions, double[] Vectors, int[] Labels, double MeanCosine, double[] Plane)
{
    public Half[] Halves => Array.ConvertAll(Vectors, value => (Half)value);
}
