using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Comparisons;

public sealed class ScorerShiftTests
{
    private readonly SampleTable _table = RandomTable.Of(900, 11);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Density_EveryCell_HoldsTheSamplesThatLieInIt(bool withFlagged)
    {
        var (a, b) = (_table.Scores[1], _table.Scores[2]);
        var density = ScorerDensity.Of(a, b, withFlagged);
        var counting = Counting(a, b, withFlagged);

        Assert.Equal(counting.Count, density.Samples);
        var most = 0;
        for (var across = 0; across < ScorerDensity.Cells; across++)
        {
            for (var up = 0; up < ScorerDensity.Cells; up++)
            {
                var expected = counting.Count(i => Lies(a.Percentiles[i], across, 2.5) && Lies(b.Percentiles[i], up, 2.5));
                most = Math.Max(most, expected);
                Assert.Equal(expected, density[across, up]);
            }
        }

        Assert.Equal(most, density.Most);
        Assert.Equal(counting.Count(i => Lies(a.Percentiles[i], 9, 10) && Lies(b.Percentiles[i], 4, 10)), density.Block(9, 4, 10));
    }

    [Fact]
    public void Shift_EveryPart_HasTheQuantilesOfItsSamples()
    {
        var (a, b) = (_table.Scores[1], _table.Scores[2]);
        var shift = ScorerShift.Of(a, b, withFlagged: true);
        var counting = Counting(a, b, withFlagged: true);
        var moves = counting.Select(i => Math.Abs(b.Percentiles[i] - a.Percentiles[i])).ToList();

        Assert.Equal((counting.Count, moves.Count(move => move > 10), moves.Count(move => move > 25)), (shift.Samples, shift.Beyond10, shift.Beyond25));
        Assert.Equal(moves.Average(), shift.MeanMove, 1e-4);
        for (var part = 0; part < ScorerShift.PartCount; part++)
        {
            var own = counting.Where(i => Lies(a.Percentiles[i], part, 5)).Select(i => b.Percentiles[i]).Order().ToList();
            var found = shift.Parts[part];
            Assert.Equal(own.Count, found.Samples);
            // The middle one, or between the two in the middle.
            Assert.Equal((own[(own.Count - 1) / 2] + own[own.Count / 2]) / 2, found.P50, 1e-4);
            Assert.InRange(own.Count(value => value < found.P10), 0, own.Count * .1 + 1);
            Assert.InRange(own.Count(value => value > found.P90), 0, own.Count * .1 + 1);
            Assert.True(found.P10 <= found.P25 && found.P25 <= found.P50 && found.P50 <= found.P75 && found.P75 <= found.P90);
        }
    }

    [Fact]
    public void Shift_NothingInCommon_IsEmpty()
    {
        var table = ScorerColumns.Table([1, float.NaN], [float.NaN, 1]);
        var shift = ScorerShift.Of(table.Scores[0], table.Scores[1], withFlagged: false);

        Assert.Equal(0, shift.Samples);
        Assert.True(double.IsNaN(shift.MeanMove));
        Assert.All(shift.Parts, part => Assert.True(part.Samples == 0 && float.IsNaN(part.P50)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rules_BandsAndDecisions_FindWhatIsCounted(bool withFlagged)
    {
        var (a, b) = (_table.Scores[0], _table.Scores[2]);
        var rules = new ScorerRules(a, b, withFlagged);
        var evaluator = new FilterEvaluator(_table);
        var counting = Counting(a, b, withFlagged);

        Assert.Equal(
            counting.Where(i => a.Percentiles[i] is >= 20 and <= 40 && b.Percentiles[i] is >= 10.5f and <= 90), evaluator.Evaluate(rules.In(new(20, 40), new(10.5, 90))).ToArray());
        Assert.Equal(counting.Count, evaluator.Evaluate(rules.In(ScorerBand.Whole, ScorerBand.Whole)).Count);
        var decided = new[] { (true, true), (true, false), (false, true), (false, false) }.Select(kept => evaluator.Evaluate(rules.Decided(60, kept.Item1, kept.Item2))).ToList();
        Assert.Equal(counting.Where(i => a.Percentiles[i] >= 60 && b.Percentiles[i] < 60), decided[1].ToArray());
        Assert.Equal(counting.Count, decided.Sum(set => set.Count));
        Assert.Equal(rules.Decided(60, true, false), FilterRule.Parse(rules.Decided(60, true, false).ToString(), _table));
    }

    [Fact]
    public void FarthestMoves_OfASet_AreTheFarthestInOrder()
    {
        var (a, b) = (_table.Scores[0], _table.Scores[2]);
        var set = new FilterEvaluator(_table).Evaluate(new ScorerRules(a, b, WithFlagged: true).Decided(50, true, false));

        var expected = set.ToArray().OrderByDescending(i => Math.Abs(b.Percentiles[i] - a.Percentiles[i])).ThenBy(i => i).ToList();

        Assert.Equal(expected.Take(7), ScorerMoves.Of(a, b, set, 7));
        Assert.Equal(expected, ScorerMoves.Of(a, b, set, 10_000));
        Assert.Empty(ScorerMoves.Of(a, b, SampleSet.None(_table.Count), 3));
    }

    [Theory]
    [InlineData("20..40", "20..40")]
    [InlineData("90..-5", "0..90")]
    [InlineData("12.34..100", "12.3..100")]
    [InlineData("0..1e9", "0..100")]
    [InlineData("NaN..4", null)]
    [InlineData("3", null)]
    [InlineData(null, null)]
    public void Band_OfText_IsOnTheScaleOrNone(string? text, string? expected) => Assert.Equal(expected, ScorerBand.Parse(text)?.ToString());

    private static List<int> Counting(ScoreColumn a, ScoreColumn b, bool withFlagged) =>
    [
        .. Enumerable.Range(0, a.Values.Length).Where(i => !float.IsNaN(a.Values[i]) && !float.IsNaN(b.Values[i])
            && (withFlagged || (a.Flags[i] == ScoreFlags.None && b.Flags[i] == ScoreFlags.None))),
    ];

    private static bool Lies(float percentile, int part, double width) => percentile >= part * width && (percentile < (part + 1) * width || (percentile == 100 && (part + 1) * width == 100));
}
