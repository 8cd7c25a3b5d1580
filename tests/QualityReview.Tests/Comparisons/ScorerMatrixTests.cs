using QualityReview.Comparisons;
using QualityReview.Scorers;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Comparisons;

public sealed class ScorerMatrixTests
{
    [Fact]
    public void Of_RandomTable_CountsWhatIsLeftOutOfEachPair()
    {
        var table = RandomTable.Of(800, 3);
        foreach (var withFlagged in (bool[])[false, true])
        {
            var matrix = ScorerMatrix.Of(table.Scores, new ScorerMatrixOptions { WithFlagged = withFlagged });

            Assert.Null(matrix.Drawn);
            for (var one = 0; one < table.Scores.Count; one++)
            {
                for (var other = one + 1; other < table.Scores.Count; other++)
                {
                    var (a, b) = (table.Scores[one], table.Scores[other]);
                    var pair = matrix.Between(one, other);
                    var scored = Enumerable.Range(0, table.Count).Where(i => !float.IsNaN(a.Values[i]) && !float.IsNaN(b.Values[i])).ToList();
                    var trusted = scored.Where(i => withFlagged || (a.Flags[i] == ScoreFlags.None && b.Flags[i] == ScoreFlags.None)).ToList();
                    var expected = ScorerCorrelation.Of(
                        ScorerRanks.Of(ScorerColumns.Column(trusted.Select(i => a.Percentiles[i]))), ScorerRanks.Of(ScorerColumns.Column(trusted.Select(i => b.Percentiles[i]))));

                    Assert.Equal((trusted.Count, table.Count - scored.Count, scored.Count - trusted.Count), (pair.Samples, pair.Missing, pair.Flagged));
                    Assert.Equal((expected.Kendall, expected.Spearman), (pair.Kendall, pair.Spearman));
                    Assert.Same(pair, matrix.Between(other, one));
                }
            }
        }
    }

    [Fact]
    public void Of_ManySeedsOfASample_IntervalsHoldTheDatasetsFigureAsOftenAsTheySay()
    {
        const int draws = 1000;
        var table = ScorerColumns.Table(ScorerColumns.Related(2, 6000, 9, .6, steps: 3, missing: .1));
        var truth = ScorerMatrix.Of(table.Scores).Between(0, 1);
        var (kendall, spearman) = (0, 0);
        for (var seed = 0; seed < draws; seed++)
        {
            var matrix = ScorerMatrix.Of(table.Scores, new ScorerMatrixOptions { ExactUpTo = 1000, Draw = 2000, Seed = (ulong)seed });
            var pair = matrix.Between(0, 1);
            Assert.Equal((2000, truth.Samples), (matrix.Drawn, pair.Samples));
            kendall += pair.KendallRange!.Value.Contains(truth.Kendall) ? 1 : 0;
            spearman += pair.SpearmanRange!.Value.Contains(truth.Spearman) ? 1 : 0;
        }

        // Nominal: 95 %.
        Assert.InRange((double)kendall / draws, .92, .98);
        Assert.InRange((double)spearman / draws, .92, .98);
    }

    [Fact]
    public void Of_SameSeed_GivesTheSame_AndAnotherAnother()
    {
        var table = ScorerColumns.Table(ScorerColumns.Related(3, 3000, 4));
        var options = new ScorerMatrixOptions { ExactUpTo = 100, Draw = 800 };

        Assert.Equal(Pairs(options), Pairs(options with { Degree = 1 }));
        Assert.NotEqual(Pairs(options), Pairs(options with { Seed = 2 }));

        List<ScorerPair> Pairs(ScorerMatrixOptions chosen)
        {
            var matrix = ScorerMatrix.Of(table.Scores, chosen);
            return [matrix.Between(0, 1), matrix.Between(0, 2), matrix.Between(1, 2)];
        }
    }

    [Fact]
    public void Of_ScorersThatAllTie_HasNoIntervalAndNoFigure()
    {
        var table = ScorerColumns.Table(new float[500], [.. Enumerable.Range(0, 500).Select(i => (float)i)]);
        var pair = ScorerMatrix.Of(table.Scores, new ScorerMatrixOptions { ExactUpTo = 10, Draw = 100 }).Between(0, 1);

        Assert.Equal((500, 0, 0, double.NaN, double.NaN), (pair.Samples, pair.Missing, pair.Flagged, pair.Kendall, pair.Spearman));
        Assert.Null(pair.KendallRange);
    }

    [Fact]
    public void Of_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ScorerMatrix.Of(RandomTable.Of(50, 1).Scores, cancellation: cancellation.Token));
    }
}
