using QualityReview.Filters;
using QualityReview.Web.Map;

namespace QualityReview.Web.Tests.Map;

public sealed class MapSliceTests
{
    [Fact]
    public void Of_WholeMap_EveryPointOnceInItsPlaceAndColour()
    {
        var table = SomeMap.Table(500, without: 20);

        var slice = Read(MapSlice.Of(table, MapBox.Whole, MapColours.By(MapColours.Cluster, table), null));

        Assert.Equal((480, 480, 480), (slice.InPart, slice.Drawn, slice.All));
        Assert.Equal(Enumerable.Range(0, 480), slice.Ordinals.Order());
        for (var i = 0; i < slice.Drawn; i++)
        {
            var ordinal = slice.Ordinals[i];
            Assert.Equal((table.Clusters!.Map!.X[ordinal], table.Clusters.Map.Y[ordinal], ordinal % 2), (slice.X[i], slice.Y[i], slice.Colours[i]));
        }
    }

    [Fact]
    public void Of_Part_ExactlyWhatTheRuleFinds()
    {
        var table = SomeMap.Table(2000);
        var box = new MapBox(10_000, 20_000, 40_000, 65_535);

        var slice = Read(MapSlice.Of(table, box, MapColours.By("", table), null));

        Assert.Equal(new FilterEvaluator(table).Evaluate(box.ToTest()).ToArray(), slice.Ordinals.Order());
    }

    [Fact]
    public void Of_MorePointsThanCanBeDrawn_FewerAndNoneLostByComingNearer()
    {
        var table = SomeMap.Table(5000);
        var colours = MapColours.By("", table);
        var near = new MapBox(0, 0, 30_000, 30_000);

        var far = Read(MapSlice.Of(table, MapBox.Whole, colours, null, mostPoints: 300));
        var nearer = Read(MapSlice.Of(table, near, colours, null, mostPoints: 300));

        Assert.Equal(5000, far.InPart);
        // And one more a tile at most, so that nothing that lies alone is lost.
        Assert.InRange(far.Drawn, 300, 300 + (48 * 48));
        Assert.Equal(far.Drawn, far.Ordinals.Distinct().Count());
        var tiles = Enumerable.Range(0, 5000).Select(i => Tile(table.Clusters!.Map!.X[i], table.Clusters.Map.Y[i])).Distinct();
        Assert.Equal(tiles.Order(), Enumerable.Range(0, far.Drawn).Select(i => Tile(far.X[i], far.Y[i])).Distinct().Order());
        Assert.Empty(far.Ordinals.Take(300).Where(i => near.Contains(table.Clusters!.Map!.X[i], table.Clusters.Map.Y[i])).Except(nearer.Ordinals));

        static (int, int) Tile(int x, int y) => (x * 48 / 65536, y * 48 / 65536);
    }

    [Fact]
    public void Of_Rule_GreysWhatItDoesNotFind()
    {
        var table = SomeMap.Table(100);
        var found = SampleSet.Of(100, [3, 50]);

        var slice = Read(MapSlice.Of(table, MapBox.Whole, MapColours.By("", table), found));

        Assert.Equal([3, 50], Enumerable.Range(0, 100).Where(i => slice.Colours[i] != MapColours.Outside).Select(i => slice.Ordinals[i]).Order());
    }

    [Fact]
    public void Of_Crowds_CountEveryPoint()
    {
        var table = SomeMap.Table(3000);

        var slice = Read(MapSlice.Of(table, MapBox.Whole, MapColours.By("", table), null, mostPoints: 10));

        var cells = Enumerable.Range(0, 3000).CountBy(i => (table.Clusters!.Map!.Y[i] * 128 / 65536 * 128) + (table.Clusters.Map.X[i] * 128 / 65536)).ToDictionary();
        var most = cells.Values.Max();
        Assert.Equal(Enumerable.Range(0, 128 * 128).Select(cell => (byte)Math.Ceiling(255 * Math.Sqrt((double)cells.GetValueOrDefault(cell) / most))), slice.Crowds);
    }

    [Fact]
    public void By_Scorer_PercentilesAndWhereThereIsNone()
    {
        var table = SomeMap.Table(200);

        var colours = MapColours.By(SomeMap.Key, table);

        Assert.Equal("percentile", colours.Scale);
        Assert.Equal(MapColours.Missing, colours.Of(1));
        Assert.Equal((byte)table.Scores[0].Percentiles[150], colours.Of(150));
        Assert.Equal(["books", "docs"], MapColours.By(MapColours.Source, table).Legend.Select(entry => entry.Title));
        Assert.Equal("category", MapColours.By("no_such_scorer_1", table).Scale);
    }

    [Theory]
    [InlineData("1,2,3,4", true)]
    [InlineData("0,0,65535,65535", true)]
    [InlineData("3,2,1,4", false)]
    [InlineData("1,2,3", false)]
    [InlineData("1,2,3,65536", false)]
    [InlineData("-1,2,3,4", false)]
    [InlineData("a,b,c,d", false)]
    [InlineData(null, false)]
    public void Parse_Box_OnlyPartsOfTheMap(string? text, bool isPart) => Assert.Equal(isPart ? text : null, MapBox.Parse(text)?.ToString());

    private static Slice Read(byte[] bytes)
    {
        int At(int place) => BitConverter.ToInt32(bytes, place * 4);
        var drawn = At(3);
        return new Slice(
            At(2), drawn, At(4),
            [.. Enumerable.Range(0, drawn).Select(i => BitConverter.ToInt32(bytes, 40 + (i * 4)))],
            [.. Enumerable.Range(0, drawn).Select(i => BitConverter.ToUInt16(bytes, 40 + (drawn * 4) + (i * 2)))],
            [.. Enumerable.Range(0, drawn).Select(i => BitConverter.ToUInt16(bytes, 40 + (drawn * 6) + (i * 2)))],
            bytes[(40 + (drawn * 8))..(40 + (drawn * 9))],
            bytes[(40 + (drawn * 9))..]);
    }

    private sealed record Slice(int InPart, int Drawn, int All, int[] Ordinals, ushort[] X, ushort[] Y, byte[] Colours, byte[] Crowds);
}
