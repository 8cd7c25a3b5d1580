namespace QualityReview.Reviews;

/// <summary>How firm conclusions from people's verdicts may be, by Krippendorff's usual reading of alpha.</summary>
public enum AgreementReading
{
    /// <summary>Nothing can be said: nobody shares enough samples, or everybody always said the same.</summary>
    TooFew,
    Weak,
    Tentative,
    Firm,
}

/// <summary>How well people agree on keep or drop, over the samples that at least two of them judged so.</summary>
public sealed record AgreementFigures
{
    /// <summary>Samples that two or more people judged keep or drop.</summary>
    public required int Shared { get; init; }

    /// <summary>Of these, the samples on which not all said the same.</summary>
    public required int Disputed { get; init; }

    /// <summary>Share of pairs of verdicts on a sample that are equal, 0..1; NaN without a shared sample.</summary>
    public required double Raw { get; init; }

    public required Interval? RawRange { get; init; }

    /// <summary>Krippendorff's alpha; NaN where it cannot be told from chance.</summary>
    public required double Alpha { get; init; }

    public required Interval? AlphaRange { get; init; }

    /// <summary>Fleiss' kappa; NaN where samples have different numbers of verdicts.</summary>
    public required double Fleiss { get; init; }

    public bool TooFew => Shared < Estimate.FewestLabels;

    public AgreementReading Reading => TooFew || double.IsNaN(Alpha) ? AgreementReading.TooFew
        : Alpha >= Agreement.FirmFrom ? AgreementReading.Firm
        : Alpha >= Agreement.TentativeFrom ? AgreementReading.Tentative
        : AgreementReading.Weak;
}

/// <summary>Samples with how many people said keep and drop of each, counted by kind: what all measures of two verdicts need.</summary>
public sealed class BinaryUnits
{
    private readonly SortedDictionary<(int Keep, int Drop), int> _kinds = [];

    /// <summary>Adds a sample; one that fewer than two people judged is passed over.</summary>
    public void Add(int keep, int drop)
    {
        if (keep + drop >= 2)
        {
            _kinds[(keep, drop)] = _kinds.GetValueOrDefault((keep, drop)) + 1;
        }
    }

    /// <param name="seed">Of the intervals.</param>
    public AgreementFigures Measure(ulong seed)
    {
        (int Keep, int Drop)[] kinds = [.. _kinds.Keys];
        int[] counts = [.. _kinds.Values];
        return new AgreementFigures
        {
            Shared = counts.Sum(),
            Disputed = _kinds.Where(kind => kind.Key is { Keep: > 0, Drop: > 0 }).Sum(kind => kind.Value),
            Raw = Raw(kinds, counts),
            RawRange = Resampling.Bootstrap(counts, drawn => Raw(kinds, drawn), seed),
            Alpha = Alpha(kinds, counts),
            AlphaRange = Resampling.Bootstrap(counts, drawn => Alpha(kinds, drawn), seed),
            Fleiss = kinds.Select(kind => kind.Keep + kind.Drop).Distinct().Count() == 1 ? Fleiss(kinds, counts) : double.NaN,
        };
    }

    private static double Raw((int Keep, int Drop)[] kinds, int[] counts)
    {
        double alike = 0;
        var units = 0;
        for (var i = 0; i < kinds.Length; i++)
        {
            var ((keep, drop), of) = (kinds[i], kinds[i].Keep + kinds[i].Drop);
            alike += counts[i] * ((double)keep * (keep - 1) + (double)drop * (drop - 1)) / ((double)of * (of - 1));
            units += counts[i];
        }

        return alike / units;
    }

    // As in Agreement.Krippendorff, with two values: the only coincidences that count are keep with drop, both ways round.
    private static double Alpha((int Keep, int Drop)[] kinds, int[] counts)
    {
        double observed = 0, keeps = 0, drops = 0;
        for (var i = 0; i < kinds.Length; i++)
        {
            var (keep, drop) = kinds[i];
            observed += counts[i] * 2d * keep * drop / (keep + drop - 1);
            keeps += (double)counts[i] * keep;
            drops += (double)counts[i] * drop;
        }

        return 1 - (keeps + drops - 1) * observed / (2 * keeps * drops);
    }

    private static double Fleiss((int Keep, int Drop)[] kinds, int[] counts)
    {
        var keeps = kinds.Zip(counts, (kind, count) => (double)count * kind.Keep).Sum();
        var all = kinds.Zip(counts, (kind, count) => (double)count * (kind.Keep + kind.Drop)).Sum();
        var byChance = keeps / all * (keeps / all) + (all - keeps) / all * ((all - keeps) / all);
        return (Raw(kinds, counts) - byChance) / (1 - byChance);
    }
}
