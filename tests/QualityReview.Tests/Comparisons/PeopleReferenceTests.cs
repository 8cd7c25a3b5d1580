using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Comparisons;

/// <summary>Weighted figures against scikit-learn's, on even and on tie-heavy scores.</summary>
public sealed class PeopleReferenceTests
{
    [Theory]
    [InlineData("random")]
    [InlineData("ties")]
    public void Figures_WeightedLabels_EqualScikitLearn(string name)
    {
        var golden = PeopleGolden.Read().Against.Single(known => known.Name == name);
        var table = RandomTable.OneScorer([.. golden.Scores.Select(score => (float)score)], ScoreDirection.HigherIsBetter);
        var studio = new CutStudio(table, table.Scores[0], SampleSet.All(table.Count), new AllNode());
        var sample = PeopleSample.Of([SomeWaves.Judged(golden.Good.Select((good, i) => (i, golden.Chance[i], good)))], SomeWaves.NothingSettled);

        var auc = PeopleAuc.Of(sample, table.Scores[0]);
        Assert.Equal(golden.Auc, auc.Value, 1e-12);
        Assert.True(auc.Range!.Value.Contains(auc.Value));
        foreach (var expected in golden.Curve)
        {
            var point = PeopleCurve.At(sample, studio, expected.Cut);
            Assert.Equal(expected.Precision, point.Precision.Value, 1e-12);
            Assert.Equal(expected.Recall, point.Recall.Value, 1e-12);
            var figures = PeopleFigures.Of(sample, new FilterEvaluator(table).Evaluate(studio.Rule(expected.Cut)));
            Assert.Equal((point.Precision, point.Recall), (figures.Precision, figures.Recall));
            Assert.Equal(golden.Prevalence, figures.Prevalence.Value, 1e-12);
            Assert.Equal(1, figures.KeptGood.Share + figures.KeptBad.Share + figures.DroppedGood.Share + figures.DroppedBad.Share, 1e-12);
            Assert.Equal(expected.Precision, figures.KeptGood.Share / (figures.KeptGood.Share + figures.KeptBad.Share), 1e-12);
            Assert.Equal(golden.Good.Count, figures.KeptGood.Labels + figures.KeptBad.Labels + figures.DroppedGood.Labels + figures.DroppedBad.Labels);
        }
    }

    [Fact]
    public void Curve_AllCuts_HasTheEndsAndFallingShares()
    {
        var table = RandomTable.OneScorer([3, 1, 2, 2, float.NaN], ScoreDirection.LowerIsBetter);
        var studio = new CutStudio(table, table.Scores[0], SampleSet.All(5), new AllNode());
        var curve = PeopleCurve.Of(PeopleSample.None, studio);
        Assert.Equal((0, 100, 41), (curve[0].Cut, curve[^1].Cut, curve.Count));
        Assert.Equal((.8, 0), (curve[0].KeptShare, curve[^1].KeptShare));
        Assert.True(curve.Zip(curve.Skip(1)).All(pair => pair.First.KeptShare >= pair.Second.KeptShare));
        Assert.True(curve.All(point => point.Precision.TooFew && double.IsNaN(point.Precision.Value)));
    }
}
