namespace QualityReview.Web.Shared;

/// <summary>How well typed letters fit a title: whole parts first, then letters in their order that begin with the beginning of a word.</summary>
public static class FuzzyMatch
{
    private const int AtWord = 100, Inside = 60, Scattered = 20;

    /// <summary>Higher fits better; null where it does not fit. Every typed word must fit; nothing typed fits everything.</summary>
    public static int? Score(string typed, string title)
    {
        var total = 0;
        foreach (var word in typed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (OfWord(word, title) is not { } score)
            {
                return null;
            }

            total += score;
        }

        // Of two that fit alike, the shorter one was meant.
        return total == 0 ? 0 : total - Math.Min(15, title.Length / 8);
    }

    private static int? OfWord(string word, string title)
    {
        int? best = null;
        for (var at = 0; at < title.Length; at++)
        {
            if (Begins(title, at) && string.Compare(title, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return AtWord + (at == 0 ? 5 : 0);
            }

            if (Begins(title, at) && char.ToLowerInvariant(title[at]) == char.ToLowerInvariant(word[0]) && Rest(word, title, at) is { } gaps)
            {
                best = Math.Max(best ?? 0, Math.Max(1, Scattered - gaps));
            }
        }

        return title.Contains(word, StringComparison.OrdinalIgnoreCase) ? Inside : best;
    }

    private static bool Begins(string title, int at) => char.IsLetterOrDigit(title[at]) && (at == 0 || !char.IsLetterOrDigit(title[at - 1]));

    /// <summary>Letters passed over from a place on until all of the word is found; those before the beginning of a word do not count.</summary>
    private static int? Rest(string word, string title, int at)
    {
        var gaps = 0;
        foreach (var letter in word)
        {
            var passed = 0;
            while (at < title.Length && char.ToLowerInvariant(title[at]) != char.ToLowerInvariant(letter))
            {
                (at, passed) = (at + 1, passed + 1);
            }

            if (at == title.Length)
            {
                return null;
            }

            gaps += Begins(title, at) ? 0 : passed;
            at++;
        }

        return gaps;
    }
}
