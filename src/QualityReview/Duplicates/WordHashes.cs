using System.Globalization;
using System.Text;
using QualityReview.Hashing;

namespace QualityReview.Duplicates;

/// <summary>Turns a text into the hashes of its normalised words: what is compared.</summary>
/// <remarks>
/// Unicode form KC, lower case; letters, digits and their marks make words, everything else parts them, and format characters (soft
/// hyphens, zero-width and bidirectional marks) are as if they were not there. In scripts that are written without spaces (Chinese
/// characters, kana, Thai, Lao, Burmese, Khmer) every character is a word, so that shingles of words are shingles of characters.
/// Toy example: "Don’t STOP—東京!" is "don", "t", "stop", "東", "京".
/// </remarks>
internal static class WordHashes
{
    private const int LongestWord = 256;

    /// <summary>Adds the hashes of the words in their order.</summary>
    public static void Of(string text, List<ulong> into)
    {
        Span<char> word = stackalloc char[LongestWord + 2];
        var length = 0;
        foreach (var rune in Normal(text).EnumerateRunes())
        {
            switch (Kind(rune))
            {
                case Part.Alone:
                    End(word, ref length, into);
                    length = rune.EncodeToUtf16(word);
                    End(word, ref length, into);
                    break;
                case Part.Inner:
                    // A "word" of megabytes, such as an encoded image, is many words.
                    if (length >= LongestWord)
                    {
                        End(word, ref length, into);
                    }

                    length += Rune.ToLowerInvariant(rune).EncodeToUtf16(word[length..]);
                    break;
                case Part.Mark when length > 0:
                    goto case Part.Inner;
                case Part.Between:
                    End(word, ref length, into);
                    break;
            }
        }

        End(word, ref length, into);
    }

    private enum Part
    {
        Between,
        Inner,
        Mark,
        Alone,
        Nothing,
    }

    private static void End(Span<char> word, ref int length, List<ulong> into)
    {
        if (length > 0)
        {
            into.Add(StableHash.Of(word[..length]));
            length = 0;
        }
    }

    private static string Normal(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        // The normaliser refuses half characters.
        return Whole(text).Normalize(NormalizationForm.FormKC);
    }

    private static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                }

                i++;
            }
        }

        return text;
    }

    private static Part Kind(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetterOrDigit((char)rune.Value) ? Part.Inner : Part.Between;
        }

        var kind = Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Part.Inner,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Part.Mark,
            UnicodeCategory.Format => Part.Nothing,
            _ => Part.Between,
        };
        return kind is Part.Inner or Part.Mark && HasNoSpaces(rune.Value) ? Part.Alone : kind;
    }

    private static bool HasNoSpaces(int rune) => rune switch
    {
        < 0x0E00 => false,
        // Thai and Lao; Burmese; Khmer.
        <= 0x0EFF or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) => true,
        < 0x3005 => false,
        // Kana and Chinese characters, with their extensions.
        <= 0x30FF or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) => true,
        _ => rune is >= 0x20000 and <= 0x3FFFF,
    };
}
