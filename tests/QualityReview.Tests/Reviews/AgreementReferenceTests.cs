using QualityReview.Hashing;
using QualityReview.Reviews;

namespace QualityReview.Tests.Reviews;

/// <summary>Each measure against a second implementation, written from its definition, on random verdicts.</summary>
public sealed class AgreementReferenceTests
{
    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(2, 5, 2)]
    [InlineData(3, 40, 4)]
    public void Measures_RandomVerdicts_EqualTheirDefinitions(ulong seed, int samples, int values)
    {
        var random = new SeededRandom(seed);
        int[][] ragged = [.. Enumerable.Range(0, samples).Select(i => Values(random, 1 + i % 5, values))];
        int[][] even = [.. Enumerable.Range(0, samples).Select(_ => Values(random, 3, values))];
        int[] first = Values(random, samples, values), second = [.. first.Select(value => random.NextDouble() < .5 ? value : random.NextInt(values))];

        Assert.Equal(Alpha(ragged), Agreement.Krippendorff(ragged), 1e-10);
        Assert.Equal(Raw(ragged), Agreement.Raw(ragged), 1e-10);
        Assert.Equal(Fleiss(even, values), Agreement.Fleiss(even), 1e-10);
        Assert.Equal(Cohen(first, second), Agreement.Cohen(first, second), 1e-10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void BinaryUnits_RandomVerdicts_EqualTheGeneralMeasures(ulong seed)
    {
        var random = new SeededRandom(seed);
        int[][] units = [.. Enumerable.Range(0, 60).Select(i => Values(random, 1 + i % 4, 2))];
        int[][] even = [.. Enumerable.Range(0, 60).Select(_ => Values(random, 3, 2))];
        var (ragged, equal) = (Measured(units), Measured(even));

        Assert.Equal(Alpha(units), ragged.Alpha, 1e-10);
        Assert.Equal(Raw(units), ragged.Raw, 1e-10);
        Assert.Equal((45, units.Count(unit => unit.Distinct().Count() == 2)), (ragged.Shared, ragged.Disputed));
        Assert.True(double.IsNaN(ragged.Fleiss));
        Assert.Equal(Agreement.Fleiss(even), equal.Fleiss, 1e-10);
        Assert.True(equal.AlphaRange!.Value.Contains(equal.Alpha));
    }

    // By the coincidence matrix (Krippendorff 2011), with each scale's squared distance written out.
    [Theory]
    [InlineData(4, 60, 5)]
    [InlineData(5, 25, 3)]
    public void Krippendorff_OtherScales_EqualTheCoincidenceMatrix(ulong seed, int samples, int values)
    {
        var random = new SeededRandom(seed);
        int[][] units = [.. Enumerable.Range(0, samples).Select(i => Values(random, 1 + i % 4, values))];
        var o = new double[values, values];
        foreach (var unit in units.Where(unit => unit.Length > 1))
        {
            for (var i = 0; i < unit.Length; i++)
            {
                for (var j = 0; j < unit.Length; j++)
                {
                    o[unit[i], unit[j]] += i == j ? 0 : 1.0 / (unit.Length - 1);
                }
            }
        }

        double N(int c) => Enumerable.Range(0, values).Sum(k => o[c, k]);
        var all = Enumerable.Range(0, values).Sum(N);
        double Of(Func<int, int, double> distance)
        {
            double observed = 0, expected = 0;
            for (var c = 0; c < values; c++)
            {
                for (var k = 0; k < values; k++)
                {
                    observed += o[c, k] * distance(c, k);
                    expected += N(c) * N(k) * distance(c, k);
                }
            }

            return 1 - (all - 1) * observed / expected;
        }

        Assert.Equal(Of((c, k) => c == k ? 0 : 1), Agreement.Krippendorff(units), 1e-10);
        Assert.Equal(Of((c, k) => Math.Pow(c - k, 2)), Agreement.Krippendorff(units, AgreementScale.Interval), 1e-10);
        Assert.Equal(
            Of((c, k) => Math.Pow(Enumerable.Range(Math.Min(c, k), Math.Abs(c - k) + 1).Sum(N) - (N(c) + N(k)) / 2, 2)), Agreement.Krippendorff(units, AgreementScale.Ordinal), 1e-10);
    }

    // Another bootstrap: units drawn one by one by another generator, the measures by their definitions.
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Intervals_RandomVerdicts_AreThoseOfAPlainBootstrap(ulong seed)
    {
        var random = new SeededRandom(seed);
        int[][] units = [.. Enumerable.Range(0, 120).Select(_ => random.NextInt(2)).Select(first => (int[])[first, random.NextDouble() < .8 ? first : 1 - first])];
        var figures = Measured(units);
        var (alphas, raws, kappas) = (new List<double>(), new List<double>(), new List<double>());
        for (var draw = 0; draw < 4000; draw++)
        {
            int[][] drawn = [.. Enumerable.Range(0, units.Length).Select(_ => units[random.NextInt(units.Length)])];
            alphas.Add(Binary(drawn, alpha: true));
            raws.Add(Raw(drawn));
            kappas.Add(Binary(drawn, alpha: false));
        }

        var cells = units.CountBy(unit => (unit[0], unit[1])).ToDictionary();
        var pair = new PairFigures("a", "b", cells[(0, 0)], cells[(0, 1)], cells[(1, 0)], cells[(1, 1)]);
        // Two bootstraps of 1,000 and 4,000 draws differ by their own noise: about a twentieth of the interval's width.
        Near(alphas, figures.AlphaRange!.Value);
        Near(raws, figures.RawRange!.Value);
        Near(kappas, pair.KappaRange(1)!.Value);

        static void Near(List<double> drawn, Interval range)
        {
            drawn.Sort();
            Assert.Equal(drawn[100], range.Low, .12 * range.Width);
            Assert.Equal(drawn[3899], range.High, .12 * range.Width);
        }

        // Two verdicts a unit, two values: alpha and kappa in closed form.
        static double Binary(int[][] drawn, bool alpha)
        {
            double n = drawn.Length, disagree = drawn.Count(unit => unit[0] != unit[1]), a = drawn.Sum(unit => unit[0]), b = drawn.Sum(unit => unit[1]);
            var ones = a + b;
            return alpha ? 1 - (2 * n - 1) * disagree / (ones * (2 * n - ones)) : 1 - disagree / n / (a / n * (1 - b / n) + b / n * (1 - a / n));
        }
    }

    [Fact]
    public void PairFigures_RandomVerdicts_EqualCohen()
    {
        var random = new SeededRandom(6);
        int[] first = Values(random, 80, 2), second = [.. first.Select(value => random.NextDouble() < .7 ? value : random.NextInt(2))];
        var cells = first.Zip(second).CountBy(pair => pair).ToDictionary();
        var pair = new PairFigures("a", "b", cells[(0, 0)], cells[(0, 1)], cells[(1, 0)], cells[(1, 1)]);

        Assert.Equal(Cohen(first, second), pair.Kappa, 1e-10);
        Assert.Equal(first.Zip(second).Count(both => both.First == both.Second) / 80.0, pair.Raw, 1e-10);
        Assert.True(pair.KappaRange(1)!.Value.Contains(pair.Kappa));
        Assert.False(pair.TooFew);
        Assert.True(double.IsNaN(new PairFigures("a", "b", 4, 0, 0, 0).Kappa));
    }

    [Theory]
    [InlineData(29, AgreementReading.TooFew)]
    [InlineData(30, AgreementReading.Firm)]
    public void Reading_FewerThanThirtyShared_IsTooFew(int shared, AgreementReading expected)
    {
        var units = new BinaryUnits();
        for (var i = 0; i < shared; i++)
        {
            units.Add(i % 2 == 0 ? 2 : 0, i % 2 == 0 ? 0 : 2);
        }

        Assert.Equal(expected, units.Measure(1).Reading);
    }

    private static int[] Values(SeededRandom random, int count, int values) => [.. Enumerable.Range(0, count).Select(_ => Math.Min(random.NextInt(values), random.NextInt(values)))];

    private static AgreementFigures Measured(int[][] units)
    {
        var counted = new BinaryUnits();
        foreach (var unit in units)
        {
            counted.Add(unit.Count(value => value == 0), unit.Count(value => value == 1));
        }

        return counted.Measure(1);
    }

    // Observed over expected disagreement: pairs within units, weighted 1/(m-1), against all pairs of pairable values whatever their units.
    private static double Alpha(int[][] units)
    {
        var pairable = units.Where(unit => unit.Length > 1).ToList();
        int[] all = [.. pairable.SelectMany(unit => unit)];
        double observed = 0, expected = 0;
        foreach (var unit in pairable)
        {
            for (var i = 0; i < unit.Length; i++)
            {
                for (var j = 0; j < unit.Length; j++)
                {
                    observed += i != j && unit[i] != unit[j] ? 1.0 / (unit.Length - 1) : 0;
                }
            }
        }

        for (var i = 0; i < all.Length; i++)
        {
            for (var j = 0; j < all.Length; j++)
            {
                expected += i != j && all[i] != all[j] ? 1 : 0;
            }
        }

        return 1 - observed / all.Length / (expected / ((double)all.Length * (all.Length - 1)));
    }

    private static double Raw(int[][] units) => units.Where(unit => unit.Length > 1).Average(unit =>
    {
        var pairs = Enumerable.Range(0, unit.Length).SelectMany(i => Enumerable.Range(0, i), (i, j) => unit[i] == unit[j]).ToList();
        return pairs.Count(alike => alike) / (double)pairs.Count;
    });

    // By the table of n_ij: P_i = (sum n_ij² - n)/(n(n-1)), Pe = sum p_j².
    private static double Fleiss(int[][] units, int values)
    {
        var n = units[0].Length;
        var table = units.Select(unit => Enumerable.Range(0, values).Select(value => unit.Count(given => given == value)).ToArray()).ToArray();
        var observed = table.Average(row => (row.Sum(count => count * count) - n) / (double)(n * (n - 1)));
        var byChance = Enumerable.Range(0, values).Sum(value => Math.Pow(table.Sum(row => row[value]) / (double)(units.Length * n), 2));
        return (observed - byChance) / (1 - byChance);
    }

    private static double Cohen(int[] first, int[] second)
    {
        var observed = Enumerable.Range(0, first.Length).Count(i => first[i] == second[i]) / (double)first.Length;
        var byChance = first.SelectMany(_ => second, (a, b) => a == b ? 1.0 : 0).Average();
        return (observed - byChance) / (1 - byChance);
    }
}
