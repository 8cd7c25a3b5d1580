using System.Runtime.InteropServices;
using QualityReview.Scorers.Densities;

namespace QualityReview.Scorers;

/// <summary>The samples nearest to one in embedding space.</summary>
/// <param name="Vectors">The vectors that were searched.</param>
/// <param name="Nearest">Largest similarity first, by ordinal; empty where the sample has no vector.</param>
public sealed record NearSamples(EmbeddingSet Vectors, IReadOnlyList<Neighbour> Nearest);

/// <summary>Finds nearest neighbours among stored vectors by an exact scan; the vectors of the dataset that was asked for last stay in
/// memory while no chunk is added. Safe for many callers.</summary>
/// <param name="keepBytes">Larger sets are read from disk for each search, exactly too. The default value is 256 MB: 250,000 vectors of 512.</param>
public sealed class Neighbours(EmbeddingStore store, long keepBytes = 256L << 20)
{
    // A thread is not worth its start for fewer.
    private const int FewestChunks = 16;

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
        if (KeptChunks(set) is { } kept)
        {
            ScanKept(set, kept, scan, () => new NearestNeighbours(query, count), ordinal, cancellation);
        }
        else
        {
            foreach (var (chunkNo, vectors) in store.Chunks(set))
            {
                cancellation.ThrowIfCancellationRequested();
                scan.Scan(vectors, chunkNo * set.ChunkSize, ordinal);
            }
        }

        return new NearSamples(set, [.. scan.Best]);
    }

    // Each core scans a run of chunks by itself; equal similarities are settled by index, so the parts never show.
    private static void ScanKept(EmbeddingSet set, List<(int ChunkNo, Half[] Vectors)> chunks, NearestNeighbours whole, Func<NearestNeighbours> part, int ordinal, CancellationToken cancellation)
    {
        var parts = Math.Clamp(chunks.Count / FewestChunks, 1, Environment.ProcessorCount);
        Parallel.For(0, parts, new ParallelOptions { CancellationToken = cancellation }, no =>
        {
            var scan = part();
            foreach (var (chunkNo, vectors) in CollectionsMarshal.AsSpan(chunks)[(int)((long)chunks.Count * no / parts)..(int)((long)chunks.Count * (no + 1) / parts)])
            {
                cancellation.ThrowIfCancellationRequested();
                scan.Scan(vectors, chunkNo * set.ChunkSize, ordinal);
            }

            lock (whole)
            {
                whole.Merge(scan);
            }
        });
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

    /// <summary>The set's chunks in memory; null where it is too large to be kept.</summary>
    private List<(int ChunkNo, Half[] Vectors)>? KeptChunks(EmbeddingSet set)
    {
        if ((long)set.SampleCount * set.Dimensions * 2 > keepBytes)
        {
            return null;
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
