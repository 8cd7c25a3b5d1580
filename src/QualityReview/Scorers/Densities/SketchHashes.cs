using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using QualityReview.Hashing;

namespace QualityReview.Scorers.Densities;

/// <summary>The hash functions of a sketch: they put a vector into one bucket of each row. Thread-safe.</summary>
/// <remarks>Every sum runs in one fixed order with fused steps, so a vector falls into the same buckets on every machine.</remarks>
internal sealed class SketchHashes
{
    private const int Lanes = 8;
    private const int GroupLanes = 2 * Lanes;
    private const int TileRows = 4;

    private readonly SketchParameters _parameters;
    private readonly int _groups;

    // [group][dimension][16 projections], so that a register holds eight projections of one dimension.
    private readonly float[] _projections;
    private readonly float[] _offsets;

    public SketchHashes(SketchParameters parameters)
    {
        _parameters = parameters;
        var hashes = parameters.Rows * parameters.Kernel.Power;
        _groups = (hashes + GroupLanes - 1) / GroupLanes;
        _projections = new float[checked(_groups * GroupLanes * parameters.Dimensions)];
        _offsets = new float[_groups * GroupLanes];
        var random = new SeededRandom(parameters.Seed);
        var perWidth = parameters.Kernel.Shape == KernelShape.PStable ? 1 / parameters.Kernel.Bandwidth : 1;
        for (var hash = 0; hash < hashes; hash++)
        {
            for (var dimension = 0; dimension < parameters.Dimensions; dimension++)
            {
                _projections[Place(hash, dimension)] = (float)(random.NextNormal() * perWidth);
            }

            _offsets[hash] = (float)random.NextDouble();
        }
    }

    private int Place(int hash, int dimension) =>
        (hash / GroupLanes * _parameters.Dimensions + dimension) * GroupLanes + hash % GroupLanes;

    /// <summary>Writes the bucket, 0..Width-1, of each vector in each row: vectors × Rows, row-major.</summary>
    public void Buckets(ReadOnlySpan<float> vectors, Span<int> buckets)
    {
        var count = vectors.Length / _parameters.Dimensions;
        var states = ArrayPool<ulong>.Shared.Rent(count * _parameters.Rows);
        for (var i = 0; i < count * _parameters.Rows; i++)
        {
            states[i] = SplitMix64.Mix(_parameters.Seed + (ulong)(i % _parameters.Rows));
        }

        // Groups outside, vectors inside: a group's projections stay in the cache while all vectors pass.
        for (var group = 0; group < _groups; group++)
        {
            for (var first = 0; first < count; first += TileRows)
            {
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(vectors), first * _parameters.Dimensions);
                Project(ref x, Math.Min(TileRows, count - first), group, states.AsSpan(first * _parameters.Rows));
            }
        }

        for (var i = 0; i < count * _parameters.Rows; i++)
        {
            buckets[i] = (int)(states[i] % (ulong)_parameters.Width);
        }

        ArrayPool<ulong>.Shared.Return(states);
    }

    // Vectors past the end repeat the last one, and their cells are not used.
    private void Project(ref float x, int rows, int group, Span<ulong> states)
    {
        var dimensions = _parameters.Dimensions;
        ref var x1 = ref Unsafe.Add(ref x, rows > 1 ? dimensions : 0);
        ref var x2 = ref Unsafe.Add(ref x1, rows > 2 ? dimensions : 0);
        ref var x3 = ref Unsafe.Add(ref x2, rows > 3 ? dimensions : 0);
        ref var projection = ref _projections[group * dimensions * GroupLanes];
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (nint k = 0; k < dimensions; k++)
        {
            var a0 = Vector256.LoadUnsafe(ref projection, (nuint)(k * GroupLanes));
            var a1 = Vector256.LoadUnsafe(ref projection, (nuint)(k * GroupLanes + Lanes));
            var value = Vector256.Create(Unsafe.Add(ref x, k));
            s00 = Vector256.FusedMultiplyAdd(value, a0, s00);
            s01 = Vector256.FusedMultiplyAdd(value, a1, s01);
            value = Vector256.Create(Unsafe.Add(ref x1, k));
            s10 = Vector256.FusedMultiplyAdd(value, a0, s10);
            s11 = Vector256.FusedMultiplyAdd(value, a1, s11);
            value = Vector256.Create(Unsafe.Add(ref x2, k));
            s20 = Vector256.FusedMultiplyAdd(value, a0, s20);
            s21 = Vector256.FusedMultiplyAdd(value, a1, s21);
            value = Vector256.Create(Unsafe.Add(ref x3, k));
            s30 = Vector256.FusedMultiplyAdd(value, a0, s30);
            s31 = Vector256.FusedMultiplyAdd(value, a1, s31);
        }

        ReadOnlySpan<Vector256<float>> sums = [s00, s01, s10, s11, s20, s21, s30, s31];
        for (var i = 0; i < 2 * rows; i++)
        {
            var firstHash = group * GroupLanes + i % 2 * Lanes;
            var cells = Cells(sums[i], Vector256.LoadUnsafe(ref _offsets[firstHash]));
            Combine(cells, firstHash, states.Slice(i / 2 * _parameters.Rows, _parameters.Rows));
        }
    }

    private Vector256<int> Cells(Vector256<float> sum, Vector256<float> offset) => _parameters.Kernel.Shape == KernelShape.PStable
        ? Vector256.ConvertToInt32(Vector256.Floor(sum + offset))
        : Vector256.GreaterThanOrEqual(sum, Vector256<float>.Zero).AsInt32();

    // Cells may be negative, where % would be too: they go through an unsigned mixer before the reduction to the width.
    private void Combine(Vector256<int> cells, int firstHash, Span<ulong> states)
    {
        var power = _parameters.Kernel.Power;
        var hashes = Math.Min(Lanes, _parameters.Rows * power - firstHash);
        for (var i = 0; i < hashes; i++)
        {
            ref var state = ref states[(int)((uint)(firstHash + i) / (uint)power)];
            state = SplitMix64.Mix(state ^ (uint)cells.GetElement(i));
        }
    }
}
