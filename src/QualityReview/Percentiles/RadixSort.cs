using System.Buffers;
using System.Runtime.CompilerServices;

namespace QualityReview.Percentiles;

/// <summary>Orders ordinals by a 32-bit key with a stable least-significant-digit radix sort: three passes of 11 bits,
/// five to ten times faster than a comparing sort at a million keys. Equal keys stay in the order given.</summary>
internal static class RadixSort
{
    private const int Bits = 11, Buckets = 1 << Bits, Mask = Buckets - 1;

    /// <summary>A key whose unsigned order is the order of the numbers; -0 and 0 have the same key. NaN has no order: leave it out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AscendingKey(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return (uint)(bits ^ ((bits >> 31) | int.MinValue));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AscendingKey(int value) => (uint)value ^ 0x8000_0000u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pack(uint key, int ordinal) => ((ulong)key << 32) | (uint)ordinal;

    /// <summary>Sorts <paramref name="packed"/> by key and writes the ordinals; <paramref name="packed"/> is spoiled.</summary>
    public static void Sort(Span<ulong> packed, Span<int> ordinals)
    {
        var counts = ArrayPool<int>.Shared.Rent(3 * Buckets);
        var other = ArrayPool<ulong>.Shared.Rent(packed.Length);
        try
        {
            Span<int> histograms = counts.AsSpan(0, 3 * Buckets);
            histograms.Clear();
            foreach (var pair in packed)
            {
                histograms[(int)(pair >> 32) & Mask]++;
                histograms[Buckets + ((int)(pair >> (32 + Bits)) & Mask)]++;
                histograms[(2 * Buckets) + (int)(pair >> (32 + (2 * Bits)))]++;
            }

            var from = packed;
            var to = other.AsSpan(0, packed.Length);
            for (var pass = 0; pass < 3; pass++)
            {
                if (Scatter(from, to, histograms.Slice(pass * Buckets, Buckets), 32 + (pass * Bits)))
                {
                    var swap = from;
                    from = to;
                    to = swap;
                }
            }

            for (var i = 0; i < from.Length; i++)
            {
                ordinals[i] = (int)(uint)from[i];
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(other);
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    /// <summary>False where all keys share the digit, so that nothing had to move.</summary>
    private static bool Scatter(ReadOnlySpan<ulong> from, Span<ulong> to, Span<int> histogram, int shift)
    {
        var place = 0;
        for (var digit = 0; digit < histogram.Length; digit++)
        {
            var count = histogram[digit];
            if (count == from.Length)
            {
                return false;
            }

            histogram[digit] = place;
            place += count;
        }

        foreach (var pair in from)
        {
            to[histogram[(int)(pair >> shift) & Mask]++] = pair;
        }

        return true;
    }
}
