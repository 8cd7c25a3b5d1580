using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Comparisons;

public sealed class GalleriesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void From_RandomTable_EqualsSortingByTheDefinitions(bool withFlagged)
    {
        var table = RandomTable.Of(700, 21);
        ScoreColumn[] columns = [table.Scores[2], table.Scores[0], table.Scores[1]];

        var found = Galleries.From(columns, 6, withFlagged);

        var all = Enumerable.Range(0, table.Count).Where(i => columns.All(column => !float.IsNaN(column.Values[i]) && (withFlagged || column.Flags[i] == ScoreFlags.None)))
            .Select(i => (Ordinal: i, P: columns.Select(column => (double)column.Percentiles[i]).ToArray())).ToList();
        Assert.Equal((all.Count, table.Count - all.Count), (found.Counted, found.LeftOut));
        Assert.Equal(columns.Select(column => column.Card), found.Scorers);
        Check(GalleryKind.High, sample => -sample.Average());
        Check(GalleryKind.Low, sample => sample.Average());
        Check(GalleryKind.Rising, sample => -Slope(sample));
        Check(GalleryKind.Falling, Slope);

        void Check(GalleryKind kind, Func<double[], double> by)
        {
            var expected = all.OrderBy(sample => Math.Round(by(sample.P), 9)).ThenBy(sample => sample.Ordinal).Take(6).ToList();
            Assert.Equal(expected.Select(sample => sample.Ordinal), found.Of[kind].Select(sample => sample.Ordinal));
            foreach (var (sample, shown) in expected.Zip(found.Of[kind]))
            {
                Assert.Equal(sample.P.Select(value => (float)value), shown.Percentiles);
                Assert.Equal(sample.P.Average(), shown.Mean, 1e-9);
                Assert.Equal(Slope(sample.P), shown.Slope, 1e-9);
            }
        }
    }

    [Fact]
    public void From_OneScorer_HasNoRisingOrFalling()
    {
        var found = Galleries.From([ScorerColumns.Column([5, 1, float.NaN, 9])], 2);

        Assert.Equal([GalleryKind.High, GalleryKind.Low], found.Of.Keys.Order());
        Assert.Equal([3, 0], found.Of[GalleryKind.High].Select(sample => sample.Ordinal));
        Assert.Equal([1, 0], found.Of[GalleryKind.Low].Select(sample => sample.Ordinal));
        Assert.Equal((3, 1), (found.Counted, found.LeftOut));
    }

    [Fact]
    public void From_NothingThatAllScored_IsEmpty() =>
        Assert.All(Galleries.From(ScorerColumns.Table([1, float.NaN], [float.NaN, 1]).Scores, 3).Of.Values, Assert.Empty);

    // Of the definition: covariance of place and percentile over the variance of the place.
    private static double Slope(double[] percentiles)
    {
        double[] places = [.. Enumerable.Range(1, percentiles.Length).Select(place => (double)place)];
        var (middle, mean) = (places.Average(), percentiles.Average());
        return places.Zip(percentiles, (place, value) => (place - middle) * (value - mean)).Sum() / places.Sum(place => (place - middle) * (place - middle));
    }
}
