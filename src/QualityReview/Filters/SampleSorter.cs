using System.Buffers;
using QualityReview.Percentiles;
using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>Puts sets of one table's samples in order. Keeps recent orders and lists; safe for many callers.</summary>
public sealed class SampleSorter(SampleTable table)
{
    // One order or list of a million samples takes 4 MB.
    private readonly RecentlyUsed<SampleSort, int[]> _orders = new(8);
    private readonly RecentlyUsed<(SampleSet Set, SampleSort Sort), SortedSamples> _lists = new(8);

    /// <exception cref="WrongWordsException">The table has no scorer with that key.</exception>
    public SortedSamples Sort(SampleSet set, SampleSort sort) => _lists.GetOrAdd((set, sort), () => new SortedSamples(Pick(set, sort)));

    private int[] Pick(SampleSet set, SampleSort sort)
    {
        if (sort.By == SortBy.Dataset)
        {
            var ordinals = set.ToArray();
            if (sort.Descending)
            {
                ordinals.AsSpan().Reverse();
            }

            return ordinals;
        }

        var order = _orders.GetOrAdd(sort, () => Order(sort));
        if (set.Count == order.Length)
        {
            return order;
        }

        var picked = GC.AllocateUninitializedArray<int>(set.Count);
        var words = set.Words;
        var count = 0;
        for (var i = 0; count < picked.Length; i++)
        {
            // Written always, counted only when it is in the set: no branch for the predictor to miss.
            var ordinal = order[i];
            picked[count] = ordinal;
            count += (int)(words[ordinal >> 6] >> (ordinal & 63)) & 1;
        }

        return picked;
    }

    private int[] Order(SampleSort sort)
    {
        var turned = sort.Descending ? uint.MaxValue : 0;
        if (sort.By == SortBy.Length)
        {
            return ByKey(ordinal => RadixSort.AscendingKey(table.Characters[ordinal]) ^ turned);
        }

        if (sort.By == SortBy.Random)
        {
            var stream = OrdinalHash.Stream(sort.Seed);
            return ByKey(ordinal => (uint)(OrdinalHash.Of(stream, ordinal) >> 32) ^ turned);
        }

        if (sort.By == SortBy.Group)
        {
            var groups = table.Duplicates?.Groups ?? throw new WrongWordsException($"The samples cannot be sorted: {RuleParser.NotSought}.");
            return ByKey(ordinal => groups[ordinal] <= 0 ? uint.MaxValue : (uint)groups[ordinal] ^ (turned >> 1));
        }

        var column = table.Find(sort.Key) ?? throw new WrongWordsException(RuleParser.Ended($"The samples cannot be sorted: {RuleParser.NoSuchScorer(sort.Key, table)}"));
        var percentiles = column.PercentilesWithin(sort.Scope);
        var order = GC.AllocateUninitializedArray<int>(table.Count);
        var scored = Scored(column, percentiles, sort, order);
        for (int ordinal = 0, place = scored; place < order.Length; ordinal++)
        {
            if (float.IsNaN(percentiles[ordinal]))
            {
                order[place++] = ordinal;
            }
        }

        return order;
    }

    /// <returns>How many samples have a percentile: they are written, in order.</returns>
    private static int Scored(ScoreColumn column, float[] percentiles, SampleSort sort, Span<int> into)
    {
        if (sort.Scope != PercentileScope.Dataset)
        {
            // Turning the keys, not the order, leaves ties in the order of import.
            var within = PercentileRanks.Order(percentiles, sort.Descending ? ScoreDirection.LowerIsBetter : ScoreDirection.HigherIsBetter);
            within.CopyTo(into);
            return within.Length;
        }

        if (sort.Descending)
        {
            // Ten times faster than sorting anew.
            PercentileRanks.Turn(column.Values, column.Order, into);
        }
        else
        {
            column.Order.CopyTo(into);
        }

        return column.Order.Length;
    }

    private int[] ByKey(Func<int, uint> keyOf)
    {
        var packed = ArrayPool<ulong>.Shared.Rent(table.Count);
        try
        {
            for (var ordinal = 0; ordinal < table.Count; ordinal++)
            {
                packed[ordinal] = RadixSort.Pack(keyOf(ordinal), ordinal);
            }

            var order = GC.AllocateUninitializedArray<int>(table.Count);
            RadixSort.Sort(packed.AsSpan(0, table.Count), order);
            return order;
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(packed);
        }
    }
}
