using QualityReview.Hashing;

namespace QualityReview.Clusters;

/// <summary>Which of two near-duplicates SemDeDup keeps.</summary>
public enum KeptFirst
{
    /// <summary>The one farther from its cluster's centroid.</summary>
    Hard,

    /// <summary>The one nearer to it.</summary>
    Easy,

    /// <summary>Either, by a fixed draw.</summary>
    Random,
}

/// <summary>Near-duplicates by meaning (Abbas et al. 2023, "SemDeDup", arXiv 2303.09540): within a cluster each sample is compared with
/// those before it, and one that is more alike than 1 − ε to any of them is dropped, so that the first of a pair stays.</summary>
public static class SemDeDup
{
    private const int BlockRows = 64;

    /// <summary>The largest cosine of each sample to one before it in its cluster; 0 where none is before it or all point elsewhere, NaN
    /// where a sample has no cluster.</summary>
    /// <param name="stored">Row-major, one vector a sample.</param>
    /// <param name="progress">Gets the done part, 0..1.</param>
    public static float[] LargestEarlierCosine(
        Half[] stored, int dimensions, KMeansResult clusters, KeptFirst first, int seed, int degree, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        LargestEarlierCosine(new ClusterVectors(stored, dimensions), clusters, first, seed, degree, progress, cancellation);

    internal static float[] LargestEarlierCosine(
        ClusterVectors vectors, KMeansResult clusters, KeptFirst first, int seed, int degree, IProgress<double>? progress, CancellationToken cancellation)
    {
        var largest = new float[vectors.SampleCount];
        Array.Fill(largest, float.NaN);
        var ofRow = Array.ConvertAll(vectors.Samples, sample => clusters.Assignments[sample]);
        var (starts, rows) = Centroids.Group(ofRow, clusters.Clusters);
        for (var cluster = 0; cluster < clusters.Clusters; cluster++)
        {
            cancellation.ThrowIfCancellationRequested();
            var members = rows.AsSpan(starts[cluster], starts[cluster + 1] - starts[cluster]).ToArray();
            Order(members, vectors.Samples, clusters.Cosines, first, seed);
            Compare(vectors, members, largest, degree, cancellation);
            progress?.Report((double)(cluster + 1) / clusters.Clusters);
        }

        return largest;
    }

    private static void Order(int[] members, int[] samples, float[] cosines, KeptFirst first, int seed)
    {
        Comparison<int> order = first switch
        {
            KeptFirst.Hard => (a, b) => cosines[samples[a]].CompareTo(cosines[samples[b]]),
            KeptFirst.Easy => (a, b) => cosines[samples[b]].CompareTo(cosines[samples[a]]),
            _ => (a, b) => StableHash.Of(samples[a], (ulong)seed).CompareTo(StableHash.Of(samples[b], (ulong)seed)),
        };
        Array.Sort(members, (a, b) => order(a, b) is var way && way != 0 ? way : a.CompareTo(b));
    }

    private static void Compare(ClusterVectors vectors, int[] members, float[] largest, int degree, CancellationToken cancellation)
    {
        var stride = vectors.Stride;
        var values = new float[(long)members.Length * stride];
        vectors.Read(members, values);
        var blocks = (members.Length + BlockRows - 1) / BlockRows;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellation }, () => new float[BlockRows * BlockRows], (block, _, dots) =>
        {
            int start = block * BlockRows, count = Math.Min(BlockRows, members.Length - start);
            Span<float> best = stackalloc float[BlockRows];
            best.Clear();
            for (var earlier = 0; earlier < start + count; earlier += BlockRows)
            {
                var columns = Math.Min(BlockRows, members.Length - earlier);
                DotTile.Fill(values.AsSpan(start * stride, count * stride), values.AsSpan(earlier * stride, columns * stride), stride, dots);
                for (var i = 0; i < count; i++)
                {
                    for (var j = 0; j < columns && earlier + j < start + i; j++)
                    {
                        best[i] = Math.Max(best[i], dots[(i * columns) + j]);
                    }
                }
            }

            for (var i = 0; i < count; i++)
            {
                largest[vectors.Samples[members[start + i]]] = Math.Min(1, best[i]);
            }

            return dots;
        }, _ => { });
    }
}
