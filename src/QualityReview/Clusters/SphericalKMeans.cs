using QualityReview.Hashing;

namespace QualityReview.Clusters;

/// <summary>What k-means found.</summary>
/// <param name="Assignments">Cluster of each sample, 0 the largest; -1 where a sample has no vector.</param>
/// <param name="Cosines">Of each sample to its cluster's centroid; NaN where it has no vector.</param>
/// <param name="Centroids">Unit vectors, row-major.</param>
/// <param name="Iterations">Passes over the samples, or over batches of them.</param>
public sealed record KMeansResult(int[] Assignments, float[] Cosines, float[] Centroids, int Clusters, int Iterations)
{
    /// <summary>What spherical k-means makes as large as it can: the mean cosine of samples to their centroids.</summary>
    public double MeanCosine => Cosines.Where(cosine => !float.IsNaN(cosine)).Select(cosine => (double)cosine).DefaultIfEmpty(0).Average();
}

/// <summary>Spherical k-means: groups unit vectors by cosine (Dhillon and Modha 2001, "Concept decompositions for large sparse text
/// data using clustering"), seeded by k-means++. The same options and vectors give the same bits for every number of threads.</summary>
public static class SphericalKMeans
{
    /// <param name="stored">Row-major, one vector a sample; a row of zeros has no vector and gets no cluster.</param>
    /// <param name="progress">Gets the done part, 0..1.</param>
    public static KMeansResult Compute(Half[] stored, int dimensions, ClusterOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Compute(new ClusterVectors(stored, dimensions), options, progress, cancellation);

    internal static KMeansResult Compute(ClusterVectors vectors, ClusterOptions options, IProgress<double>? progress, CancellationToken cancellation)
    {
        var clusters = options.ClustersFor(vectors.Count);
        if (clusters == 0)
        {
            return Numbered(vectors, new int[vectors.Count], new float[vectors.Count], [], 0, 0);
        }

        var centroids = new Centroids(vectors, KMeansSeeds.Draw(vectors, clusters, options, cancellation), options.Degree);
        progress?.Report(0.1);
        var iterations = 0;
        if (vectors.Count > options.BatchesAbove)
        {
            iterations = Batches(vectors, centroids, options, progress, cancellation);
        }

        // After batches two whole passes: the first sets every sample's cluster, the second mends what the batches left rough.
        var most = iterations > 0 ? 2 : Math.Max(1, options.Iterations);
        var assignments = new int[vectors.Count];
        Array.Fill(assignments, -1);
        var cosines = new float[vectors.Count];
        for (var pass = 1; ; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            var moved = centroids.Assign(assignments, cosines, cancellation);
            iterations++;
            progress?.Report(0.1 + (0.9 * pass / (most + 1)));
            if (pass > most || (moved == 0 && pass > 1))
            {
                break;
            }

            centroids.FillEmpty(assignments, cosines);
            centroids.Move(assignments, cancellation);
        }

        progress?.Report(1);
        return Numbered(vectors, assignments, cosines, centroids.Values, centroids.Count, iterations);
    }

    private static int Batches(ClusterVectors vectors, Centroids centroids, ClusterOptions options, IProgress<double>? progress, CancellationToken cancellation)
    {
        var order = Enumerable.Range(0, vectors.Count).ToArray();
        Array.Sort(Array.ConvertAll(order, row => StableHash.Of(row, (ulong)options.Seed)), order);
        var size = Math.Min(vectors.Count, Math.Max(8192, 10 * centroids.Count));
        var batch = new int[size];
        for (var pass = 0; pass < options.Iterations; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < size; i++)
            {
                batch[i] = order[(int)((((long)pass * size) + i) % order.Length)];
            }

            centroids.Learn(batch, cancellation);
            progress?.Report(0.1 + (0.6 * (pass + 1) / options.Iterations));
        }

        return options.Iterations;
    }

    /// <summary>Leaves empty clusters out, numbers the others by size, and turns rows into samples.</summary>
    private static KMeansResult Numbered(ClusterVectors vectors, int[] assignments, float[] cosines, float[] centroids, int count, int iterations)
    {
        var sizes = new int[count];
        foreach (var cluster in assignments.Where(_ => count > 0))
        {
            sizes[cluster]++;
        }

        var order = Enumerable.Range(0, count).Where(cluster => sizes[cluster] > 0).OrderByDescending(cluster => sizes[cluster]).ThenBy(cluster => cluster).ToArray();
        var numbers = new int[count];
        var dense = new float[order.Length * vectors.Dimensions];
        for (var number = 0; number < order.Length; number++)
        {
            numbers[order[number]] = number;
            centroids.AsSpan(order[number] * vectors.Stride, vectors.Dimensions).CopyTo(dense.AsSpan(number * vectors.Dimensions));
        }

        var ofSample = new int[vectors.SampleCount];
        var cosineOfSample = new float[vectors.SampleCount];
        Array.Fill(ofSample, -1);
        Array.Fill(cosineOfSample, float.NaN);
        for (var row = 0; row < (count == 0 ? 0 : vectors.Count); row++)
        {
            ofSample[vectors.Samples[row]] = numbers[assignments[row]];
            cosineOfSample[vectors.Samples[row]] = cosines[row];
        }

        return new KMeansResult(ofSample, cosineOfSample, dense, order.Length, iterations);
    }
}
