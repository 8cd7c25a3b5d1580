namespace QualityReview.Reviews;

/// <summary>How far apart two verdicts are.</summary>
public enum AgreementScale
{
    /// <summary>Equal or not.</summary>
    Nominal,

    /// <summary>Only the order of the values counts.</summary>
    Ordinal,

    /// <summary>Values are numbers, and differences of them mean something.</summary>
    Interval,
}

/// <summary>Agreement between reviewers. A unit is one sample; its values are the verdicts that it got, as numbers, in any order.
/// NaN means that there is nothing to compare, or that everybody always said the same, so that chance cannot be told from agreement.</summary>
/// <remarks>Where one verdict is rare, the chance-corrected measures are low although people agree: show <see cref="Raw"/> beside them.</remarks>
public static partial class Agreement
{
    /// <summary>Krippendorff's usual reading: from here, conclusions may rest on the verdicts.</summary>
    public const double FirmFrom = .8;

    /// <summary>Krippendorff's usual reading: from here to <see cref="FirmFrom"/>, only tentative conclusions.</summary>
    public const double TentativeFrom = .667;

    /// <summary>Mean over the units of the share of pairs of values that are equal, 0..1. Units with one value are passed over.</summary>
    public static double Raw(IReadOnlyList<int[]> units)
    {
        double sum = 0;
        var counted = 0;
        foreach (var unit in units)
        {
            if (unit.Length >= 2)
            {
                sum += PairsAlike(unit);
                counted++;
            }
        }

        return sum / counted;
    }

    /// <summary>Cohen's kappa of two reviewers of the same units, -1..1 (Cohen 1960).
    /// The ordinal and interval scales weight a disagreement by its squared difference (Cohen 1968).</summary>
    public static double Cohen(IReadOnlyList<int> first, IReadOnlyList<int> second, AgreementScale scale = AgreementScale.Nominal)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} values cannot be paired with {second.Count}.", nameof(second));
        }

        double observed = 0, expected = 0;
        for (var i = 0; i < first.Count; i++)
        {
            observed += Distance(first[i], second[i], scale);
        }

        foreach (var a in first.CountBy(value => value))
        {
            foreach (var b in second.CountBy(value => value))
            {
                expected += (double)a.Value * b.Value * Distance(a.Key, b.Key, scale);
            }
        }

        return 1 - observed * first.Count / expected;
    }

    /// <summary>Fleiss' kappa, -1..1, for units with the same number of values each, at least two (Fleiss 1971).</summary>
    public static double Fleiss(IReadOnlyList<int[]> units)
    {
        if (units.Count == 0)
        {
            return double.NaN;
        }

        var values = units[0].Length;
        if (values < 2 || units.Any(unit => unit.Length != values))
        {
            throw new ArgumentException("Fleiss' kappa takes units with the same number of values, at least two; Krippendorff's alpha takes any.", nameof(units));
        }

        var byChance = units.SelectMany(unit => unit).CountBy(value => value).Sum(count => Square((double)count.Value / (units.Count * values)));
        return (Raw(units) - byChance) / (1 - byChance);
    }

    private static double PairsAlike(int[] unit)
    {
        var alike = unit.CountBy(value => value).Sum(count => (double)count.Value * (count.Value - 1));
        return alike / ((double)unit.Length * (unit.Length - 1));
    }

    private static double Distance(int a, int b, AgreementScale scale) =>
        scale == AgreementScale.Nominal ? (a == b ? 0 : 1) : Square((double)a - b);

    private static double Square(double value) => value * value;
}
