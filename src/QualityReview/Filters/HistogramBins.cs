using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>A scorer's values cut into equal bins between the 0.5 and 99.5 % quantiles; the first and last bin collect what lies
/// outside. A value belongs to the last bin whose lower edge it reaches.</summary>
/// <param name="Edges">Ascending, one more than there are bins.</param>
/// <param name="BinOf">By ordinal; <see cref="Unscored"/> where there is no score.</param>
internal sealed record HistogramBins(float[] Edges, byte[] BinOf, int[] Counts, IReadOnlyList<PercentileValue> Ticks)
{
    public const int Count = 32;

    public const byte Unscored = byte.MaxValue;

    private const double Outside = .005;

    private static readonly int[] _ticks = [10, 25, 50, 75, 90];

    public static HistogramBins Of(ScoreColumn column)
    {
        var edges = EdgesFor(column);
        var scale = Count / ((double)edges[Count] - edges[0]);
        var bins = new byte[column.Values.Length];
        var counts = new int[byte.MaxValue + 1];
        for (var ordinal = 0; ordinal < bins.Length; ordinal++)
        {
            var value = column.Values[ordinal];
            var bin = Unscored;
            if (!float.IsNaN(value))
            {
                // The guess can miss by one where the edges were rounded.
                var guess = (int)Math.Clamp((value - (double)edges[0]) * scale, 0, Count - 1);
                guess -= guess > 0 && value < edges[guess] ? 1 : 0;
                guess += guess < Count - 1 && value >= edges[guess + 1] ? 1 : 0;
                bin = (byte)guess;
            }

            bins[ordinal] = bin;
            counts[bin]++;
        }

        var order = column.Order;
        return new HistogramBins(edges, bins, counts[..Count], order.Length == 0 ? []
            : [.. _ticks.Select(percentile => new PercentileValue(percentile, column.Values[order[(int)Math.Ceiling(percentile / 100.0 * order.Length) - 1]]))]);
    }

    private static float[] EdgesFor(ScoreColumn column)
    {
        var (low, high) = Bounds(column);
        // Too close together for 33 different floats.
        var least = Math.Max(Math.Abs(low), Math.Abs(high)) * Math.Pow(2, -16);
        if (high - low <= least)
        {
            var middle = (low + high) / 2;
            (low, high) = (middle - Math.Max(.5, least), middle + Math.Max(.5, least));
        }

        return [.. Enumerable.Range(0, Count + 1).Select(i => (float)Math.Clamp(low + ((high - low) * i / Count), float.MinValue, float.MaxValue))];
    }

    private static (double Low, double High) Bounds(ScoreColumn column)
    {
        var order = column.Order;
        int first = 0, last = order.Length - 1;
        // Infinite scores stand at the ends of the order and have no place on an axis.
        while (first <= last && float.IsInfinity(column.Values[order[first]]))
        {
            first++;
        }

        while (last >= first && float.IsInfinity(column.Values[order[last]]))
        {
            last--;
        }

        if (first > last)
        {
            return (0, 1);
        }

        var skipped = (int)((last - first + 1) * Outside);
        float a = column.Values[order[first + skipped]], b = column.Values[order[last - skipped]];
        return column.Card.Direction == ScoreDirection.LowerIsBetter ? (b, a) : (a, b);
    }
}
