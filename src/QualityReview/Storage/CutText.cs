using System.Buffers;
using System.Text;

namespace QualityReview.Storage;

/// <summary>A text as the word index takes it. FTS5's tokenizer takes a run of letters as one word; in scripts that put no spaces
/// between words, and in Korean, where particles are joined to them, no part of a sentence could be found so. Each letter of these
/// scripts becomes a word of its own, and what was typed a phrase of such words.</summary>
/// <remarks>Vowel signs and tone marks of Thai, Lao, Khmer and Burmese are no letters to the tokenizer, which would drop them: each is
/// written as a private character of plane 15, which is one.</remarks>
public static class CutText
{
    /// <summary>First code point, last code point; ascending.</summary>
    private static readonly (int First, int Last)[] _ranges =
    [
        (0x0E00, 0x0EFF), // Thai, Lao
        (0x1000, 0x109F), // Myanmar
        (0x1100, 0x11FF), // Hangul Jamo
        (0x1780, 0x17FF), // Khmer
        (0x3005, 0x3007), // 々〆〇
        (0x3041, 0x30FF), // Hiragana, Katakana
        (0x3105, 0x318F), // Bopomofo, Hangul compatibility Jamo
        (0x31A0, 0x31BF), (0x31F0, 0x31FF), // Bopomofo extended, Katakana extensions
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), // Han
        (0xA960, 0xA97F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), // Hangul Jamo and Myanmar, extended
        (0xAC00, 0xD7FF), // Hangul syllables
        (0xF900, 0xFAFF), (0xFF66, 0xFFDC), // compatibility Han, halfwidth Katakana and Hangul
        (0x1AFF0, 0x1B16F), (0x20000, 0x323AF), // Kana and Han beyond the first plane
    ];

    private const int MarkPlane = 0xF0000;

    // Surrogates stand for the planes above: looked at closely when met.
    private static readonly SearchValues<char> _perhaps = SearchValues.Create(
        [.. _ranges.Where(range => range.Last <= 0xFFFF).SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Concat(Enumerable.Range(0xD800, 0x800)).Select(code => (char)code)]);

    /// <summary>The same string where nothing has to be cut.</summary>
    public static string Of(string text)
    {
        var first = FirstCut(text);
        if (first < 0)
        {
            return text;
        }

        var cut = new StringBuilder(text.Length * 2);
        cut.Append(text, 0, first);
        for (var i = first; i < text.Length;)
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (!IsCut(rune.Value))
            {
                cut.Append(text, i, length);
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                cut.Append(' ').Append(text, i, length).Append(' ');
            }
            else if (IsMark(rune))
            {
                cut.Append(' ').Append(new Rune(MarkPlane + rune.Value).ToString()).Append(' ');
            }
            else
            {
                cut.Append(text, i, length);
            }

            i += length;
        }

        return cut.ToString();
    }

    /// <summary>Whether the text holds letters that are cut.</summary>
    public static bool Has(string text) => FirstCut(text) >= 0;

    /// <summary>Whether a character is a word, or a part of one, to the index.</summary>
    internal static bool IsPart(Rune rune) => Rune.IsLetterOrDigit(rune) || (IsCut(rune.Value) && IsMark(rune));

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static int FirstCut(string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text.AsSpan(from).IndexOfAny(_perhaps);
            if (found < 0)
            {
                return -1;
            }

            _ = Rune.DecodeFromUtf16(text.AsSpan(from + found), out var rune, out var length);
            if (IsCut(rune.Value))
            {
                return from + found;
            }

            from += found + length;
        }

        return -1;
    }

    private static bool IsCut(int code)
    {
        foreach (var (first, last) in _ranges)
        {
            if (code <= last)
            {
                return code >= first;
            }
        }

        return false;
    }
}
