namespace QualityReview.Filters;

/// <summary>Part of a list.</summary>
/// <param name="Offset">0-based place of the first ordinal in the whole list.</param>
/// <param name="Total">Length of the whole list.</param>
public sealed record SamplePage(int Offset, int Total, IReadOnlyList<int> Ordinals);

/// <summary>Where a sample stands in a list.</summary>
/// <param name="Position">0-based.</param>
/// <param name="Previous">Ordinal of the sample before it; null at the beginning.</param>
/// <param name="Next">Ordinal of the sample after it; null at the end.</param>
public sealed record SamplePlace(int Position, int? Previous, int? Next);

/// <summary>A set's samples in order. Never changes; safe for many readers.</summary>
public sealed class SortedSamples
{
    private readonly int[] _ordinals;

    internal SortedSamples(int[] ordinals) => _ordinals = ordinals;

    public int Count => _ordinals.Length;

    public ReadOnlySpan<int> Ordinals => _ordinals;

    /// <summary>The samples from a place on; fewer than <paramref name="count"/>, or none, where the list ends.</summary>
    public SamplePage Page(int offset, int count)
    {
        var start = Math.Clamp(offset, 0, Count);
        return new SamplePage(start, Count, new ArraySegment<int>(_ordinals, start, Math.Clamp(count, 0, Count - start)));
    }

    /// <summary>Null where the sample is not in the list.</summary>
    public SamplePlace? PlaceOf(int ordinal)
    {
        var position = Array.IndexOf(_ordinals, ordinal);
        return position < 0 ? null : new SamplePlace(position, position > 0 ? _ordinals[position - 1] : null, position + 1 < Count ? _ordinals[position + 1] : null);
    }
}
