using QualityReview.Scorers.Densities;

namespace QualityReview.Tests.Scorers.Densities;

public sealed class NearestNeighboursTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(37)]
    [InlineData(5)]
    public void Of_AnyPlace_EqualsSortingAll(int dimensions)
    {
        var vectors = UnitVectors.WithCluster(300, 60, dimensions, .3);
        foreach (var place in new[] { 0, 59, 150, 299 })
        {
            var expected = Enumerable.Range(0, 300).Where(other => other != place)
                .Select(other => (Index: other, Cosine: Cosine(vectors, dimensions, place, other)))
                .OrderByDescending(pair => pair.Cosine).Take(10).ToArray();
            var found = NearestNeighbours.Of(place, vectors, dimensions, 10);
            Assert.Equal(expected.Select(pair => pair.Index), found.Select(neighbour => neighbour.Index));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Cosine, pair.Second.Similarity, 5));
        }
    }

    [Fact]
    public void Of_Halves_EqualsTheirFloats()
    {
        var halves = Array.ConvertAll(UnitVectors.WithCluster(200, 60, 64, .3), value => (Half)value);
        var floats = Array.ConvertAll(halves, value => (float)value);
        Assert.Equal(NearestNeighbours.Of(7, floats, 64, 12), NearestNeighbours.Of(7, halves, 64, 12));
    }

    [Fact]
    public void DotProduct_EveryFiniteHalf_IsWidenedExactly()
    {
        var ones = new float[16];
        var halves = new Half[16];
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var half = BitConverter.UInt16BitsToHalf((ushort)bits);
            if (Half.IsFinite(half))
            {
                var lane = bits % 16;
                (ones[lane], halves[lane]) = (1, half);
                Assert.Equal((float)half, DotProduct.OfRaised(DotProduct.Raise(ones), halves));
                var widened = new float[16];
                DotProduct.Widen(halves, widened);
                Assert.Equal((float)half, widened[lane]);
                (ones[lane], halves[lane]) = (0, Half.Zero);
            }
        }
    }

    [Fact]
    public void Of_RowsOfZeros_AreNoNeighbours()
    {
        float[] vectors = [1, 0, 0, 0, -1, 0, 0, 1];
        Assert.Equal([new Neighbour(3, 0), new Neighbour(2, -1)], NearestNeighbours.Of(0, vectors, 2, 5));
        Assert.Empty(NearestNeighbours.Of(1, vectors, 2, 5));
    }

    [Fact]
    public void Scan_InBlocks_EqualsOneScanAndTiesKeepTheirOrder()
    {
        float[] query = [1, 0];
        float[] vectors = [0, 1, 1, 0, .6f, .8f, 1, 0, 1, 0];
        var scan = new NearestNeighbours(query, 3);
        scan.Scan(vectors.AsSpan(0, 4));
        scan.Scan(vectors.AsSpan(4), firstIndex: 2, leftOut: 3);
        Assert.Equal([new Neighbour(1, 1), new Neighbour(4, 1), new Neighbour(2, .6f)], scan.Best);
    }

    private static double Cosine(float[] vectors, int dimensions, int a, int b) =>
        Enumerable.Range(0, dimensions).Sum(i => (double)vectors[a * dimensions + i] * vectors[b * dimensions + i]);
}
