namespace QualityReview.Reviews;

/// <summary>How two people judged the samples that both judged keep or drop: the table of two by two.</summary>
/// <param name="First">Whose verdict is named first.</param>
public sealed record PairFigures(string First, string Second, int KeepKeep, int KeepDrop, int DropKeep, int DropDrop)
{
    public int Shared => KeepKeep + KeepDrop + DropKeep + DropDrop;

    /// <summary>Share of equal verdicts, 0..1; NaN where they share none.</summary>
    public double Raw => (double)(KeepKeep + DropDrop) / Shared;

    /// <summary>Cohen's kappa; NaN where it cannot be told from chance.</summary>
    public double Kappa => KappaOf([KeepKeep, KeepDrop, DropKeep, DropDrop]);

    public bool TooFew => Shared < Estimate.FewestLabels;

    /// <summary>95 % interval of <see cref="Kappa"/>.</summary>
    public Interval? KappaRange(ulong seed) => Resampling.Bootstrap([KeepKeep, KeepDrop, DropKeep, DropDrop], KappaOf, seed);

    // (po - pe) / (1 - pe), Cohen 1960, with counts in the place of shares.
    private static double KappaOf(int[] table)
    {
        double all = table.Sum(), firstKeeps = table[0] + table[1], secondKeeps = table[0] + table[2];
        var byChance = firstKeeps * secondKeeps + (all - firstKeeps) * (all - secondKeeps);
        return ((table[0] + table[3]) * all - byChance) / (all * all - byChance);
    }
}
