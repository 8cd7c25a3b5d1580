using System.Buffers.Binary;
using System.Runtime.InteropServices;
using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.Hashing;

namespace QualityReview.Web.Map;

/// <summary>The points of a part of the map as a browser gets them: as many as can be drawn, and how many lie where.</summary>
/// <remarks>Of more points than <see cref="MostPoints"/> those with the smallest hashes are drawn, whose density is that of all; and of every
/// small tile one, so that what lies alone is not lost. The hash never changes: coming nearer adds points and takes none away.</remarks>
public static class MapSlice
{
    /// <summary>Points drawn of one part, but for one more a tile.</summary>
    public const int MostPoints = 30_000;

    /// <summary>Cells of the density to each side.</summary>
    public const int Grid = 128;

    private const int Tiles = 48;
    private const uint Magic = 0x50414D51;
    private const int HeaderBytes = 40;
    private const ulong HashSeed = 0x6D6170;

    /// <summary>Little-endian: ten 32-bit numbers (magic, version, points in the part, points drawn, points in all, cells to each side, the
    /// part's four edges), then of each drawn point its ordinal (32 bits), its places across and up (16 bits each), its colour (8 bits),
    /// each in a run of its own, and then the cells (8 bits each, 255 the most crowded, as the root of the count).</summary>
    public static byte[] Of(SampleTable table, MapBox box, MapColours colours, SampleSet? found, int mostPoints = MostPoints)
    {
        var (clusters, map) = table.Clusters is { Map: { } drawn } columns ? (columns, drawn) : throw new QualityReviewException("The dataset has no map.");
        var counts = new int[Grid * Grid];
        var tiles = new (ulong Hash, int Ordinal)[Tiles * Tiles];
        Array.Fill(tiles, (ulong.MaxValue, -1));
        var hashes = new List<ulong>();
        var ordinals = new List<int>();
        var all = 0;
        double width = box.X2 - box.X1 + 1, height = box.Y2 - box.Y1 + 1;
        for (var ordinal = 0; ordinal < map.X.Length; ordinal++)
        {
            if (clusters.OfSample[ordinal] == ClusterColumns.None)
            {
                continue;
            }

            all++;
            int x = map.X[ordinal], y = map.Y[ordinal];
            if (!box.Contains(x, y))
            {
                continue;
            }

            double across = (x - box.X1) / width, up = (y - box.Y1) / height;
            counts[((int)(up * Grid) * Grid) + (int)(across * Grid)]++;
            var point = (Hash: StableHash.Of(ordinal, HashSeed), ordinal);
            hashes.Add(point.Hash);
            ordinals.Add(ordinal);
            ref var tile = ref tiles[((int)(up * Tiles) * Tiles) + (int)(across * Tiles)];
            tile = point.Hash < tile.Hash ? point : tile;
        }

        // In the order of the hash no source and no cluster is painted over by the next.
        var inPart = ordinals.Count;
        var order = ordinals.ToArray();
        var keys = hashes.ToArray();
        Array.Sort(keys, order);
        if (inPart > mostPoints)
        {
            var last = keys[mostPoints - 1];
            order = [.. order[..mostPoints], .. tiles.Where(tile => tile.Ordinal >= 0 && tile.Hash > last).OrderBy(tile => tile.Hash).Select(tile => tile.Ordinal)];
        }

        return Bytes(table, box, map, colours, found, order, counts, inPart, all);
    }

    private static byte[] Bytes(
        SampleTable table, MapBox box, SampleMap map, MapColours colours, SampleSet? found, int[] points, int[] counts, int inPart, int all)
    {
        var bytes = new byte[HeaderBytes + (points.Length * 9) + counts.Length];
        Span<int> header = [unchecked((int)Magic), 1, inPart, points.Length, all, Grid, box.X1, box.Y1, box.X2, box.Y2];
        for (var i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), header[i]);
        }

        var ordinals = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(HeaderBytes, points.Length * 4));
        var x = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(HeaderBytes + (points.Length * 4), points.Length * 2));
        var y = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(HeaderBytes + (points.Length * 6), points.Length * 2));
        var colour = bytes.AsSpan(HeaderBytes + (points.Length * 8), points.Length);
        for (var i = 0; i < points.Length; i++)
        {
            var ordinal = points[i];
            (ordinals[i], x[i], y[i]) = (ordinal, map.X[ordinal], map.Y[ordinal]);
            colour[i] = found is null || found.Contains(ordinal) ? colours.Of(ordinal) : MapColours.Outside;
        }

        var cells = bytes.AsSpan(HeaderBytes + (points.Length * 9));
        var most = Math.Max(1, counts.Max());
        for (var i = 0; i < counts.Length; i++)
        {
            cells[i] = (byte)Math.Ceiling(255 * Math.Sqrt((double)counts[i] / most));
        }

        return bytes;
    }
}
