using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using QualityReview.Hashing;

namespace QualityReview.Scorers.Densities;

/// <summary>The hash functions of a sketch: they put a vector into one bucket of each row. Thread-safe.</summary>
/// <remarks>The projections come from <see cref="FastRotations"/>. Each band of 128 rows has rotations of its own, and the hashes that
/// a row concatenates come from as many of them as there are, because projections of one rotation are at right angles to each other: their
/// kernels would multiply to a little less than a product.</remarks>
internal sealed class SketchHashes
{
    /// <summary>Rows that share rotations.</summary>
    public const int BandRows = 128;

    private readonly SketchParameters _parameters;
    private readonly FastRotations _rotations;
    private readonly int _rotationsOfBand;

    // [row][hash]
    private readonly float[] _scales;
    private readonly float[] _offsets;
    private readonly int[] _multipliers;

    public SketchHashes(SketchParameters parameters)
    {
        _parameters = parameters;
        var hashes = checked(parameters.Rows * parameters.Kernel.Power);
        var random = new SeededRandom(parameters.Seed);
        var size = FastRotations.SizeFor(parameters.Dimensions);
        var bands = (parameters.Rows + BandRows - 1) / BandRows;
        _rotationsOfBand = (BandRows * parameters.Kernel.Power + size - 1) / size;
        _rotations = new FastRotations(parameters.Dimensions, bands * _rotationsOfBand, random);
        _scales = new float[hashes];
        _offsets = new float[hashes];
        _multipliers = new int[hashes];
        for (var hash = 0; hash < hashes; hash++)
        {
            _scales[hash] = (float)(NormalLength(random, size) / _rotations.Growth / parameters.Kernel.Bandwidth);
            _offsets[hash] = (float)random.NextDouble();
            _multipliers[hash] = (int)random.NextUInt64() | 1;
        }
    }

    /// <summary>Memory that one thread needs to hash.</summary>
    public sealed class Scratch
    {
        internal Scratch(int size)
        {
            Vectors = new float[size * FastRotations.Lanes];
            Rotated = new float[size * FastRotations.Lanes];
        }

        internal float[] Vectors { get; }

        internal float[] Rotated { get; }
    }

    public Scratch NewScratch() => new(_rotations.Size);

    /// <summary>Writes the buckets, 0..Width-1, of up to eight vectors in a span of one band's rows.</summary>
    /// <param name="vectors">Row-major.</param>
    /// <param name="firstRow">0-based among all rows; the span must not go over its band's end.</param>
    /// <param name="buckets">[row][vector], rows × 8; places of vectors that are not there hold nothing of use.</param>
    public void Buckets(ReadOnlySpan<float> vectors, int firstRow, int rows, Scratch scratch, Span<int> buckets)
    {
        Turn(vectors, scratch.Vectors);
        var band = firstRow / BandRows;
        var power = _parameters.Kernel.Power;
        var states = MemoryMarshal.Cast<int, Vector256<int>>(buckets)[..rows];
        states.Clear();
        for (var rotation = 0; rotation < _rotationsOfBand; rotation++)
        {
            // A band's projections are numbered hash by hash and within a hash row by row; each rotation gives the next of them.
            var first = rotation * _rotations.Size;
            var end = Math.Min(first + _rotations.Size, BandRows * power);
            _rotations.Rotate(scratch.Vectors, band * _rotationsOfBand + rotation, scratch.Rotated);
            for (var hash = first / BandRows; hash * BandRows < end; hash++)
            {
                var start = Math.Max(first, hash * BandRows + firstRow % BandRows);
                var stop = Math.Min(end, hash * BandRows + firstRow % BandRows + rows);
                if (start < stop)
                {
                    var row = start - hash * BandRows - firstRow % BandRows;
                    Combine(scratch.Rotated.AsSpan((start - first) * FastRotations.Lanes), (firstRow + row) * power + hash, states[row..(row + stop - start)]);
                }
            }
        }

        var mask = Vector256.Create(_parameters.Width - 1);
        foreach (ref var state in states)
        {
            state = Mixed(state) & mask;
        }
    }

    // Row-major vectors to [coordinate][vector], with zeros for coordinates and vectors that are not there.
    private void Turn(ReadOnlySpan<float> vectors, Span<float> turned)
    {
        var dimensions = _parameters.Dimensions;
        var count = vectors.Length / dimensions;
        turned.Clear();
        for (var vector = 0; vector < count; vector++)
        {
            var place = vector;
            foreach (var value in vectors.Slice(vector * dimensions, dimensions))
            {
                turned[place] = value;
                place += FastRotations.Lanes;
            }
        }
    }

    // Each cell, a small whole number of any sign, times a random odd number of its row and hash: different rows of cells rarely have one sum.
    private void Combine(ReadOnlySpan<float> projections, int firstHash, Span<Vector256<int>> states)
    {
        var power = _parameters.Kernel.Power;
        var isPStable = _parameters.Kernel.Shape == KernelShape.PStable;
        var values = MemoryMarshal.Cast<float, Vector256<float>>(projections);
        for (var i = 0; i < states.Length; i++)
        {
            var hash = firstHash + i * power;
            var cells = isPStable
                ? Vector256.ConvertToInt32(Vector256.Floor(values[i] * Vector256.Create(_scales[hash]) + Vector256.Create(_offsets[hash])))
                : Vector256.GreaterThanOrEqual(values[i], Vector256<float>.Zero).AsInt32();
            states[i] += cells * _multipliers[hash];
        }
    }

    // The finaliser of MurmurHash3 (Appleby, public domain), by which the low bits depend on all.
    private static Vector256<int> Mixed(Vector256<int> state)
    {
        state = (state ^ (state >>> 16)) * unchecked((int)0x85EBCA6B);
        state = (state ^ (state >>> 13)) * unchecked((int)0xC2B2AE35);
        return state ^ (state >>> 16);
    }

    // The length of a normal vector of even size: half its square is a sum of size/2 exponentials.
    private static double NormalLength(SeededRandom random, int size)
    {
        var sum = 0.0;
        var product = 1.0;
        for (var i = 1; i <= size / 2; i++)
        {
            product *= 1 - random.NextDouble();
            if (i % 16 == 0)
            {
                sum -= Math.Log(product);
                product = 1;
            }
        }

        return Math.Sqrt(2 * sum);
    }
}
