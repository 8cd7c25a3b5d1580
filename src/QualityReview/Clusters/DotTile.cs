using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QualityReview.Clusters;

/// <summary>Dot products of every row of one block with every row of another. Each is summed in one fixed order, wherever it stands in
/// its block: the same bits for every split of the work.</summary>
internal static class DotTile
{
    /// <summary>Rows of the second block that are worth passing at once: with as many of the first they stay in a core's own cache.</summary>
    public const int BlockRows = 48;

    private const int TileRows = 4;
    private const int TileColumns = 3;

    /// <param name="a">Rows of <paramref name="stride"/> floats.</param>
    /// <param name="b">Rows of <paramref name="stride"/> floats.</param>
    /// <param name="dots">Row-major, rows of <paramref name="a"/> × rows of <paramref name="b"/>.</param>
    public static void Fill(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int stride, Span<float> dots)
    {
        int rows = a.Length / stride, columns = b.Length / stride;
        ArgumentOutOfRangeException.ThrowIfLessThan(dots.Length, rows * columns, nameof(dots));
        ref var firstA = ref MemoryMarshal.GetReference(a);
        ref var firstB = ref MemoryMarshal.GetReference(b);
        Span<float> tile = stackalloc float[TileRows * TileColumns];
        for (var row = 0; row < rows; row += TileRows)
        {
            var tileRows = Math.Min(TileRows, rows - row);
            for (var column = 0; column < columns; column += TileColumns)
            {
                var tileColumns = Math.Min(TileColumns, columns - column);
                Fill(ref Unsafe.Add(ref firstA, (nint)row * stride), tileRows, ref Unsafe.Add(ref firstB, (nint)column * stride), tileColumns, stride, tile);
                for (var i = 0; i < tileRows; i++)
                {
                    tile.Slice(i * TileColumns, tileColumns).CopyTo(dots.Slice(((row + i) * columns) + column, tileColumns));
                }
            }
        }
    }

    // Rows past the end repeat the last one; their dot products are not used.
    private static void Fill(ref float a0, int rows, ref float b0, int columns, int stride, Span<float> tile)
    {
        ref var a1 = ref Unsafe.Add(ref a0, rows > 1 ? stride : 0);
        ref var a2 = ref Unsafe.Add(ref a1, rows > 2 ? stride : 0);
        ref var a3 = ref Unsafe.Add(ref a2, rows > 3 ? stride : 0);
        ref var b1 = ref Unsafe.Add(ref b0, columns > 1 ? stride : 0);
        ref var b2 = ref Unsafe.Add(ref b1, columns > 2 ? stride : 0);
        Vector256<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector256<float> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (nuint k = 0; k < (nuint)stride; k += ClusterVectors.Lanes)
        {
            var y0 = Vector256.LoadUnsafe(ref b0, k);
            var y1 = Vector256.LoadUnsafe(ref b1, k);
            var y2 = Vector256.LoadUnsafe(ref b2, k);
            var x = Vector256.LoadUnsafe(ref a0, k);
            s00 = Vector256.FusedMultiplyAdd(x, y0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, y1, s01);
            s02 = Vector256.FusedMultiplyAdd(x, y2, s02);
            x = Vector256.LoadUnsafe(ref a1, k);
            s10 = Vector256.FusedMultiplyAdd(x, y0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, y1, s11);
            s12 = Vector256.FusedMultiplyAdd(x, y2, s12);
            x = Vector256.LoadUnsafe(ref a2, k);
            s20 = Vector256.FusedMultiplyAdd(x, y0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, y1, s21);
            s22 = Vector256.FusedMultiplyAdd(x, y2, s22);
            x = Vector256.LoadUnsafe(ref a3, k);
            s30 = Vector256.FusedMultiplyAdd(x, y0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, y1, s31);
            s32 = Vector256.FusedMultiplyAdd(x, y2, s32);
        }

        tile[0] = Vector256.Sum(s00);
        tile[1] = Vector256.Sum(s01);
        tile[2] = Vector256.Sum(s02);
        tile[3] = Vector256.Sum(s10);
        tile[4] = Vector256.Sum(s11);
        tile[5] = Vector256.Sum(s12);
        tile[6] = Vector256.Sum(s20);
        tile[7] = Vector256.Sum(s21);
        tile[8] = Vector256.Sum(s22);
        tile[9] = Vector256.Sum(s30);
        tile[10] = Vector256.Sum(s31);
        tile[11] = Vector256.Sum(s32);
    }
}
