namespace QualityReview.Comparisons;

/// <summary>Counts the pairs that stand in the wrong order, by a merge sort from the bottom up.</summary>
internal static class Inversions
{
    private const int Block = 16;

    /// <param name="values">Sorted or spoiled afterwards.</param>
    /// <param name="buffer">As long as the values; spoiled.</param>
    public static long Count(Span<int> values, Span<int> buffer)
    {
        var found = 0L;
        for (var start = 0; start < values.Length; start += Block)
        {
            found += Insert(values.Slice(start, Math.Min(Block, values.Length - start)));
        }

        var from = values;
        var to = buffer;
        for (var width = Block; width < values.Length; width *= 2)
        {
            for (var start = 0; start < values.Length; start += 2 * width)
            {
                var both = Math.Min(2 * width, values.Length - start);
                found += Merge(from.Slice(start, both), Math.Min(width, both), to.Slice(start, both));
            }

            var swap = from;
            from = to;
            to = swap;
        }

        return found;
    }

    private static long Insert(Span<int> values)
    {
        var found = 0L;
        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            var place = i;
            for (; place > 0 && values[place - 1] > value; place--)
            {
                values[place] = values[place - 1];
            }

            values[place] = value;
            found += i - place;
        }

        return found;
    }

    private static long Merge(ReadOnlySpan<int> from, int half, Span<int> to)
    {
        if (half == from.Length || from[half - 1] <= from[half])
        {
            from.CopyTo(to);
            return 0;
        }

        var (found, left, right, place) = (0L, 0, half, 0);
        while (left < half && right < from.Length)
        {
            int a = from[left], b = from[right];
            // Counted without a branch, which random orders would mispredict every other time.
            var takesRight = b < a ? 1 : 0;
            to[place++] = takesRight != 0 ? b : a;
            right += takesRight;
            left += 1 - takesRight;
            found += (long)takesRight * (half - left);
        }

        from[left..half].CopyTo(to[place..]);
        from[right..].CopyTo(to[(place + half - left)..]);
        return found;
    }
}
