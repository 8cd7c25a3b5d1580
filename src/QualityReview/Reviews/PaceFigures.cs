namespace QualityReview.Reviews;

/// <summary>How fast a person judges, over the verdicts whose time was taken: acts on many samples have none.</summary>
/// <param name="Timed">Those verdicts.</param>
/// <param name="MedianSeconds">Of looking at a sample; NaN of none.</param>
/// <param name="ActiveHours">Time at work; a pause of more than <see cref="Pause"/> is not.</param>
public readonly record struct PaceFigures(int Timed, double MedianSeconds, double ActiveHours)
{
    /// <summary>Whoever gives no verdict for longer has gone away.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Verdicts in an hour at work; NaN where that cannot be said.</summary>
    public double PerActiveHour => ActiveHours > 0 ? Timed / ActiveHours : double.NaN;

    /// <param name="given">Of one person, in the order of the ledger.</param>
    internal static PaceFigures Of(IReadOnlyList<LedgerEntry> given)
    {
        var active = TimeSpan.Zero;
        var timed = 0;
        DateTime? before = null;
        foreach (var entry in given.Where(entry => double.IsFinite(entry.Seconds)))
        {
            // From verdict to verdict, reading and moving on included; after a pause, only the reading.
            var since = entry.At - before;
            active += since is { } gap && gap >= TimeSpan.Zero && gap <= Pause ? gap : TimeSpan.FromSeconds(Math.Clamp(entry.Seconds, 0, Pause.TotalSeconds));
            before = entry.At;
            timed++;
        }

        return new PaceFigures(timed, Median(given.Select(entry => entry.Seconds)), active.TotalHours);
    }

    /// <summary>The middle value, or the mean of the two middle ones; NaN of none. NaN values are left out.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

/// <summary>What one person did on one day.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Given">Verdicts, those without a time included.</param>
/// <param name="Keep">Share of keep among keep and drop; NaN where there is neither.</param>
public sealed record DayFigures(DateOnly Day, string Name, int Given, double Keep, PaceFigures Pace);
