using System.Buffers;
using QualityReview.Scorers;

namespace QualityReview.Percentiles;

/// <summary>Mid-rank percentiles: 100 × (less + equal / 2) / n over the samples that have a score, so that ties share one
/// percentile and the mean is always 50. NaN means no score: such samples are not counted and get NaN.
/// Where low scores are good (<see cref="ScoreDirection.LowerIsBetter"/>) "less" counts the higher scores.</summary>
public static class PercentileRanks
{
    public static float[] Of(ReadOnlySpan<float> values, ScoreDirection direction) => FromOrder(values, Order(values, direction));

    /// <summary>Percentiles within groups: a sample is ranked among the samples with its own code.</summary>
    public static float[] Within(ReadOnlySpan<float> values, ScoreDirection direction, ReadOnlySpan<ushort> groups) =>
        FromOrder(values, Order(values, direction), groups);

    /// <summary>The ordinals of the scored samples, lowest percentile first, ties by ordinal.</summary>
    public static int[] Order(ReadOnlySpan<float> values, ScoreDirection direction)
    {
        var turned = direction == ScoreDirection.LowerIsBetter ? uint.MaxValue : 0;
        var packed = ArrayPool<ulong>.Shared.Rent(values.Length);
        try
        {
            var scored = 0;
            for (var i = 0; i < values.Length; i++)
            {
                var value = values[i];
                packed[scored] = RadixSort.Pack(RadixSort.AscendingKey(value) ^ turned, i);
                // Written always, counted only when it is a number: no branch for the predictor to miss.
                scored += float.IsNaN(value) ? 0 : 1;
            }

            var order = GC.AllocateUninitializedArray<int>(scored);
            RadixSort.Sort(packed.AsSpan(0, scored), order);
            return order;
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(packed);
        }
    }

    /// <summary>Percentiles from an order that <see cref="Order"/> gave.</summary>
    public static float[] FromOrder(ReadOnlySpan<float> values, ReadOnlySpan<int> order)
    {
        var percentiles = Unscored(values.Length);
        Rank(values, order, percentiles);
        return percentiles;
    }

    /// <summary>The exact places that go with the percentiles, see <see cref="ScoreRank.Rank"/>; 0 where there is no score.</summary>
    /// <param name="order">As <see cref="Order"/> gave it.</param>
    public static int[] PlacesFromOrder(ReadOnlySpan<float> values, ReadOnlySpan<int> order)
    {
        var places = new int[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = EndOfTie(values, order, start);
            foreach (var ordinal in order[start..end])
            {
                places[ordinal] = MiddlePlace(start, end - start);
            }
        }

        return places;
    }

    /// <inheritdoc cref="FromOrder(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static float[] FromOrder(ReadOnlySpan<float> values, ReadOnlySpan<int> order, ReadOnlySpan<ushort> groups)
    {
        // A stable counting sort by group keeps the order within each.
        var ends = new int[ushort.MaxValue + 1];
        foreach (var ordinal in order)
        {
            ends[groups[ordinal]]++;
        }

        for (int group = 0, place = 0; group < ends.Length; group++)
        {
            (ends[group], place) = (place, place + ends[group]);
        }

        var grouped = GC.AllocateUninitializedArray<int>(order.Length);
        foreach (var ordinal in order)
        {
            grouped[ends[groups[ordinal]]++] = ordinal;
        }

        var percentiles = Unscored(values.Length);
        var start = 0;
        foreach (var end in ends)
        {
            Rank(values, grouped.AsSpan(start, end - start), percentiles);
            start = end;
        }

        return percentiles;
    }

    /// <summary>The exact place of one sample, without sorting; null where it has no score.</summary>
    /// <param name="groups">One code a sample, or empty to rank among all.</param>
    public static ScoreRank? RankOf(ReadOnlySpan<float> values, ScoreDirection direction, ReadOnlySpan<ushort> groups, int ordinal)
    {
        var value = values[ordinal];
        if (float.IsNaN(value))
        {
            return null;
        }

        int lower = 0, equal = 0, higher = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!groups.IsEmpty && groups[i] != groups[ordinal])
            {
                continue;
            }

            lower += values[i] < value ? 1 : 0;
            equal += values[i] == value ? 1 : 0;
            higher += values[i] > value ? 1 : 0;
        }

        var less = direction == ScoreDirection.LowerIsBetter ? higher : lower;
        var count = lower + equal + higher;
        return new ScoreRank(MiddlePlace(less, equal), count, MidRank(less, equal, count));
    }

    /// <summary>The same among all, by halving an order that <see cref="Order"/> gave: no loop over the samples.</summary>
    public static ScoreRank? RankFromOrder(ReadOnlySpan<float> values, ScoreDirection direction, ReadOnlySpan<int> order, int ordinal)
    {
        var value = values[ordinal];
        if (float.IsNaN(value))
        {
            return null;
        }

        var less = First(values, direction, order, value, alsoEqual: false);
        var equal = First(values, direction, order, value, alsoEqual: true) - less;
        return new ScoreRank(MiddlePlace(less, equal), order.Length, MidRank(less, equal, order.Length));
    }

    /// <summary>Turns an order round. Ties stay in the order of ordinals.</summary>
    /// <param name="order">As <see cref="Order"/> gave it.</param>
    /// <param name="into">At least as long.</param>
    public static void Turn(ReadOnlySpan<float> values, ReadOnlySpan<int> order, Span<int> into)
    {
        var place = order.Length;
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = EndOfTie(values, order, start);
            place -= end - start;
            order[start..end].CopyTo(into[place..]);
        }
    }

    /// <summary>The first place of an order whose score is past a value, or no longer before it.</summary>
    private static int First(ReadOnlySpan<float> values, ScoreDirection direction, ReadOnlySpan<int> order, float value, bool alsoEqual)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var other = values[order[middle]];
            var before = (direction == ScoreDirection.LowerIsBetter ? other > value : other < value) || (alsoEqual && other == value);
            (low, high) = before ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static float MidRank(int less, int equal, int count) => (float)(100.0 * (less + (0.5 * equal)) / count);

    private static int MiddlePlace(int less, int equal) => less + ((equal + 1) / 2);

    private static int EndOfTie(ReadOnlySpan<float> values, ReadOnlySpan<int> order, int start)
    {
        var value = values[order[start]];
        var end = start + 1;
        while (end < order.Length && values[order[end]] == value)
        {
            end++;
        }

        return end;
    }

    private static float[] Unscored(int count)
    {
        var percentiles = GC.AllocateUninitializedArray<float>(count);
        percentiles.AsSpan().Fill(float.NaN);
        return percentiles;
    }

    private static void Rank(ReadOnlySpan<float> values, ReadOnlySpan<int> order, Span<float> percentiles)
    {
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = EndOfTie(values, order, start);
            var percentile = MidRank(start, end - start, order.Length);
            foreach (var ordinal in order[start..end])
            {
                percentiles[ordinal] = percentile;
            }
        }
    }
}
