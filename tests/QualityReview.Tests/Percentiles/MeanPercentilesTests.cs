using QualityReview.Percentiles;
using QualityReview.Scorers;

namespace QualityReview.Tests.Percentiles;

public sealed class MeanPercentilesTests
{
    [Fact]
    public void Of_TiesAndBothDirections_IsTheMeanCountedByHand()
    {
        // Good is high: ranks 1, 2.5, 2.5, 4 of 4. Good is low: 4, 3, 1.5, 1.5.
        var high = RankedMember.Of([.1f, .5f, .5f, .9f], ScoreDirection.HigherIsBetter);
        var low = RankedMember.Of([1, 2, 3, 3], ScoreDirection.LowerIsBetter);

        Assert.Equal([50f, 56.25f, 37.5f, 56.25f], MeanPercentiles.Of([high, low]));
        Assert.Equal([1, 2, 2, 4], high.Places);
        Assert.Equal([4, 3, 1, 1], low.Places);
    }

    [Fact]
    public void Of_SampleThatOneMemberLacks_HasNoMeanAndLeavesTheOthersTheirRanks()
    {
        var whole = RankedMember.Of([1, 2, 3], ScoreDirection.HigherIsBetter);
        var holed = RankedMember.Of([7, float.NaN, 9], ScoreDirection.HigherIsBetter);

        Assert.Equal([(100 / 6f + 25) / 2, float.NaN, (500 / 6f + 75) / 2], MeanPercentiles.Of([whole, holed]));
        Assert.Equal([1, 0, 2], holed.Places);
    }
}
