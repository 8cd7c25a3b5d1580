using System.Globalization;
using System.Text;

namespace QualityReview.Samples;

/// <summary>The part of a text that shows what was searched for, letter by letter as it stands there.</summary>
public static class TextSurroundings
{
    private const int Before = 80;

    /// <summary>Characters that are compared at once: a text of megabytes mostly has the word near its beginning.</summary>
    private const int AtOnce = 32_768;

    /// <summary>Where the words stand; null where the text does not hold one of them as it was typed.</summary>
    /// <param name="words">As a person types them: see <see cref="TextSearch.Find"/>.</param>
    /// <param name="length">In characters, at most.</param>
    public static string? Of(string text, string words, int length = SampleStore.ExcerptLength)
    {
        foreach (var (term, isLast) in SearchWords.Terms(words).OrderByDescending(term => term.Text.Length))
        {
            if (Place(text, Folded(term), isLast) is >= 0 and var at)
            {
                var from = at <= Before ? 0 : Border(text, at - Before, at);
                var to = Math.Min(text.Length, from + length);
                to -= to < text.Length && char.IsLowSurrogate(text[to]) ? 1 : 0;
                return (from > 0 ? "… " : "") + text[from..to];
            }
        }

        return null;
    }

    /// <summary>Lower case without accents, as many characters as before, so that places stay the same.</summary>
    private static string Folded(ReadOnlySpan<char> text)
    {
        var folded = new char[text.Length];
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = text[i] < 128 ? char.ToLowerInvariant(text[i]) : Base(text[i]);
        }

        return new string(folded);
    }

    private static char Base(char letter) =>
        letter is >= '\u00C0' and < '\u0250' or >= '\u0370' and < '\u0530' or >= '\u1E00' and < '\u2000'
            ? char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0])
            : char.ToLowerInvariant(letter);

    /// <summary>First place where a word or phrase stands by itself; where none does, as after a change of its form, any place.</summary>
    private static int Place(string text, string term, bool isBeginning)
    {
        var any = -1;
        for (var from = 0; from < text.Length; from += AtOnce)
        {
            var folded = Folded(text.AsSpan(from, Math.Min(text.Length - from, AtOnce + term.Length - 1)));
            for (var found = folded.IndexOf(term, StringComparison.Ordinal); found >= 0; found = folded.IndexOf(term, found + 1, StringComparison.Ordinal))
            {
                var (at, end) = (from + found, from + found + term.Length);
                if ((at == 0 || !IsWord(text[at - 1])) && (isBeginning || end == text.Length || !IsWord(text[end])))
                {
                    return at;
                }

                any = any < 0 ? at : any;
            }
        }

        return any;
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) && !Storage.CutText.Has(letter.ToString());

    /// <summary>After the next white space, that the text does not begin within a word; at the place itself where none is near.</summary>
    private static int Border(string text, int from, int before)
    {
        for (var i = from; i < before; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                return i + 1;
            }
        }

        return char.IsLowSurrogate(text[from]) || char.GetUnicodeCategory(text[from]) == UnicodeCategory.NonSpacingMark ? from + 1 : from;
    }
}
