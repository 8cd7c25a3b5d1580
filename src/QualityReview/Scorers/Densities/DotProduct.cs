using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QualityReview.Scorers.Densities;

/// <summary>Dot products in float, in one fixed order of sums: the same on every machine.</summary>
internal static class DotProduct
{
    private const int Lanes = 8;
    private const float HalfScale = 5.192296858534828e33f;

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

    /// <summary>What <see cref="OfRaised"/> takes: each number times 2^112, which changes no digit of those below 32,768.</summary>
    public static float[] Raise(ReadOnlySpan<float> a)
    {
        var raised = new float[a.Length];
        for (var i = 0; i < raised.Length; i++)
        {
            raised[i] = a[i] * HalfScale;
        }

        return raised;
    }

    /// <summary>The dot product of what was raised with halves: to the last bit that of the numbers themselves.</summary>
    public static float OfRaised(ReadOnlySpan<float> raised, ReadOnlySpan<Half> b)
    {
        ref var x = ref MemoryMarshal.GetReference(raised);
        ref var y = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, short>(b[..raised.Length]));
        Vector256<float> even = default, odd = default;
        nuint k = 0;
        for (; k + 2 * Lanes <= (nuint)raised.Length; k += 2 * Lanes)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref y, k));
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, k), Lowered(low), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, k + Lanes), Lowered(high), odd);
        }

        var sum = Vector256.Sum(even + odd);
        for (var i = (int)k; i < raised.Length; i++)
        {
            sum += raised[i] / HalfScale * (float)b[i];
        }

        return sum;
    }

    public static void Widen(ReadOnlySpan<Half> from, Span<float> to)
    {
        ref var x = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, short>(from));
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

    private static Vector256<float> ToSingle(Vector256<int> half) => Lowered(half) * Vector256.Create(HalfScale);

    // The half's sign, exponent and fraction moved to a float's places: normal and subnormal numbers alike read 2^112 too small.
    // Infinities would come out wrong: parts of unit vectors are never that large.
    private static Vector256<float> Lowered(Vector256<int> half) => ((half << 13) & Vector256.Create(unchecked((int)0x8FFFE000))).AsSingle();
}
