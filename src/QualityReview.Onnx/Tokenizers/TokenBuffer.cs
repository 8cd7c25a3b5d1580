namespace QualityReview.Onnx.Tokenizers;

/// <summary>Tokens in the order of the text: ids, and for each the place where it ends.</summary>
internal sealed class TokenBuffer(int capacity)
{
    private int[] _ids = new int[Math.Max(capacity, 16)];
    private int[] _ends = new int[Math.Max(capacity, 16)];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public Span<int> Ends => _ends.AsSpan(0, Count);

    public void Add(int id, int end)
    {
        if (Count == _ids.Length)
        {
            Grow(Count + 1);
        }

        _ids[Count] = id;
        _ends[Count++] = end;
    }

    public void AddRange(ReadOnlySpan<int> ids, ReadOnlySpan<int> ends)
    {
        Grow(Count + ids.Length);
        ids.CopyTo(_ids.AsSpan(Count));
        ends.CopyTo(_ends.AsSpan(Count));
        Count += ids.Length;
    }

    /// <summary>Forgets all but the first tokens.</summary>
    public void Cut(int count) => Count = count;

    private void Grow(int needed)
    {
        if (needed > _ids.Length)
        {
            var size = Math.Max(needed, _ids.Length * 2);
            Array.Resize(ref _ids, size);
            Array.Resize(ref _ends, size);
        }
    }
}
