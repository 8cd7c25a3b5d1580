namespace QualityReview.Clusters;

/// <summary>The nearest neighbours of every vector, sought in its own cluster and the clusters around it: most of the true ones, at a
/// small part of the price.</summary>
/// <param name="Rows">Row numbers, row-major, nearest first; -1 where there are no more.</param>
/// <param name="Cosines">Of the same places.</param>
/// <param name="PerRow">Places a row.</param>
internal sealed record ClusterNeighbours(int[] Rows, float[] Cosines, int PerRow)
{
    private const int BlockRows = 32;

    /// <param name="perRow">Neighbours wanted.</param>
    /// <param name="clustersSearched">Clusters searched for each, its own among them.</param>
    public static ClusterNeighbours Find(
        ClusterVectors vectors, KMeansResult clusters, int perRow, int clustersSearched, int degree, IProgress<double>? progress, CancellationToken cancellation)
    {
        var stride = vectors.Stride;
        var rows = new int[vectors.Count * perRow];
        var cosines = new float[rows.Length];
        Array.Fill(rows, -1);
        Array.Fill(cosines, float.NegativeInfinity);
        var (starts, members) = Centroids.Group(Array.ConvertAll(vectors.Samples, sample => clusters.Assignments[sample]), clusters.Clusters);
        var near = Near(clusters, vectors, clustersSearched);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellation };
        for (var cluster = 0; cluster < clusters.Clusters; cluster++)
        {
            int[] own = members[starts[cluster]..starts[cluster + 1]];
            int[] candidates = [.. near[cluster].SelectMany(other => members[starts[other]..starts[other + 1]])];
            var values = new float[(long)candidates.Length * stride];
            vectors.Read(candidates, values);
            Parallel.For(0, (own.Length + BlockRows - 1) / BlockRows, parallel, () => (Rows: new float[BlockRows * stride], Dots: new float[BlockRows * DotTile.BlockRows]), (block, _, buffers) =>
            {
                var asking = own.AsSpan(block * BlockRows, Math.Min(BlockRows, own.Length - (block * BlockRows)));
                vectors.Read(asking, buffers.Rows);
                for (var first = 0; first < candidates.Length; first += DotTile.BlockRows)
                {
                    var columns = Math.Min(DotTile.BlockRows, candidates.Length - first);
                    DotTile.Fill(buffers.Rows.AsSpan(0, asking.Length * stride), values.AsSpan(first * stride, columns * stride), stride, buffers.Dots);
                    for (var i = 0; i < asking.Length; i++)
                    {
                        Offer(asking[i], candidates.AsSpan(first, columns), buffers.Dots.AsSpan(i * columns, columns), rows.AsSpan(asking[i] * perRow, perRow), cosines.AsSpan(asking[i] * perRow, perRow));
                    }
                }

                return buffers;
            }, _ => { });
            progress?.Report((double)(cluster + 1) / clusters.Clusters);
        }

        return new ClusterNeighbours(rows, cosines, perRow);
    }

    private static int[][] Near(KMeansResult clusters, ClusterVectors vectors, int count)
    {
        var centroids = clusters.Centroids;
        var dimensions = vectors.Dimensions;
        return [.. Enumerable.Range(0, clusters.Clusters).AsParallel().AsOrdered().Select(cluster =>
        {
            var own = centroids.AsSpan(cluster * dimensions, dimensions);
            var cosines = new float[clusters.Clusters];
            for (var other = 0; other < cosines.Length; other++)
            {
                // Its own cluster first, also before one with an equal centroid.
                cosines[other] = other == cluster ? float.PositiveInfinity : Scorers.Densities.DotProduct.Of(own, centroids.AsSpan(other * dimensions, dimensions));
            }

            return Enumerable.Range(0, cosines.Length).OrderByDescending(other => cosines[other]).ThenBy(other => other).Take(count).ToArray();
        })];
    }

    private static void Offer(int asking, ReadOnlySpan<int> candidates, ReadOnlySpan<float> dots, Span<int> rows, Span<float> cosines)
    {
        for (var j = 0; j < candidates.Length; j++)
        {
            if (dots[j] <= cosines[^1] || candidates[j] == asking)
            {
                continue;
            }

            var place = rows.Length - 1;
            for (; place > 0 && cosines[place - 1] < dots[j]; place--)
            {
                (rows[place], cosines[place]) = (rows[place - 1], cosines[place - 1]);
            }

            (rows[place], cosines[place]) = (candidates[j], dots[j]);
        }
    }
}
