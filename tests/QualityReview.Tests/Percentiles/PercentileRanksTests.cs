using QualityReview.Percentiles;
using QualityReview.Scorers;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Percentiles;

public sealed class PercentileRanksTests
{
    public static TheoryData<int, int, ScoreDirection> Cases()
    {
        var cases = new TheoryData<int, int, ScoreDirection>();
        foreach (var direction in Enum.GetValues<ScoreDirection>())
        {
            foreach (var (count, distinct) in new[] { (0, 1), (1, 1), (2, 1), (7, 3), (100, 4), (500, 500), (1000, 12), (1200, 70_000) })
            {
                cases.Add(count, distinct, direction);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_TiesAndMissingScores_EqualsCountingByHand(int count, int distinct, ScoreDirection direction)
    {
        var values = Values(count, distinct);

        var percentiles = PercentileRanks.Of(values, direction);

        for (var i = 0; i < count; i++)
        {
            Assert.Equal(ByHand(values, i, direction, _ => true), percentiles[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Within_Groups_EqualsCountingByHandInEachGroup(int count, int distinct, ScoreDirection direction)
    {
        var values = Values(count, distinct);
        var dice = new Dice(5);
        ushort[] groups = [.. Enumerable.Range(0, count).Select(_ => dice.Chance(1) ? ushort.MaxValue : (ushort)dice.Below(5))];

        var percentiles = PercentileRanks.Within(values, direction, groups);

        for (var i = 0; i < count; i++)
        {
            var group = groups[i];
            Assert.Equal(ByHand(values, i, direction, other => groups[other] == group), percentiles[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Order_AnyValues_IsTheStableOrderByPercentile(int count, int distinct, ScoreDirection direction)
    {
        var values = Values(count, distinct);
        var percentiles = PercentileRanks.Of(values, direction);

        var order = PercentileRanks.Order(values, direction);

        Assert.Equal(Enumerable.Range(0, count).Where(i => !float.IsNaN(values[i])).OrderBy(i => percentiles[i]).ThenBy(i => i), order);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RankOf_EverySample_AgreesWithItsPercentile(int count, int distinct, ScoreDirection direction)
    {
        var values = Values(Math.Min(count, 300), distinct);
        var percentiles = PercentileRanks.Of(values, direction);
        var order = PercentileRanks.Order(values, direction);
        var places = PercentileRanks.PlacesFromOrder(values, order);

        for (var i = 0; i < values.Length; i++)
        {
            var rank = PercentileRanks.RankOf(values, direction, [], i);
            Assert.Equal(float.IsNaN(values[i]), rank is null);
            Assert.Equal(rank, PercentileRanks.RankFromOrder(values, direction, order, i));
            Assert.Equal(rank?.Rank ?? 0, places[i]);
            if (rank is { } found)
            {
                var block = Enumerable.Range(1, order.Length).Where(place => values[order[place - 1]] == values[i]).ToList();
                Assert.Equal(block[(block.Count - 1) / 2], found.Rank);
                Assert.Equal((order.Length, percentiles[i]), (found.Of, found.Percentile));
                Assert.True(Math.Abs((100.0 * found.Rank / found.Of) - found.Percentile) <= 100.0 / found.Of);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Turn_AnyOrder_IsTheOrderOfTheOtherDirection(int count, int distinct, ScoreDirection direction)
    {
        var values = Values(count, distinct);
        var order = PercentileRanks.Order(values, direction);
        var turned = new int[order.Length];

        PercentileRanks.Turn(values, order, turned);

        var other = direction == ScoreDirection.LowerIsBetter ? ScoreDirection.HigherIsBetter : ScoreDirection.LowerIsBetter;
        Assert.Equal(PercentileRanks.Order(values, other), turned);
    }

    [Fact]
    public void RankOf_WithinAGroup_CountsThatGroupAlone()
    {
        var rank = PercentileRanks.RankOf([5, 1, 2, 3, 9], ScoreDirection.LowerIsBetter, [0, 1, 0, 0, 1], 3);

        Assert.Equal(new ScoreRank(2, 3, 50), rank);
    }

    [Fact]
    public void Of_ZerosOfBothSignsAndInfinities_TieAndStandAtTheEnds()
    {
        var percentiles = PercentileRanks.Of([0f, -0f, float.NegativeInfinity, float.PositiveInfinity, float.NaN, -1, 1], ScoreDirection.HigherIsBetter);

        Assert.Equal([50f, 50f, 100 / 12f, 1100 / 12f, float.NaN, 25f, 75f], percentiles);
    }

    [Fact]
    public void Of_OppositeDirections_AddUpToAHundred()
    {
        var values = Values(999, 37);

        var sums = PercentileRanks.Of(values, ScoreDirection.HigherIsBetter).Zip(PercentileRanks.Of(values, ScoreDirection.LowerIsBetter), (a, b) => a + b);

        Assert.All(sums.Where(sum => !float.IsNaN(sum)), sum => Assert.Equal(100, sum, 4));
    }

    private static float[] Values(int count, int distinct)
    {
        var dice = new Dice((ulong)((count * 31) + distinct));
        return [.. Enumerable.Range(0, count).Select(_ => dice.Chance(10) ? float.NaN : (dice.Below(distinct) - (distinct / 2)) * (distinct > 1000 ? 1e-3f : 1.5f))];
    }

    private static float ByHand(float[] values, int sample, ScoreDirection direction, Func<int, bool> inGroup)
    {
        if (float.IsNaN(values[sample]))
        {
            return float.NaN;
        }

        var peers = Enumerable.Range(0, values.Length).Where(i => inGroup(i) && !float.IsNaN(values[i])).ToList();
        var less = peers.Count(i => direction == ScoreDirection.LowerIsBetter ? values[i] > values[sample] : values[i] < values[sample]);
        var equal = peers.Count(i => values[i] == values[sample]);
        return (float)(100.0 * (less + (0.5 * equal)) / peers.Count);
    }
}
