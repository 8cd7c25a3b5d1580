using QualityReview.Comparisons;
using QualityReview.Reviews;

namespace QualityReview.Tests.Comparisons;

public sealed class PeopleNeedsTests
{
    [Fact]
    public void Labels_AnyShareAndWidth_AreTheFewestThatReachIt()
    {
        foreach (var share in new[] { 0, .003, .1, .37, .5, .82, .999, 1 })
        {
            foreach (var within in new[] { .01, .025, .05, .1, .3, .45 })
            {
                var labels = PeopleNeeds.Labels(share, within);
                Assert.True(Half(share, labels) <= within + 1e-9, $"{share} {within}");
                Assert.True(labels <= 1 || Half(share, labels - 1) > within - 1e-9, $"{share} {within}: one fewer would do");
            }
        }
    }

    // Cochran's 385 for a half within 5 %, less z² that Wilson's interval brings of its own.
    [Fact]
    public void Labels_HalfWithinFivePercent_IsTheTextbooksNumberLessFour() => Assert.Equal(385 - 4, PeopleNeeds.Labels(.5, .05));

    [Fact]
    public void More_UnequalWeights_AsksForMoreInProportion()
    {
        var plain = new Estimate(.7, default, 100, 100);
        var uneven = plain with { EffectiveLabels = 50 };
        Assert.Equal(PeopleNeeds.Labels(.7, .05) - 100, PeopleNeeds.More(plain, .05));
        Assert.Equal(2 * PeopleNeeds.Labels(.7, .05) - 100, PeopleNeeds.More(uneven, .05));
        Assert.Equal(0, PeopleNeeds.More(plain with { Labels = 1000, EffectiveLabels = 1000 }, .05));
    }

    [Fact]
    public void More_TooFewLabels_PlansForOneHalfAndNeverForFewerThanThirty()
    {
        Assert.Equal(PeopleNeeds.Labels(.5, .05) - 10, PeopleNeeds.More(new Estimate(1, default, 10, 10), .05));
        Assert.Equal(PeopleNeeds.Labels(.5, .05), PeopleNeeds.More(new Estimate(double.NaN, default, 0, 0), .05));
        Assert.Equal(20, PeopleNeeds.More(new Estimate(.5, default, 10, 10), .4));
        Assert.Throws<ArgumentOutOfRangeException>(() => PeopleNeeds.More(new Estimate(.5, default, 10, 10), 0));
    }

    private static double Half(double share, int labels)
    {
        // Wilson's interval written out once more, without its limits at 0 and 1.
        var z = Interval.Z;
        return z * Math.Sqrt(share * (1 - share) / labels + z * z / (4.0 * labels * labels)) / (1 + z * z / labels);
    }
}
