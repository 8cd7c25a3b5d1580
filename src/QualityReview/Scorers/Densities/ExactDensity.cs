using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QualityReview.Scorers.Densities;

/// <summary>Kernel density by looking at every pair: the reference for small sets. Time grows with the square of the samples.</summary>
public static class ExactDensity
{
    private const int BlockRows = 128;
    private const int TileRows = 4;
    private const int TileColumns = 2;

    /// <summary>Sums the kernel over all samples for each sample, itself included, so a density is at least 1.
    /// The result is the same to the last bit for every <paramref name="degree"/> and on every machine.</summary>
    /// <param name="vectors">A row of zeros has no vector: its density is NaN and it adds nothing to others.</param>
    /// <param name="degree">Number of threads.</param>
    /// <param name="progress">Ticks add up to the number of vectors.</param>
    public static double[] Compute(VectorRows vectors, DensityKernel kernel, int degree = 1, IProgress<ScoringTick>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var rows = new UnitRows(vectors);
        var densities = new double[vectors.Count];
        Array.Fill(densities, double.NaN);
        var sums = Sums(rows, new KernelTable(kernel), degree, progress, cancellation);
        for (var row = 0; row < rows.Count; row++)
        {
            densities[rows.Places[row]] = sums[row];
        }

        return densities;
    }

    // Each pair of blocks is computed once and leaves its sums for both sides in cells of their own, which are added in the order of blocks:
    // the order of the threads never shows. The cells take N*N/128 doubles: 25 MB for 20,000 samples.
    private static double[] Sums(UnitRows rows, KernelTable table, int degree, IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        var blocks = (rows.Count + BlockRows - 1) / BlockRows;
        var cells = new double[blocks][];
        for (var block = 0; block < blocks; block++)
        {
            cells[block] = new double[rows.Count];
        }

        var pairs = (long)blocks * (blocks + 1) / 2;
        var ticks = new DensityTicks(progress, rows.Count, pairs);
        var options = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellation };
        Parallel.For(0, pairs, options, pair =>
        {
            var (a, b) = BlocksOfPair(pair);
            AddBlockPair(rows, table, a, b, cells);
            ticks.Add(1);
        });

        var sums = new double[rows.Count];
        foreach (var cell in cells)
        {
            for (var row = 0; row < sums.Length; row++)
            {
                sums[row] += cell[row];
            }
        }

        return sums;
    }

    // Pairs are counted 0-0, 0-1, 1-1, 0-2, 1-2, 2-2, ...
    private static (int A, int B) BlocksOfPair(long pair)
    {
        var b = (long)((Math.Sqrt(8.0 * pair + 1) - 1) / 2);
        while (b * (b + 1) / 2 > pair)
        {
            b--;
        }

        while ((b + 1) * (b + 2) / 2 <= pair)
        {
            b++;
        }

        return ((int)(pair - b * (b + 1) / 2), (int)b);
    }

    private static void AddBlockPair(UnitRows rows, KernelTable table, int blockA, int blockB, double[][] cells)
    {
        int firstA = blockA * BlockRows, endA = Math.Min(firstA + BlockRows, rows.Count);
        int firstB = blockB * BlockRows, endB = Math.Min(firstB + BlockRows, rows.Count);
        var sumsOfA = cells[blockB];
        var sumsOfB = cells[blockA];
        Span<double> dots = stackalloc double[TileRows * TileColumns];
        for (var a = firstA; a < endA; a += TileRows)
        {
            var tileRows = Math.Min(TileRows, endA - a);
            for (var b = firstB; b < endB; b += TileColumns)
            {
                var tileColumns = Math.Min(TileColumns, endB - b);
                Dots(rows, a, tileRows, b, tileColumns, dots);
                for (var i = 0; i < tileRows; i++)
                {
                    for (var j = 0; j < tileColumns; j++)
                    {
                        var value = table.AtSquared(rows.Norms[a + i] + rows.Norms[b + j] - 2 * dots[i * TileColumns + j]);
                        sumsOfA[a + i] += value;

                        // A block with itself meets every pair twice.
                        if (blockA != blockB)
                        {
                            sumsOfB[b + j] += value;
                        }
                    }
                }
            }
        }
    }

    // Rows past the end of a block repeat its last row; their dot products are not used.
    private static void Dots(UnitRows rows, int a, int tileRows, int b, int tileColumns, Span<double> dots)
    {
        var stride = rows.Stride;
        ref var start = ref MemoryMarshal.GetArrayDataReference(rows.Values);
        ref var a0 = ref Unsafe.Add(ref start, (nint)a * stride);
        ref var a1 = ref Unsafe.Add(ref a0, tileRows > 1 ? stride : 0);
        ref var a2 = ref Unsafe.Add(ref a1, tileRows > 2 ? stride : 0);
        ref var a3 = ref Unsafe.Add(ref a2, tileRows > 3 ? stride : 0);
        ref var b0 = ref Unsafe.Add(ref start, (nint)b * stride);
        ref var b1 = ref Unsafe.Add(ref b0, tileColumns > 1 ? stride : 0);
        Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (nuint k = 0; k < (nuint)stride; k += UnitRows.Lanes)
        {
            var y0 = Vector256.LoadUnsafe(ref b0, k);
            var y1 = Vector256.LoadUnsafe(ref b1, k);
            var x = Vector256.LoadUnsafe(ref a0, k);
            s00 = Vector256.FusedMultiplyAdd(x, y0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, y1, s01);
            x = Vector256.LoadUnsafe(ref a1, k);
            s10 = Vector256.FusedMultiplyAdd(x, y0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, y1, s11);
            x = Vector256.LoadUnsafe(ref a2, k);
            s20 = Vector256.FusedMultiplyAdd(x, y0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, y1, s21);
            x = Vector256.LoadUnsafe(ref a3, k);
            s30 = Vector256.FusedMultiplyAdd(x, y0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, y1, s31);
        }

        dots[0] = Vector256.Sum(s00);
        dots[1] = Vector256.Sum(s01);
        dots[2] = Vector256.Sum(s10);
        dots[3] = Vector256.Sum(s11);
        dots[4] = Vector256.Sum(s20);
        dots[5] = Vector256.Sum(s21);
        dots[6] = Vector256.Sum(s30);
        dots[7] = Vector256.Sum(s31);
    }
}
