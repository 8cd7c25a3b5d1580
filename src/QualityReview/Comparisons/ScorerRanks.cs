using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Comparisons;

/// <summary>Samples as one scorer ranks them: 0 is the lowest percentile, equal scores have the same rank, and -1 is left out. Never changes.</summary>
/// <param name="Ranks">One a sample.</param>
/// <param name="Bound">Above every rank.</param>
public sealed record ScorerRanks(int[] Ranks, int Bound)
{
    /// <summary>All samples by ordinal; those without a score are left out.</summary>
    /// <param name="withFlagged">Whether scores that a flag says not to trust are ranked too.</param>
    public static ScorerRanks Of(ScoreColumn column, bool withFlagged = false)
    {
        var ranks = new int[column.Values.Length];
        ranks.AsSpan().Fill(-1);
        var (rank, last) = (-1, float.NaN);
        foreach (var ordinal in column.Order)
        {
            if (!withFlagged && column.Flags[ordinal] != ScoreFlags.None)
            {
                continue;
            }

            var value = column.Values[ordinal];
            rank += value == last ? 0 : 1;
            (ranks[ordinal], last) = (rank, value);
        }

        return new ScorerRanks(ranks, rank + 1);
    }

    /// <summary>These samples alone, in this order, ranked anew.</summary>
    public ScorerRanks Among(ReadOnlySpan<int> ordinals)
    {
        var keys = new int[ordinals.Length];
        var places = new int[ordinals.Length];
        for (var i = 0; i < ordinals.Length; i++)
        {
            (keys[i], places[i]) = (Ranks[ordinals[i]], i);
        }

        Array.Sort(keys, places);
        var ranks = new int[ordinals.Length];
        var (rank, last) = (-1, -1);
        for (var i = 0; i < keys.Length; i++)
        {
            rank += keys[i] == last ? 0 : 1;
            last = keys[i];
            ranks[places[i]] = rank;
        }

        return new ScorerRanks(ranks, rank + 1);
    }
}
