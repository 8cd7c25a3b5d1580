namespace QualityReview.Filters;

/// <summary>Finds the known name that a mistyped one was meant to be.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The known name with the fewest changed, missing, added or swapped letters, if these are at most a third of the word's.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestName)
        {
            return null;
        }

        string? nearest = null;
        var fewest = (Math.Max(written.Length, 3) / 3) + 1;
        foreach (var name in known)
        {
            if (name.Length is > 0 and <= LongestName && Math.Abs(name.Length - written.Length) < fewest)
            {
                var changes = Changes(written, name);
                if (changes < fewest)
                {
                    (nearest, fewest) = (name, changes);
                }
            }
        }

        return nearest;
    }

    /// <summary>Optimal string alignment distance, letters compared without case.</summary>
    private static int Changes(string from, string to)
    {
        Span<int> before = stackalloc int[LongestName + 1], previous = stackalloc int[LongestName + 1], current = stackalloc int[LongestName + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var differ = Same(from[i - 1], to[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + differ);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return previous[to.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
