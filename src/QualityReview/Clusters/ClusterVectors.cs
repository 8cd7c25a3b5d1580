using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QualityReview.Clusters;

/// <summary>A dataset's stored vectors without the rows of zeros: kept as halves, read as unit vectors in float, padded to whole SIMD
/// registers. Never changes; safe for many readers.</summary>
internal sealed class ClusterVectors
{
    /// <summary>Floats a SIMD register; fixed, so that sums have the same order on every machine.</summary>
    public const int Lanes = 8;

    private readonly Half[] _stored;
    private readonly float[] _scales;

    /// <param name="stored">Row-major, one vector a sample; kept, not copied.</param>
    public ClusterVectors(Half[] stored, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        if (stored.Length % dimensions != 0)
        {
            throw new ArgumentException($"{stored.Length} numbers are not whole vectors of {dimensions}.", nameof(stored));
        }

        _stored = stored;
        Dimensions = dimensions;
        Stride = (dimensions + Lanes - 1) / Lanes * Lanes;
        SampleCount = stored.Length / dimensions;
        var scales = new float[SampleCount];
        Parallel.For(0, SampleCount, sample => scales[sample] = ScaleOf(stored.AsSpan(sample * dimensions, dimensions)));
        Samples = [.. Enumerable.Range(0, SampleCount).Where(sample => scales[sample] > 0)];
        _scales = scales;
    }

    public int Dimensions { get; }

    /// <summary>Floats from one read vector to the next.</summary>
    public int Stride { get; }

    /// <summary>Samples of the dataset, with and without a vector.</summary>
    public int SampleCount { get; }

    /// <summary>Ordinals of the samples that have a vector, ascending: row number to sample.</summary>
    public int[] Samples { get; }

    /// <summary>Number of vectors.</summary>
    public int Count => Samples.Length;

    /// <summary>Reads consecutive rows.</summary>
    public void Read(int firstRow, int count, Span<float> into)
    {
        for (var i = 0; i < count; i++)
        {
            Read(firstRow + i, into.Slice(i * Stride, Stride));
        }
    }

    /// <summary>Reads the rows of a list.</summary>
    public void Read(ReadOnlySpan<int> rows, Span<float> into)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            Read(rows[i], into.Slice(i * Stride, Stride));
        }
    }

    /// <summary>Reads one row; what is behind its dimensions is 0.</summary>
    public void Read(int row, Span<float> into)
    {
        var sample = Samples[row];
        var from = _stored.AsSpan(sample * Dimensions, Dimensions);
        var scale = Vector256.Create(_scales[sample]);
        ref var halves = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(from));
        ref var floats = ref MemoryMarshal.GetReference(into);
        nuint k = 0;
        for (; k + 16 <= (nuint)from.Length; k += 16)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref halves, k));
            (ToSingle(low) * scale).StoreUnsafe(ref floats, k);
            (ToSingle(high) * scale).StoreUnsafe(ref floats, k + 8);
        }

        for (var i = (int)k; i < from.Length; i++)
        {
            into[i] = (float)from[i] * _scales[sample];
        }

        into[from.Length..].Clear();
    }

    /// <summary>What makes a vector's length 1 in spite of the rounding to halves; 0 where it is all zeros.</summary>
    private static float ScaleOf(ReadOnlySpan<Half> vector)
    {
        var square = 0.0;
        foreach (var half in vector)
        {
            var value = (double)half;
            square += value * value;
        }

        return square > 0 && double.IsFinite(square) ? (float)(1 / Math.Sqrt(square)) : 0;
    }

    // A half's exponent and fraction moved to a float's places read 2^112 too small; parts of unit vectors are never infinite.
    private static Vector256<float> ToSingle(Vector256<uint> half)
    {
        var size = ((half & Vector256.Create(0x7FFFu)) << 13).AsSingle() * Vector256.Create(5.192296858534828e33f);
        return size | ((half & Vector256.Create(0x8000u)) << 16).AsSingle();
    }
}
