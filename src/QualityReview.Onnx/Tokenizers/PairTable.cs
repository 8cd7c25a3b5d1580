using System.Runtime.CompilerServices;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A read-mostly hash table from two whole numbers to two whole numbers, open addressing, no allocation per entry.</summary>
internal sealed class PairTable
{
    private const ulong Empty = ulong.MaxValue;
    private ulong[] _keys;
    private ulong[] _values;
    private int _count;

    public PairTable(int expected)
    {
        var size = 16;
        while (size < expected * 2L)
        {
            size *= 2;
        }

        _keys = new ulong[size];
        _values = new ulong[size];
        Array.Fill(_keys, Empty);
    }

    /// <summary>A pair that is already there gets the new values.</summary>
    public void Set(int a, int b, int first, int second)
    {
        if ((_count + 1) * 2L > _keys.Length)
        {
            Double();
        }

        var key = Pack(a, b);
        var at = SlotOf(_keys, key);
        if (_keys[at] == Empty)
        {
            _keys[at] = key;
            _count++;
        }

        _values[at] = Pack(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int a, int b, out int first, out int second)
    {
        var at = SlotOf(_keys, Pack(a, b));
        var value = _values[at];
        first = (int)(value >> 32);
        second = (int)value;
        return _keys[at] != Empty;
    }

    private void Double()
    {
        var keys = new ulong[_keys.Length * 2];
        var values = new ulong[keys.Length];
        Array.Fill(keys, Empty);
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] != Empty)
            {
                var at = SlotOf(keys, _keys[i]);
                keys[at] = _keys[i];
                values[at] = _values[i];
            }
        }

        (_keys, _values) = (keys, values);
    }

    private static ulong Pack(int high, int low) => (ulong)(uint)high << 32 | (uint)low;

    /// <summary>The slot that holds the key, or the empty one where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SlotOf(ulong[] keys, ulong key)
    {
        // Fibonacci hashing: the upper bits of the product are the well-mixed ones.
        var at = (int)(key * 0x9E3779B97F4A7C15UL >> 33) & (keys.Length - 1);
        while (keys[at] != key && keys[at] != Empty)
        {
            at = (at + 1) & (keys.Length - 1);
        }

        return at;
    }
}
