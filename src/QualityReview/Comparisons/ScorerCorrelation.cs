using System.Buffers;

namespace QualityReview.Comparisons;

/// <summary>How alike two scorers rank the samples that both rank.</summary>
/// <param name="Samples">How many both rank.</param>
/// <param name="Kendall">Tau-b, -1..1: pairs of samples in the same order less those in the opposite order, corrected for ties (Kendall
/// 1945, "The treatment of ties in ranking problems"). NaN where one of the scorers ranks all alike.</param>
/// <param name="Spearman">The correlation of the mid-ranks, -1..1. NaN as above.</param>
public readonly record struct ScorerCorrelation(int Samples, double Kendall, double Spearman)
{
    /// <summary>Counts by sorting, as Knight did (1966, "A computer method for calculating Kendall's tau with ungrouped data"): order by the
    /// first and then the second; then each exchange that a merge sort by the second needs is a pair in opposite order.</summary>
    public static ScorerCorrelation Of(ScorerRanks first, ScorerRanks second)
    {
        if (first.Ranks.Length != second.Ranks.Length)
        {
            throw new ArgumentException($"Scorers of {first.Ranks.Length} samples cannot be compared with those of {second.Ranks.Length}.", nameof(second));
        }

        var size = first.Ranks.Length;
        var rented = ArrayPool<int>.Shared.Rent(3 * size);
        try
        {
            return Of(first, second, rented.AsSpan(0, size), rented.AsSpan(size, size), rented.AsSpan(2 * size, size));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static ScorerCorrelation Of(ScorerRanks first, ScorerRanks second, Span<int> firstBySecond, Span<int> secondBySecond, Span<int> ordered)
    {
        ReadOnlySpan<int> x = first.Ranks, y = second.Ranks;
        int[] endsX = new int[first.Bound], endsY = new int[second.Bound];
        var count = 0;
        for (var i = 0; i < x.Length; i++)
        {
            // Negative where one of the two is.
            if ((x[i] | y[i]) >= 0)
            {
                endsX[x[i]]++;
                endsY[y[i]]++;
                count++;
            }
        }

        var (tiedX, squaresX) = Blocks(endsX, count);
        var (tiedY, squaresY) = Blocks(endsY, count);

        // Two stable counting sorts order by the first and, within equal ones, by the second.
        for (var i = 0; i < x.Length; i++)
        {
            if ((x[i] | y[i]) >= 0)
            {
                var place = endsY[y[i]]++;
                (firstBySecond[place], secondBySecond[place]) = (x[i], y[i]);
            }
        }

        for (var i = 0; i < count; i++)
        {
            ordered[endsX[firstBySecond[i]]++] = secondBySecond[i];
        }

        // From here both hold where the samples of each rank end.
        var products = 0.0;
        for (var i = 0; i < count; i++)
        {
            products += (double)Middle(endsX, firstBySecond[i], count) * Middle(endsY, secondBySecond[i], count);
        }

        var tiedBoth = TiedInBoth(ordered[..count], endsX);
        var all = Pairs(count);
        var opposite = Inversions.Count(ordered[..count], secondBySecond[..count]);
        double same = all - tiedX - tiedY + tiedBoth - (2 * opposite);
        return new ScorerCorrelation(
            count,
            all == tiedX || all == tiedY ? double.NaN : Math.Clamp(same / (Math.Sqrt(all - tiedX) * Math.Sqrt(all - tiedY)), -1, 1),
            squaresX == 0 || squaresY == 0 ? double.NaN : Math.Clamp(products / (Math.Sqrt(squaresX) * Math.Sqrt(squaresY)), -1, 1));
    }

    /// <summary>Turns the number of samples of each rank into where they begin; gives tied pairs and the sum of squares of the mid-ranks.</summary>
    private static (long Tied, double Squares) Blocks(Span<int> counts, int all)
    {
        var (begin, tied, squares) = (0, 0L, 0.0);
        for (var rank = 0; rank < counts.Length; rank++)
        {
            var count = counts[rank];
            tied += Pairs(count);
            double middle = (2L * begin) + count - all;
            squares += count * middle * middle;
            counts[rank] = begin;
            begin += count;
        }

        return (tied, squares);
    }

    /// <summary>Twice the mid-rank less twice the mean rank: a whole number.</summary>
    private static long Middle(ReadOnlySpan<int> ends, int rank, int all) => (long)(rank == 0 ? 0 : ends[rank - 1]) + ends[rank] - all;

    private static long TiedInBoth(ReadOnlySpan<int> ordered, ReadOnlySpan<int> endsX)
    {
        var (tied, begin) = (0L, 0);
        foreach (var end in endsX)
        {
            for (int start = begin, next; start < end; start = next)
            {
                for (next = start + 1; next < end && ordered[next] == ordered[start];)
                {
                    next++;
                }

                tied += Pairs(next - start);
            }

            begin = end;
        }

        return tied;
    }

    private static long Pairs(long count) => count * (count - 1) / 2;
}
