using QualityReview.Scorers.Densities;

namespace QualityReview.Scorers;

/// <summary>The samples nearest to one in embedding space.</summary>
/// <param name="Vectors">The vectors that were searched.</param>
/// <param name="Nearest">Largest similarity first, by ordinal; empty where the sample has no vector.</param>
public sealed record NearSamples(EmbeddingSet Vectors, IReadOnlyList<Neighbour> Nearest);

/// <summary>Finds nearest neighbours among stored vectors by an exact scan; the vectors of the dataset that was asked for last stay in
/// memory while no chunk is added. Safe for many callers.</summary>
/// <param name="keepBytes">Larger sets are read from disk for each search. The default value is 256 MB.</param>
public sealed class Neighbours(EmbeddingStore store, long keepBytes = 256L << 20)
{
    private readonly Lock _gate = new();
    private EmbeddingSet? _kept;
    private List<(int ChunkNo, Half[] Vectors)> _chunks = [];

    /// <summary>Searches the fullest set of vectors of the dataset; null where it has none.</summary>
    public NearSamples? Find(long datasetId, int ordinal, int count, CancellationToken cancellation = default)
    {
        var set = store.Sets(datasetId).OrderByDescending(known => known.SampleCount).ThenBy(known => known.EmbedderKey, StringComparer.Ordinal).FirstOrDefault();
        if (set is null)
        {
            return null;
        }

        var query = new float[set.Dimensions];
        if (!ReadVector(set, ordinal, query))
        {
            return new NearSamples(set, []);
        }

        var scan = new NearestNeighbours(query, count);
        foreach (var (chunkNo, vectors) in ChunksOf(set))
        {
            cancellation.ThrowIfCancellationRequested();
            scan.Scan(vectors, chunkNo * set.ChunkSize, ordinal);
        }

        return new NearSamples(set, [.. scan.Best]);
    }

    private bool ReadVector(EmbeddingSet set, int ordinal, Span<float> vector)
    {
        var first = ordinal % set.ChunkSize * set.Dimensions;
        if (store.Chunk(set, ordinal / set.ChunkSize) is not { } vectors || first >= vectors.Length)
        {
            return false;
        }

        DotProduct.Widen(vectors.AsSpan(first, set.Dimensions), vector);
        return vector.ContainsAnyExcept(0f);
    }

    private IEnumerable<(int ChunkNo, Half[] Vectors)> ChunksOf(EmbeddingSet set)
    {
        if ((long)set.SampleCount * set.Dimensions * 2 > keepBytes)
        {
            return store.Chunks(set);
        }

        lock (_gate)
        {
            if (_kept != set)
            {
                _chunks = [.. store.Chunks(set)];
                _kept = set;
            }

            return _chunks;
        }
    }
}
