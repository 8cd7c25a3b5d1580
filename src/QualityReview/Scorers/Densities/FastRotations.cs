using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using QualityReview.Hashing;

namespace QualityReview.Scorers.Densities;

/// <summary>Pseudo-random rotations: three rounds of random signs and a Walsh-Hadamard transform, which spread every direction over all
/// coordinates in d log d additions where a random matrix takes d² products. Thread-safe.</summary>
/// <remarks>Ailon and Chazelle 2009, "The fast Johnson-Lindenstrauss transform"; three rounds as in Andoni, Indyk, Laarhoven, Razenshteyn
/// and Schmidt 2015, "Practical and optimal LSH for angular distance", section 4. A coordinate of a rotated vector, times a number drawn as
/// the length of a normal vector, is a normal projection (Yu et al. 2016, "Orthogonal random features", section 3).
/// Eight vectors go through together, one in each place of a register. All sums are of two terms in one fixed order: a vector's
/// projections are the same to the last bit on every machine, and whatever the other seven are.</remarks>
internal sealed class FastRotations
{
    /// <summary>Vectors that are rotated together.</summary>
    public const int Lanes = 8;

    // In fewer coordinates, random signs leave a vector too few directions to go.
    private const int SmallestSize = 64;
    private const int Rounds = 3;

    // [rotation][round][coordinate]: the sign bit of a float, or 0.
    private readonly uint[] _signs;

    public FastRotations(int dimensions, int rotations, SeededRandom random)
    {
        Size = SizeFor(dimensions);
        _signs = new uint[rotations * Rounds * Size];
        for (var first = 0; first < _signs.Length; first += 64)
        {
            var bits = random.NextUInt64();
            for (var i = 0; i < 64; i++)
            {
                _signs[first + i] = (uint)(bits >> i & 1) << 31;
            }
        }
    }

    /// <summary>Coordinates of a rotated vector: the dimensions, filled up with zeros to a power of two.</summary>
    public int Size { get; }

    /// <summary>How much longer than a vector its rotated form is: the transforms are not scaled.</summary>
    public double Growth => Math.Pow(Size, Rounds / 2.0);

    public static int SizeFor(int dimensions)
    {
        var size = SmallestSize;
        while (size < dimensions)
        {
            size *= 2;
        }

        return size;
    }

    /// <param name="vectors">[coordinate][vector], <see cref="Size"/> × <see cref="Lanes"/>.</param>
    /// <param name="into">The same shape; not the same memory.</param>
    public void Rotate(ReadOnlySpan<float> vectors, int rotation, Span<float> into)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors.Length, Size * Lanes, nameof(vectors));
        ArgumentOutOfRangeException.ThrowIfLessThan(into.Length, Size * Lanes, nameof(into));
        ref var work = ref Unsafe.As<float, Vector256<float>>(ref MemoryMarshal.GetReference(into));
        ref var from = ref Unsafe.As<float, Vector256<float>>(ref MemoryMarshal.GetReference(vectors));
        for (var round = 0; round < Rounds; round++)
        {
            ref var signs = ref _signs[(rotation * Rounds + round) * Size];
            Flip(ref from, ref work, ref signs);
            from = ref work;
            Transform(ref work);
        }
    }

    // The first four-term step, with the signs taken in as the numbers come by.
    private void Flip(ref Vector256<float> from, ref Vector256<float> work, ref uint signs)
    {
        var quarter = Size / 4;
        for (var i = 0; i < quarter; i++)
        {
            var a = Signed(ref from, ref signs, i);
            var b = Signed(ref from, ref signs, i + quarter);
            var c = Signed(ref from, ref signs, i + 2 * quarter);
            var d = Signed(ref from, ref signs, i + 3 * quarter);
            Store(ref work, i, quarter, a + c, b + d, a - c, b - d);
        }
    }

    private void Transform(ref Vector256<float> work)
    {
        var half = Size / 8;
        for (; half >= 2; half /= 4)
        {
            var step = half / 2;
            for (var block = 0; block < Size; block += 2 * half)
            {
                for (var i = block; i < block + step; i++)
                {
                    var a = Unsafe.Add(ref work, i);
                    var b = Unsafe.Add(ref work, i + step);
                    var c = Unsafe.Add(ref work, i + 2 * step);
                    var d = Unsafe.Add(ref work, i + 3 * step);
                    Store(ref work, i, step, a + c, b + d, a - c, b - d);
                }
            }
        }

        if (half == 1)
        {
            for (var i = 0; i < Size; i += 2)
            {
                var a = Unsafe.Add(ref work, i);
                var b = Unsafe.Add(ref work, i + 1);
                Unsafe.Add(ref work, i) = a + b;
                Unsafe.Add(ref work, i + 1) = a - b;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Signed(ref Vector256<float> from, ref uint signs, int i) =>
        Unsafe.Add(ref from, i) ^ Vector256.Create(Unsafe.Add(ref signs, i)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref Vector256<float> work, int i, int step, Vector256<float> ac, Vector256<float> bd, Vector256<float> ca, Vector256<float> db)
    {
        Unsafe.Add(ref work, i) = ac + bd;
        Unsafe.Add(ref work, i + step) = ac - bd;
        Unsafe.Add(ref work, i + 2 * step) = ca + db;
        Unsafe.Add(ref work, i + 3 * step) = ca - db;
    }
}
