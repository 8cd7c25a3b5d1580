using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QualityReview.Scorers.Densities;

/// <summary>The vectors that are not all zeros, normalised again in double precision and padded to whole SIMD registers.</summary>
/// <remarks>In float, the distance between near duplicates would be mostly rounding, and the kernel is steepest there.</remarks>
internal sealed class UnitRows
{
    /// <summary>Doubles a SIMD register; fixed, so that sums have the same order on every machine.</summary>
    public const int Lanes = 4;

    public UnitRows(VectorRows vectors)
    {
        Places = PlacesOfVectors(vectors);
        Stride = (vectors.Dimensions + Lanes - 1) / Lanes * Lanes;
        Values = GC.AllocateUninitializedArray<double>(checked(Places.Length * Stride));
        Norms = new double[Places.Length];
        var vector = new float[vectors.Dimensions];
        for (var row = 0; row < Places.Length; row++)
        {
            var unit = Values.AsSpan(row * Stride, Stride);
            vectors.Read(Places[row], vector);
            Normalise(vector, unit);
            Norms[row] = Dot(unit, unit);
        }
    }

    /// <summary>0-based places of the kept rows in the original order.</summary>
    public int[] Places { get; }

    public int Count => Places.Length;

    public int Stride { get; }

    public double[] Values { get; }

    /// <summary>Squared lengths: 1 but for rounding, which is the same rounding as in the dot products, so duplicates are at distance 0 exactly.</summary>
    public double[] Norms { get; }

    /// <summary>The dot product in the fixed order of <see cref="ExactDensity"/>'s tiles.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = Vector256<double>.Zero;
        var bs = MemoryMarshal.Cast<double, Vector256<double>>(b);
        var place = 0;
        foreach (var lanes in MemoryMarshal.Cast<double, Vector256<double>>(a))
        {
            sum = Vector256.FusedMultiplyAdd(lanes, bs[place++], sum);
        }

        return Vector256.Sum(sum);
    }

    /// <summary>0-based places of the rows that hold a vector; a row of zeros stands for a text without one.</summary>
    public static int[] PlacesOfVectors(VectorRows vectors)
    {
        var places = new List<int>(vectors.Count);
        var vector = new float[vectors.Dimensions];
        for (var row = 0; row < vectors.Count; row++)
        {
            vectors.Read(row, vector);
            if (vector.AsSpan().ContainsAnyExcept(0f))
            {
                places.Add(row);
            }
        }

        return [.. places];
    }

    private static void Normalise(ReadOnlySpan<float> vector, Span<double> unit)
    {
        var square = 0.0;
        foreach (var value in vector)
        {
            square += (double)value * value;
        }

        var scale = 1 / Math.Sqrt(square);
        for (var i = 0; i < vector.Length; i++)
        {
            unit[i] = vector[i] * scale;
        }

        unit[vector.Length..].Clear();
    }
}
