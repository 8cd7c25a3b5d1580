namespace QualityReview.Duplicates;

/// <summary>One band of all signatures, sorted so that texts that agree in it stand together; gives the pairs to compare.</summary>
internal static class BandBuckets
{
    /// <summary>In a larger bucket not every pair is compared, so that a thousand copies of a template cost thousands of comparisons
    /// and not a million.</summary>
    public const int AllPairsUpTo = 16;

    /// <summary>Key above, index below: sorting it brings equal keys together, each bucket by index.</summary>
    public static ulong[] Sort(uint[] keys)
    {
        var sorted = new ulong[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            sorted[i] = ((ulong)keys[i] << 32) | (uint)i;
        }

        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Calls <paramref name="visit"/> with the pairs of each bucket: in a small one all; in a large one each member with the
    /// bucket's first and with its neighbour, which holds the bucket together.</summary>
    public static void Visit(ulong[] sorted, Action<int, int, bool> visit)
    {
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] >> 32 == sorted[start] >> 32)
            {
                end++;
            }

            var isLarge = end - start > AllPairsUpTo;
            for (var i = start + 1; i < end; i++)
            {
                for (var j = isLarge ? i - 1 : start; j < i; j++)
                {
                    visit((int)(uint)sorted[j], (int)(uint)sorted[i], isLarge);
                }

                if (isLarge && i > start + 1)
                {
                    visit((int)(uint)sorted[start], (int)(uint)sorted[i], isLarge);
                }
            }

            start = end;
        }
    }
}
