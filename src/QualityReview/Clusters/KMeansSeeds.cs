using QualityReview.Hashing;

namespace QualityReview.Clusters;

/// <summary>First centroids by k-means++ (Arthur and Vassilvitskii 2007): each next one is drawn with a probability proportional to its
/// squared distance to the nearest one so far, and of a few draws the best is taken, as scikit-learn does.</summary>
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
        var trials = 2 + (int)Math.Log(clusters);
        int[] candidates = [random.NextInt(rows.Length)];
        for (var count = 1; ; count++)
        {
            cancellation.ThrowIfCancellationRequested();
            var chosen = Best(pool, vectors.Stride, candidates, ref nearest, options.Degree);
            pool.AsSpan(chosen * vectors.Stride, vectors.Stride).CopyTo(seeds.AsSpan((count - 1) * vectors.Stride));
            candidates = count == clusters ? [] : Next(nearest, trials, random);
            if (candidates.Length == 0)
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

    /// <summary>The candidate that leaves the smallest sum of distances, the first of several; <paramref name="nearest"/> becomes what it leaves.</summary>
    private static int Best(float[] pool, int stride, int[] candidates, ref float[] nearest, int degree)
    {
        var asked = new float[candidates.Length * stride];
        for (var i = 0; i < candidates.Length; i++)
        {
            pool.AsSpan(candidates[i] * stride, stride).CopyTo(asked.AsSpan(i * stride));
        }

        var before = nearest;
        var after = candidates.Select(_ => new float[before.Length]).ToArray();
        Parallel.For(0, (before.Length + BlockRows - 1) / BlockRows, new ParallelOptions { MaxDegreeOfParallelism = degree }, block =>
        {
            int first = block * BlockRows, count = Math.Min(BlockRows, before.Length - first);
            var dots = new float[count * candidates.Length];
            DotTile.Fill(pool.AsSpan(first * stride, count * stride), asked, stride, dots);
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < candidates.Length; j++)
                {
                    // Duplicates are at distance 0, whatever the rounding says.
                    var distance = Math.Max(0, 2 - (2 * dots[(i * candidates.Length) + j]));
                    after[j][first + i] = Math.Min(before[first + i], distance < 1e-6f ? 0 : distance);
                }
            }
        });
        var best = Enumerable.Range(0, candidates.Length).MinBy(j => Sum(after[j]));
        nearest = after[best];
        return candidates[best];
    }

    /// <summary>Draws candidates; none where every vector has a seed at its place.</summary>
    private static int[] Next(float[] distances, int count, SeededRandom random)
    {
        var sum = Sum(distances);
        if (sum <= 0)
        {
            return [];
        }

        // One walk finds them all: the draws are put in order.
        var draws = Enumerable.Range(0, count).Select(_ => random.NextDouble() * sum).Order().ToArray();
        var found = new int[count];
        var reached = 0.0;
        var last = 0;
        var next = 0;
        for (var i = 0; i < distances.Length && next < count; i++)
        {
            reached += distances[i];
            last = distances[i] > 0 ? i : last;
            while (next < count && draws[next] < reached)
            {
                found[next++] = i;
            }
        }

        // Rounding may leave the very last draw beyond the sum.
        found.AsSpan(next).Fill(last);
        return [.. found.Distinct()];
    }

    private static double Sum(float[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
