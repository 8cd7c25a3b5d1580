using System.Runtime.InteropServices;

namespace QualityReview.Scorers.Densities;

/// <summary>A sample near another.</summary>
/// <param name="Index">0-based place among the scanned vectors.</param>
/// <param name="Similarity">Cosine, -1..1.</param>
public readonly record struct Neighbour(int Index, float Similarity);

/// <summary>An exact scan for the vectors with the largest cosine to one query, block by block. Not thread-safe.</summary>
public sealed class NearestNeighbours
{
    private readonly float[] _query, _raised;
    private readonly List<Neighbour> _best;
    private readonly int _count;

    /// <param name="query">A unit vector; it is copied.</param>
    /// <param name="count">Neighbours wanted.</param>
    public NearestNeighbours(ReadOnlySpan<float> query, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfZero(query.Length, nameof(query));
        _query = query.ToArray();
        _raised = DotProduct.Raise(query);
        _count = count;
        _best = new List<Neighbour>(Math.Min(count, 1024) + 1);
    }

    /// <summary>Largest similarity first; equal ones by index.</summary>
    public IReadOnlyList<Neighbour> Best => _best;

    /// <summary>The nearest of <paramref name="vectors"/> to the vector at <paramref name="place"/>, itself left out; none where that place has no vector.</summary>
    public static IReadOnlyList<Neighbour> Of(int place, ReadOnlySpan<float> vectors, int dimensions, int count)
    {
        var query = vectors.Slice(place * dimensions, dimensions);
        if (!query.ContainsAnyExcept(0f))
        {
            return [];
        }

        var scan = new NearestNeighbours(query, count);
        scan.Scan(vectors, 0, place);
        return scan.Best;
    }

    /// <inheritdoc cref="Of(int, ReadOnlySpan{float}, int, int)"/>
    public static IReadOnlyList<Neighbour> Of(int place, ReadOnlySpan<Half> vectors, int dimensions, int count)
    {
        var query = new float[dimensions];
        DotProduct.Widen(vectors.Slice(place * dimensions, dimensions), query);
        if (!query.AsSpan().ContainsAnyExcept(0f))
        {
            return [];
        }

        var scan = new NearestNeighbours(query, count);
        scan.Scan(vectors, 0, place);
        return scan.Best;
    }

    /// <param name="vectors">Unit vectors, row-major; rows of zeros are passed over.</param>
    /// <param name="firstIndex">Index of the block's first vector.</param>
    /// <param name="leftOut">Index of a vector that is no neighbour, such as the query's own; -1 for none.</param>
    public void Scan(ReadOnlySpan<float> vectors, int firstIndex = 0, int leftOut = -1)
    {
        for (var index = firstIndex; vectors.Length >= _query.Length; index++, vectors = vectors[_query.Length..])
        {
            var vector = vectors[.._query.Length];
            Offer(index, leftOut, DotProduct.Of(_query, vector), MemoryMarshal.AsBytes(vector));
        }
    }

    /// <inheritdoc cref="Scan(ReadOnlySpan{float}, int, int)"/>
    public void Scan(ReadOnlySpan<Half> vectors, int firstIndex = 0, int leftOut = -1)
    {
        for (var index = firstIndex; vectors.Length >= _query.Length; index++, vectors = vectors[_query.Length..])
        {
            var vector = vectors[.._query.Length];
            Offer(index, leftOut, DotProduct.OfRaised(_raised, vector), MemoryMarshal.AsBytes(vector));
        }
    }

    /// <summary>Takes over what another scan of other vectors with the same query found.</summary>
    public void Merge(NearestNeighbours other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var all = _best.Concat(other._best).OrderByDescending(near => near.Similarity).ThenBy(near => near.Index).Take(_count).ToList();
        _best.Clear();
        _best.AddRange(all);
    }

    private void Offer(int index, int leftOut, float similarity, ReadOnlySpan<byte> vector)
    {
        if ((_best.Count == _count && similarity <= _best[^1].Similarity) || index == leftOut)
        {
            return;
        }

        // A row of zeros would pass for a neighbour at a right angle.
        if (similarity == 0 && !vector.ContainsAnyExcept((byte)0))
        {
            return;
        }

        var place = _best.Count;
        while (place > 0 && _best[place - 1].Similarity < similarity)
        {
            place--;
        }

        _best.Insert(place, new Neighbour(index, similarity));
        if (_best.Count > _count)
        {
            _best.RemoveAt(_count);
        }
    }
}
