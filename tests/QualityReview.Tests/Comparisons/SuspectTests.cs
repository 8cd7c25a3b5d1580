using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Comparisons;

public sealed class SuspectTests
{
    [Theory]
    [InlineData("overlapping")]
    [InlineData("ties")]
    [InlineData("apart")]
    public void Model_CrossValidated_EqualsScikitLearn(string name)
    {
        var golden = PeopleGolden.Read().Logistic.Single(known => known.Name == name);
        var model = SuspectModel.Fit(golden.Features, golden.IsKeep);
        Assert.Equal(golden.Weights.Count, model.Weights.Count);
        Assert.All(golden.Weights.Zip(model.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        var keep = SuspectFolds.Keep(golden.Features, golden.IsKeep, golden.Folds);
        Assert.All(golden.Keep.Zip(keep), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Model_LabelsOfOneKind_AreRefused() => Assert.Throws<ArgumentException>(() => SuspectModel.Fit([[1.0], [2.0]], [true, true]));

    [Fact]
    public void Folds_Dealt_AreEvenPerKindAndTheSameForTheSameSeed()
    {
        int[] ordinals = [.. Enumerable.Range(100, 83)];
        bool[] isKeep = [.. ordinals.Select(ordinal => ordinal % 3 == 0)];
        var folds = SuspectFolds.Deal(ordinals, isKeep, 4);
        Assert.Equal(folds, SuspectFolds.Deal(ordinals, isKeep, 4));
        Assert.NotEqual(folds, SuspectFolds.Deal(ordinals, isKeep, 5));
        foreach (var kind in new[] { true, false })
        {
            var counts = folds.Where((_, i) => isKeep[i] == kind).CountBy(fold => fold).Select(fold => fold.Value).ToList();
            Assert.Equal(SuspectFolds.Count, counts.Count);
            Assert.True(counts.Max() - counts.Min() <= 1);
        }
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(2, 1000)]
    [InlineData(3, 5)]
    [InlineData(4, 5)]
    public void Joint_RandomAndTiedProbabilities_EqualsTheDefinition(ulong seed, int steps)
    {
        var random = new SeededRandom(seed);
        double[] keep = [.. Enumerable.Range(0, 90).Select(_ => (double)random.NextInt(steps) / steps)];
        bool[] isKeep = [.. keep.Select(probability => random.NextDouble() < .2 + .6 * probability)];
        var joint = SuspectJoint.Of(isKeep, keep);
        var (thresholds, confident, calibrated, off) = Definition([.. isKeep.Select(label => label ? 1 : 0)], [.. keep.Select(probability => new[] { 1 - probability, probability })]);

        Assert.All(thresholds.Zip(joint.Thresholds), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(confident.Cast<int>(), joint.Confident.Cast<int>());
        Assert.All(calibrated.Cast<double>().Zip(joint.Calibrated.Cast<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal(90, joint.Calibrated.Cast<double>().Sum(), 1e-9);
        Assert.Equal(off.Order(), joint.OffDiagonal.Order());
        double Own(int i) => isKeep[i] ? keep[i] : 1 - keep[i];
        Assert.True(joint.OffDiagonal.Zip(joint.OffDiagonal.Skip(1)).All(pair => Own(pair.First) <= Own(pair.Second)));
    }

    [Fact]
    public void Find_PlantedSlips_NamesThemFirst()
    {
        var (table, slips) = Planted(120, 4);
        var found = SuspectLabels.Find(table);

        Assert.False(found.TooFew);
        Assert.Equal(slips.Order(), found.Suspects.Take(slips.Count).Select(suspect => suspect.Ordinal).Order());
        Assert.All(found.Suspects.Take(slips.Count), suspect => Assert.InRange(suspect.SelfConfidence, 0, .3));
        Assert.Equal(table.Reviews.VerdictOf(found.Suspects[0].Ordinal), found.Suspects[0].Given);
        Assert.InRange(found.Auc, .8, 1);
        Assert.InRange(found.Wrong, 2, 12);
        Assert.Equal(found.Suspects, SuspectLabels.Find(table).Suspects);
    }

    [Fact]
    public void Find_FewVerdictsOrNoScores_SaysSo()
    {
        Assert.True(SuspectLabels.Find(Planted(20, 0).Table).TooFew);
        var table = Planted(60, 0).Table.With([]);
        Assert.True(SuspectLabels.Find(table) is { WithoutScores: true, Suspects.Count: 0 });
    }

    [Fact]
    public void Features_MissingScore_StandsInTheMiddle()
    {
        var table = Planted(11, 0).Table;
        Assert.Equal(0, SuspectLabels.Features(table.Scores, 5)[0], 1e-6);
        var missing = table.With([new ScoreValues(Some.Card("k_1"), [float.NaN, .. Enumerable.Range(1, 10).Select(i => (float)i)], new ScoreFlags[11])]);
        Assert.Equal(0, SuspectLabels.Features(missing.Scores, 0)[0]);
    }

    // Two scorers that tell good from bad, and some verdicts the wrong way round.
    private static (SampleTable Table, List<int> Slips) Planted(int samples, int slips)
    {
        var random = new SeededRandom(5);
        var reviews = new ReviewColumns(samples);
        // Far from the middle, where good and bad meet.
        List<int> slipped = [.. new[] { samples / 10, samples / 5, samples - samples / 5, samples - samples / 10 }.Take(slips)];
        for (var i = 0; i < samples; i++)
        {
            reviews.Set(i, i >= samples / 2 != slipped.Contains(i) ? Verdict.Keep : Verdict.Drop, "Ana");
        }

        float[] first = [.. Enumerable.Range(0, samples).Select(i => (float)i)];
        float[] second = [.. first.Select(value => value + 10 * (float)random.NextNormal())];
        return (new SampleTable(new SampleColumns
        {
            Sources = NamedCodes.Of(first.Select(_ => "docs")),
            Languages = NamedCodes.Of(first.Select(_ => "en")),
            Characters = new int[samples],
            Reviews = reviews,
            Scores = [new ScoreValues(Some.Card("k_1"), first, new ScoreFlags[samples]), new ScoreValues(Some.Card("l_1"), second, new ScoreFlags[samples])],
        }), slipped);
    }

    /// <summary>The confident joint for any number of classes, as the paper defines it.</summary>
    private static (double[] Thresholds, int[,] Confident, double[,] Calibrated, List<int> Off) Definition(int[] labels, double[][] probabilities)
    {
        var classes = probabilities[0].Length;
        var thresholds = new double[classes];
        for (var j = 0; j < classes; j++)
        {
            double sum = 0;
            var count = 0;
            for (var i = 0; i < labels.Length; i++)
            {
                if (labels[i] == j)
                {
                    sum += probabilities[i][j];
                    count++;
                }
            }

            thresholds[j] = sum / count;
        }

        var confident = new int[classes, classes];
        List<int> off = [];
        for (var i = 0; i < labels.Length; i++)
        {
            var reached = Enumerable.Range(0, classes).Where(j => probabilities[i][j] >= thresholds[j]).ToList();
            if (reached.Count > 0)
            {
                var guess = reached.OrderByDescending(j => probabilities[i][j]).ThenBy(j => j).First();
                confident[labels[i], guess]++;
                if (guess != labels[i])
                {
                    off.Add(i);
                }
            }
        }

        var calibrated = new double[classes, classes];
        for (var i = 0; i < classes; i++)
        {
            var row = Enumerable.Range(0, classes).Select(j => i == j ? Math.Max(1, confident[i, j]) : confident[i, j]).ToArray();
            for (var j = 0; j < classes; j++)
            {
                calibrated[i, j] = (double)row[j] / row.Sum() * labels.Count(label => label == i);
            }
        }

        return (thresholds, confident, calibrated, off);
    }
}
