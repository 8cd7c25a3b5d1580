using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QualityReview.Scorers.Densities;

/// <summary>Dot products in float, in one fixed order of sums: the same on every machine.</summary>
internal static class DotProduct
{
    private const int Lanes = 8;

    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..a.Length]);
        Vector256<float> even = default, odd = default;
        nuint k = 0;
        for (; k + 2 * Lanes <= (nuint)a.Length; k += 2 * Lanes)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, k), Vector256.LoadUnsafe(ref y, k), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, k + Lanes), Vector256.LoadUnsafe(ref y, k + Lanes), odd);
        }

        var sum = Vector256.Sum(even + odd);
        for (var i = (int)k; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<Half> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(b[..a.Length]));
        Vector256<float> even = default, odd = default;
        nuint k = 0;
        for (; k + 2 * Lanes <= (nuint)a.Length; k += 2 * Lanes)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref y, k));
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, k), ToSingle(low), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, k + Lanes), ToSingle(high), odd);
        }

        var sum = Vector256.Sum(even + odd);
        for (var i = (int)k; i < a.Length; i++)
        {
            sum += a[i] * (float)b[i];
        }

        return sum;
    }

    public static void Widen(ReadOnlySpan<Half> from, Span<float> to)
    {
        ref var x = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(from));
        ref var y = ref MemoryMarshal.GetReference(to[..from.Length]);
        nuint k = 0;
        for (; k + 2 * Lanes <= (nuint)from.Length; k += 2 * Lanes)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, k));
            ToSingle(low).StoreUnsafe(ref y, k);
            ToSingle(high).StoreUnsafe(ref y, k + Lanes);
        }

        for (var i = (int)k; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }

    // The half's exponent and fraction moved to a float's places read 2^112 too small; one multiplication mends normal and subnormal numbers alike.
    // Infinities would come out wrong: parts of unit vectors are never that large.
    private static Vector256<float> ToSingle(Vector256<uint> half)
    {
        var size = ((half & Vector256.Create(0x7FFFu)) << 13).AsSingle() * Vector256.Create(5.192296858534828e33f);
        return size | ((half & Vector256.Create(0x8000u)) << 16).AsSingle();
    }
}
