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

    public required GoldFigures Gold { get; init; }

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
/// <param name="PerActiveHour">Verdicts in an hour at work; NaN where that cannot be said.</param>
/// <param name="Reversed">Share that the person took back or replaced by another verdict, 0..1.</param>
public readonly record struct DriftPoint(DateTime From, int Verdicts, double Keep, double MedianSeconds, double PerActiveHour, double Reversed)
{
    /// <summary>Verdicts in a run, where that makes no more than <see cref="MostPoints"/>.</summary>
    public const int FewestVerdicts = 50;

    /// <summary>Runs of a person, at most.</summary>
    public const int MostPoints = 40;

    /// <param name="given">Of one person, in the order of the ledger.</param>
    /// <param name="reversed">Positions of the reversed verdicts.</param>
    internal static IReadOnlyList<DriftPoint> Course(IReadOnlyList<LedgerEntry> given, HashSet<long> reversed) =>
        [.. given.Chunk(Math.Max(FewestVerdicts, (given.Count + MostPoints - 1) / MostPoints)).Select(run => Of(run, reversed))];

    private static DriftPoint Of(LedgerEntry[] run, HashSet<long> reversed)
    {
        var pace = PaceFigures.Of(run);
        return new DriftPoint(run[0].At, run.Length, KeepShare(run), pace.MedianSeconds, pace.PerActiveHour, (double)run.Count(entry => reversed.Contains(entry.Position)) / run.Length);
    }

    internal static double KeepShare(IReadOnlyCollection<LedgerEntry> given)
    {
        int keeps = given.Count(entry => entry.Verdict == Verdict.Keep), drops = given.Count(entry => entry.Verdict == Verdict.Drop);
        return (double)keeps / (keeps + drops);
    }
}
