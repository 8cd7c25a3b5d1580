using System.Buffers;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A binary heap of (rank, place): the lowest rank first, of equal ranks the leftmost place.</summary>
internal sealed class RankHeap(int capacity)
{
    private ulong[] _items = ArrayPool<ulong>.Shared.Rent(Math.Max(capacity, 16));
    private int _count;

    public void Push(int rank, int place)
    {
        if (_count == _items.Length)
        {
            var larger = ArrayPool<ulong>.Shared.Rent(_count * 2);
            _items.CopyTo(larger, 0);
            Release();
            _items = larger;
        }

        var item = (ulong)(uint)rank << 32 | (uint)place;
        var at = _count++;
        while (at > 0 && _items[(at - 1) / 2] > item)
        {
            _items[at] = _items[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _items[at] = item;
    }

    public bool TryPop(out int rank, out int place)
    {
        (rank, place) = (0, 0);
        if (_count == 0)
        {
            return false;
        }

        (rank, place) = ((int)(_items[0] >> 32), (int)_items[0]);
        var item = _items[--_count];
        var at = 0;
        for (var child = 1; child < _count; child = 2 * at + 1)
        {
            if (child + 1 < _count && _items[child + 1] < _items[child])
            {
                child++;
            }

            if (_items[child] >= item)
            {
                break;
            }

            _items[at] = _items[child];
            at = child;
        }

        _items[at] = item;
        return true;
    }

    /// <summary>Gives the memory back; the heap is not used after that.</summary>
    public void Release() => ArrayPool<ulong>.Shared.Return(_items);
}
