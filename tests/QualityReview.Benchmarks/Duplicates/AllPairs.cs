namespace QualityReview.Benchmarks.Duplicates;

/// <summary>The plain way: every text's runs of five words as a sorted array of hashes, every pair compared.</summary>
internal static class AllPairs
{
    public static HashSet<(int, int)> Find(IReadOnlyList<string> texts, double threshold)
    {
        var sets = texts.Select(Runs).ToList();
        var pairs = new HashSet<(int, int)>();
        for (var i = 0; i < sets.Count; i++)
        {
            for (var j = i + 1; j < sets.Count; j++)
            {
                int shared = 0, a = 0, b = 0;
                var (one, other) = (sets[i], sets[j]);
                while (a < one.Length && b < other.Length)
                {
                    shared += one[a] == other[b] ? 1 : 0;
                    (a, b) = one[a] == other[b] ? (a + 1, b + 1) : one[a] < other[b] ? (a + 1, b) : (a, b + 1);
                }

                if (one.Length + other.Length > shared && shared >= threshold * (one.Length + other.Length - shared))
                {
                    pairs.Add((i, j));
                }
            }
        }

        return pairs;
    }

    private static int[] Runs(string text)
    {
        var words = text.ToLowerInvariant().Split([.. text.Where(sign => !char.IsLetterOrDigit(sign)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        return [.. Enumerable.Range(0, Math.Max(0, words.Length - 4)).Select(i => string.Join(' ', words, i, 5).GetHashCode(StringComparison.Ordinal)).Distinct().Order()];
    }
}
