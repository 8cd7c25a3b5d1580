using System.Diagnostics.CodeAnalysis;

namespace QualityReview.Filters;

/// <summary>Keeps the few results that were asked for last. Safe for many callers.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (TValue Value, long Used)> _kept = new(capacity + 1);
    private readonly Lock _lock = new();
    private long _clock;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(key, out var found))
            {
                value = default;
                return false;
            }

            value = found.Value;
            _kept[key] = (value, ++_clock);
            return true;
        }
    }

    public void Keep(TKey key, TValue value)
    {
        lock (_lock)
        {
            _kept[key] = (value, ++_clock);
            if (_kept.Count > capacity)
            {
                // A scan of some dozens of entries.
                _kept.Remove(_kept.MinBy(entry => entry.Value.Used).Key);
            }
        }
    }

    /// <summary>Two callers that ask at once for what is not kept both make it; the later stays.</summary>
    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        if (!TryGet(key, out var value))
        {
            value = make();
            Keep(key, value);
        }

        return value;
    }
}
