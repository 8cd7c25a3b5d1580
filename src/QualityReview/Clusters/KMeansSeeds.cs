using QualityReview.Hashing;

namespace QualityReview.Clusters;

/// <summary>First centroids by k-means++ (Arthur and Vassilvitskii 2007): each next one is drawn with a probability proportional to its
/// squared distance to the nearest one so far.</summary>
internal static class KMeansSeeds
{
    // Among so many samples a cluster, drawn without regard to the rest, the seeds are sought: all of a million would take as long as k-means.
    private const int SamplesPerCluster = 16;
    private const int FewestSamples = 4096;
    private const int BlockRows = 512;

    /// <returns>Rows of the stride of <paramref name="vectors"/>; fewer than asked for where there are fewer distinct vectors.</returns>
    public static float[] Draw(ClusterVectors vectors, int clusters, ClusterOptions options, CancellationToken cancellation)
    {
        var rows = Drawn(vectors.Count, Math.Max(FewestSamples, SamplesPerCluster * clusters), options.Seed);
        var pool = new float[rows.Length * vectors.Stride];
        vectors.Read(rows, pool);
        var random = new SeededRandom((ulong)options.Seed);
        var seeds = new float[clusters * vectors.Stride];
        var nearest = new float[rows.Length];
        Array.Fill(nearest, float.MaxValue);
        var chosen = random.NextInt(rows.Length);
        var count = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var seed = pool.AsSpan(chosen * vectors.Stride, vectors.Stride);
            seed.CopyTo(seeds.AsSpan(count++ * vectors.Stride));
            if (count == clusters)
            {
                return seeds;
            }

            Approach(pool, vectors.Stride, chosen, nearest, options.Degree);
            chosen = Next(nearest, random);
            if (chosen < 0)
            {
                return seeds[..(count * vectors.Stride)];
            }
        }
    }

    private static int[] Drawn(int rows, int most, int seed)
    {
        var all = Enumerable.Range(0, rows).ToArray();
        if (rows <= most)
        {
            return all;
        }

        Array.Sort(Array.ConvertAll(all, row => StableHash.Of(row, SplitMix64.Mix((ulong)seed))), all);
        return all[..most];
    }

    private static void Approach(float[] pool, int stride, int chosen, float[] nearest, int degree) => Parallel.For(
        0,
        (nearest.Length + BlockRows - 1) / BlockRows,
        new ParallelOptions { MaxDegreeOfParallelism = degree },
        block =>
        {
            Span<float> dots = stackalloc float[BlockRows];
            int first = block * BlockRows, count = Math.Min(BlockRows, nearest.Length - first);
            DotTile.Fill(pool.AsSpan(first * stride, count * stride), pool.AsSpan(chosen * stride, stride), stride, dots);
            for (var i = 0; i < count; i++)
            {
                // Duplicates are at distance 0, whatever the rounding says.
                var distance = Math.Max(0, 2 - (2 * dots[i]));
                nearest[first + i] = Math.Min(nearest[first + i], distance < 1e-6f ? 0 : distance);
            }
        });

    private static int Next(float[] distances, SeededRandom random)
    {
        var sum = 0.0;
        foreach (var distance in distances)
        {
            sum += distance;
        }

        if (sum <= 0)
        {
            return -1;
        }

        var at = random.NextDouble() * sum;
        var last = -1;
        for (var i = 0; i < distances.Length; i++)
        {
            if (distances[i] > 0)
            {
                last = i;
                at -= distances[i];
                if (at < 0)
                {
                    break;
                }
            }
        }

        return last;
    }
}
