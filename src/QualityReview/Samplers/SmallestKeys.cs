namespace QualityReview.Samplers;

/// <summary>The k + 1 smallest keys seen, whatever the order they came in. Not thread-safe.</summary>
internal sealed class SmallestKeys(int count)
{
    // Largest key on top; equal keys are settled by id, so that the outcome never depends on order.
    private readonly PriorityQueue<string, (double Key, string Id)> _heap = new(Comparer<(double Key, string Id)>.Create(Descending));

    public int Count { get; } = count;

    public void Add(string sampleId, double key)
    {
        if (_heap.Count <= Count)
        {
            _heap.Enqueue(sampleId, (key, sampleId));
        }
        else if (_heap.TryPeek(out _, out var largest) && key <= largest.Key)
        {
            _heap.EnqueueDequeue(sampleId, (key, sampleId));
        }
    }

    public void Add(SmallestKeys other)
    {
        foreach (var (id, (key, _)) in other._heap.UnorderedItems)
        {
            Add(id, key);
        }
    }

    /// <summary>The k smallest in ascending order, and the next one's key; infinity where there is no next.</summary>
    public (IReadOnlyList<(double Key, string Id)> Smallest, double Threshold) Take()
    {
        var all = _heap.UnorderedItems.Select(item => item.Priority).ToArray();
        Array.Sort(all, static (a, b) => Descending(b, a));
        return all.Length > Count ? (all[..Count], all[Count].Key) : (all, double.PositiveInfinity);
    }

    private static int Descending((double Key, string Id) a, (double Key, string Id) b)
    {
        var order = b.Key.CompareTo(a.Key);
        return order != 0 ? order : string.CompareOrdinal(b.Id, a.Id);
    }
}
