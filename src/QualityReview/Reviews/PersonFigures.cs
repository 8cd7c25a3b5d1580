namespace QualityReview.Reviews;

/// <summary>What one person did, over the verdicts that were looked at.</summary>
public sealed record PersonFigures
{
    public required string Name { get; init; }

    /// <summary>Verdicts that stand, the last on each sample.</summary>
    public required VerdictTally Tally { get; init; }

    public required FilterTally Filter { get; init; }

    public required PaceFigures Pace { get; init; }

    /// <summary>Verdicts that the person wrote, changed and taken back ones included.</summary>
    public required int Given { get; init; }

    /// <summary>Of those given, how many the same person took back, or replaced by another verdict.</summary>
    public required int Reversed { get; init; }

    /// <summary>Drops that name a reason, by its code.</summary>
    public required IReadOnlyDictionary<string, int> DropReasons { get; init; }

    /// <summary>The course of the person's work: runs of as many verdicts each, in the order in which they were given.</summary>
    public required IReadOnlyList<DriftPoint> Drift { get; init; }
}

/// <summary>Standing verdicts beside what the filter had said when they were given.</summary>
/// <param name="Unsure">The person could not say, whatever the filter said.</param>
/// <param name="NotShown">No filter was at work: these say nothing of it.</param>
public readonly record struct FilterTally(int Agreed, int Corrected, int Unsure, int NotShown)
{
    public int Shown => Agreed + Corrected + Unsure;

    public static FilterTally operator +(FilterTally a, FilterTally b) => Add(a, b);

    public static FilterTally Add(FilterTally a, FilterTally b) => new(a.Agreed + b.Agreed, a.Corrected + b.Corrected, a.Unsure + b.Unsure, a.NotShown + b.NotShown);

    internal static FilterTally Of(IEnumerable<LedgerEntry> standing)
    {
        int agreed = 0, corrected = 0, unsure = 0, notShown = 0;
        foreach (var entry in standing)
        {
            _ = entry.FilterSaid == Verdict.None ? notShown++ : entry.Verdict == Verdict.Unsure ? unsure++ : entry.Verdict == entry.FilterSaid ? agreed++ : corrected++;
        }

        return new FilterTally(agreed, corrected, unsure, notShown);
    }
}

/// <summary>A run of verdicts of one person.</summary>
/// <param name="Keep">Share of keep among keep and drop; NaN where there is neither.</param>
/// <param name="MedianSeconds">NaN where no time was taken.</param>
public readonly record struct DriftPoint(DateTime From, int Verdicts, double Keep, double MedianSeconds)
{
    /// <summary>Verdicts in a run, where that makes no more than <see cref="MostPoints"/>.</summary>
    public const int FewestVerdicts = 50;

    /// <summary>Runs of a person, at most.</summary>
    public const int MostPoints = 40;

    internal static IReadOnlyList<DriftPoint> Course(IReadOnlyList<LedgerEntry> given) =>
        [.. given.Chunk(Math.Max(FewestVerdicts, (given.Count + MostPoints - 1) / MostPoints)).Select(Of)];

    internal static DriftPoint Of(LedgerEntry[] given)
    {
        int keeps = given.Count(entry => entry.Verdict == Verdict.Keep), drops = given.Count(entry => entry.Verdict == Verdict.Drop);
        return new DriftPoint(given[0].At, given.Length, (double)keeps / (keeps + drops), PaceFigures.Median(given.Select(entry => entry.Seconds)));
    }
}
