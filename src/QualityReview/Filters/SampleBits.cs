using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QualityReview.Filters;

/// <summary>Loops over columns that write one bit a sample, 64 samples a word. Bits past the last sample stay 0.</summary>
internal static class SampleBits
{
    public static int WordsFor(int samples) => (int)(((long)samples + 63) >> 6);

    public static int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    public static void And(ulong[] into, ulong[] other) => And(into.AsSpan(), other);

    public static void And(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] &= other[i];
        }
    }

    public static void Or(ulong[] into, ulong[] other) => Or(into.AsSpan(), other);

    public static void Or(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] |= other[i];
        }
    }

    public static void AndNot(ulong[] into, ulong[] other)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] &= ~other[i];
        }
    }

    public static void Not(Span<ulong> words, int samples)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = ~words[i];
        }

        if ((samples & 63) != 0)
        {
            words[^1] &= (1UL << (samples & 63)) - 1;
        }
    }

    public static void Set(Span<ulong> words, int samples, IEnumerable<int> ordinals)
    {
        foreach (var ordinal in ordinals)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ordinal, (uint)samples, nameof(ordinals));
            words[ordinal >> 6] |= 1UL << (ordinal & 63);
        }
    }

    /// <summary>low ≤ value ≤ high; NaN never is.</summary>
    public static void InRange(ReadOnlySpan<float> values, float low, float high, Span<ulong> into)
    {
        Vector256<float> lows = Vector256.Create(low), highs = Vector256.Create(high);
        ref var first = ref MemoryMarshal.GetReference(values);
        var whole = values.Length >> 6;
        for (var word = 0; word < whole; word++)
        {
            ulong bits = 0;
            for (var part = 0; part < 8; part++)
            {
                var eight = Vector256.LoadUnsafe(ref first, (nuint)((word << 6) + (part << 3)));
                var within = Vector256.GreaterThanOrEqual(eight, lows) & Vector256.LessThanOrEqual(eight, highs);
                bits |= (ulong)within.ExtractMostSignificantBits() << (part << 3);
            }

            into[word] = bits;
        }

        Rest(values, whole, into, value => value >= low && value <= high);
    }

    /// <inheritdoc cref="InRange(ReadOnlySpan{float}, float, float, Span{ulong})"/>
    public static void InRange(ReadOnlySpan<int> values, int low, int high, Span<ulong> into)
    {
        Vector256<int> lows = Vector256.Create(low), highs = Vector256.Create(high);
        ref var first = ref MemoryMarshal.GetReference(values);
        var whole = values.Length >> 6;
        for (var word = 0; word < whole; word++)
        {
            ulong bits = 0;
            for (var part = 0; part < 8; part++)
            {
                var eight = Vector256.LoadUnsafe(ref first, (nuint)((word << 6) + (part << 3)));
                var within = Vector256.GreaterThanOrEqual(eight, lows) & Vector256.LessThanOrEqual(eight, highs);
                bits |= (ulong)within.ExtractMostSignificantBits() << (part << 3);
            }

            into[word] = bits;
        }

        Rest(values, whole, into, value => value >= low && value <= high);
    }

    /// <summary>A bit of <paramref name="mask"/> is set.</summary>
    public static void AnyOf(ReadOnlySpan<byte> values, byte mask, Span<ulong> into)
    {
        var masks = Vector256.Create(mask);
        ref var first = ref MemoryMarshal.GetReference(values);
        var whole = values.Length >> 6;
        for (var word = 0; word < whole; word++)
        {
            var low = Vector256.LoadUnsafe(ref first, (nuint)(word << 6)) & masks;
            var high = Vector256.LoadUnsafe(ref first, (nuint)((word << 6) + 32)) & masks;
            into[word] = ~(Vector256.Equals(low, Vector256<byte>.Zero).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, Vector256<byte>.Zero).ExtractMostSignificantBits() << 32));
        }

        Rest(values, whole, into, value => (value & mask) != 0);
    }

    /// <summary>The code is marked in <paramref name="wanted"/>; codes past its end are not.</summary>
    public static void Marked<T>(ReadOnlySpan<T> codes, ReadOnlySpan<byte> wanted, Span<ulong> into)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var word = 0; word < into.Length; word++)
        {
            ulong bits = 0;
            var part = codes[(word << 6)..Math.Min(codes.Length, (word + 1) << 6)];
            for (var i = 0; i < part.Length; i++)
            {
                var code = int.CreateTruncating(part[i]);
                bits |= (code < wanted.Length ? wanted[code] : 0UL) << i;
            }

            into[word] = bits;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rest<T>(ReadOnlySpan<T> values, int wholeWords, Span<ulong> into, Func<T, bool> test)
    {
        if ((values.Length & 63) != 0)
        {
            into[wholeWords] = 0;
            for (var i = wholeWords << 6; i < values.Length; i++)
            {
                into[wholeWords] |= test(values[i]) ? 1UL << (i & 63) : 0;
            }
        }
    }
}
