namespace QualityReview.Reviews;

/// <summary>The right verdict on a gold item.</summary>
/// <param name="Author">Whose verdict it is: it does not measure its author.</param>
public sealed record GoldVerdict(Verdict Verdict, string Author);

/// <summary>How often a person gave the right verdict on gold items.</summary>
/// <param name="Judged">Gold items with a standing verdict of the person; unsure is one that is not right.</param>
public readonly record struct GoldFigures(int Judged, int Right)
{
    /// <summary>0..1; NaN of none.</summary>
    public double Share => (double)Right / Judged;

    /// <summary>95 % interval by Wilson; null where no gold item was judged.</summary>
    public Interval? Range => Judged == 0 ? null : Interval.Wilson(Share, Judged);

    internal static GoldFigures Of(string name, IEnumerable<LedgerEntry> standing, IReadOnlyDictionary<int, GoldVerdict> gold)
    {
        int judged = 0, right = 0;
        foreach (var entry in standing)
        {
            if (gold.TryGetValue(entry.Ordinal, out var known) && known.Author != name)
            {
                judged++;
                right += entry.Verdict == known.Verdict ? 1 : 0;
            }
        }

        return new GoldFigures(judged, right);
    }
}
