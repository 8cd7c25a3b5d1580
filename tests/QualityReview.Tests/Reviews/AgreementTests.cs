using QualityReview.Hashing;
using QualityReview.Reviews;

namespace QualityReview.Tests.Reviews;

public sealed class AgreementTests
{
    // Four reviewers, twelve units, a dot where one is missing (Krippendorff 2011).
    private static readonly int[][] s_krippendorff = Units(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .");

    [Theory]
    [InlineData(AgreementScale.Nominal, .7434)]
    [InlineData(AgreementScale.Ordinal, .8154)]
    [InlineData(AgreementScale.Interval, .8491)]
    public void Krippendorff_PublishedData_GivesPublishedAlpha(AgreementScale scale, double expected) =>
        Assert.Equal(expected, Agreement.Krippendorff(s_krippendorff, scale), 4);

    [Fact]
    public void Fleiss_PublishedTable_GivesPublishedKappa()
    {
        // Fourteen reviewers, ten units, five categories (Wikipedia, "Fleiss' kappa").
        int[][] table =
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ];
        var units = table.Select(counts => counts.SelectMany((count, category) => Enumerable.Repeat(category, count)).ToArray()).ToArray();
        Assert.Equal(.2099, Agreement.Fleiss(units), 4);
        Assert.Equal(.378, Agreement.Raw(units), 3);
    }

    // Published two-by-two tables (Wikipedia, "Cohen's kappa"): both yes, only the first, only the second, both no.
    [Theory]
    [InlineData(20, 5, 10, 15, .4)]
    [InlineData(45, 15, 25, 15, .1304)]
    [InlineData(25, 35, 5, 35, .2593)]
    public void Cohen_PublishedTable_GivesPublishedKappa(int both, int onlyFirst, int onlySecond, int neither, double expected)
    {
        int[] first = [.. Enumerable.Repeat(1, both + onlyFirst), .. Enumerable.Repeat(2, onlySecond + neither)];
        int[] second = [.. Enumerable.Repeat(1, both), .. Enumerable.Repeat(2, onlyFirst), .. Enumerable.Repeat(1, onlySecond), .. Enumerable.Repeat(2, neither)];
        Assert.Equal(expected, Agreement.Cohen(first, second), 4);
        Assert.Equal(expected, Agreement.Cohen(second, first), 4);
        Assert.Equal((both + neither) / (double)first.Length, Agreement.Raw(first.Zip(second, (a, b) => new[] { a, b }).ToArray()), 12);
    }

    [Fact]
    public void Cohen_Weighted_EqualsEveryPair()
    {
        int[] first = [1, 2, 3, 3, 2, 1, 4, 1];
        int[] second = [1, 3, 3, 4, 2, 2, 4, 3];
        double observed = first.Zip(second, (a, b) => (a - b) * (a - b)).Average();
        var expected = first.SelectMany(_ => second, (a, b) => (double)(a - b) * (a - b)).Average();
        Assert.Equal(1 - observed / expected, Agreement.Cohen(first, second, AgreementScale.Ordinal), 12);
    }

    [Fact]
    public void Krippendorff_ManyUnitsOfTwo_ApproachesCohen()
    {
        var random = new SeededRandom(1);
        var first = Enumerable.Range(0, 5000).Select(_ => random.NextInt(3)).ToArray();
        var second = first.Select(value => random.NextDouble() < .7 ? value : random.NextInt(3)).ToArray();
        var units = first.Zip(second, (a, b) => new[] { a, b }).ToArray();
        Assert.Equal(Agreement.Cohen(first, second), Agreement.Krippendorff(units), 2);
        Assert.Equal(Agreement.Fleiss(units), Agreement.Krippendorff(units), 2);
    }

    [Fact]
    public void Krippendorff_OrderOfReviewersAndUnits_DoesNotMatter()
    {
        var turned = s_krippendorff.Reverse().Select(unit => unit.Reverse().ToArray()).ToArray();
        Assert.Equal(Agreement.Krippendorff(s_krippendorff, AgreementScale.Ordinal), Agreement.Krippendorff(turned, AgreementScale.Ordinal), 12);
    }

    [Fact]
    public void Measures_FullAgreement_AreOne()
    {
        int[][] units = [[1, 1], [2, 2], [1, 1]];
        Assert.Equal(1, Agreement.Raw(units));
        Assert.Equal(1, Agreement.Fleiss(units));
        Assert.Equal(1, Agreement.Krippendorff(units));
        Assert.Equal(1, Agreement.Cohen([1, 2, 1], [1, 2, 1]));
    }

    [Fact]
    public void Measures_NothingToCompare_AreNaN()
    {
        int[][] oneVerdictOnly = [[1, 1], [1, 1]];
        Assert.Equal(1, Agreement.Raw(oneVerdictOnly));
        Assert.True(double.IsNaN(Agreement.Fleiss(oneVerdictOnly)));
        Assert.True(double.IsNaN(Agreement.Krippendorff(oneVerdictOnly)));
        Assert.True(double.IsNaN(Agreement.Cohen([1, 1], [1, 1])));
        Assert.True(double.IsNaN(Agreement.Raw([[1], []])));
        Assert.True(double.IsNaN(Agreement.Krippendorff([[1], [], [2]])));
        Assert.True(double.IsNaN(Agreement.Fleiss([])));
        Assert.True(double.IsNaN(Agreement.Cohen([], [])));
        Assert.Null(Agreement.Bootstrap([], units => Agreement.Krippendorff(units), 1));
        Assert.Null(Agreement.Bootstrap(oneVerdictOnly, units => Agreement.Krippendorff(units), 1));
    }

    [Fact]
    public void Fleiss_UnequalUnits_IsRefused() => Assert.Throws<ArgumentException>(() => Agreement.Fleiss([[1, 2], [1, 2, 3]]));

    [Fact]
    public void Bootstrap_SameSeed_GivesTheSameIntervalAroundTheValue()
    {
        var interval = Agreement.Bootstrap(s_krippendorff, units => Agreement.Krippendorff(units), seed: 3);
        Assert.Equal(interval, Agreement.Bootstrap(s_krippendorff, units => Agreement.Krippendorff(units), seed: 3));
        Assert.NotEqual(interval, Agreement.Bootstrap(s_krippendorff, units => Agreement.Krippendorff(units), seed: 4));
        Assert.True(interval!.Value.Contains(.7434));
        Assert.InRange(interval.Value.Width, .2, .7);
    }

    // The share of equal pairs has a known standard error, sqrt(p(1-p)/n).
    [Fact]
    public void Bootstrap_RawAgreement_HasTheBinomialWidth()
    {
        var units = Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? new[] { 1, 2 } : [1, 1]).ToArray();
        var interval = Agreement.Bootstrap(units, Agreement.Raw, seed: 1)!.Value;
        var half = Interval.Z * Math.Sqrt(.75 * .25 / 400);
        Assert.Equal(.75 - half, interval.Low, .006);
        Assert.Equal(.75 + half, interval.High, .006);
    }

    private static int[][] Units(params string[] reviewers)
    {
        var values = reviewers.Select(reviewer => reviewer.Split(' ')).ToArray();
        return [.. Enumerable.Range(0, values[0].Length).Select(unit =>
            values.Where(reviewer => reviewer[unit] != ".").Select(reviewer => reviewer[unit][0] - '0').ToArray())];
    }
}
