using System.Globalization;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>.NET's regular expressions see UTF-16 units, a tokenizer's see code points. So each code point above U+FFFF is shown to
/// them as one stand-in: a character below it of the same general category.</summary>
internal static class AstralProjection
{
    // ASCII letters and signs are no stand-ins: patterns name them.
    private static readonly char[] s_standIns = MakeStandIns();

    /// <summary>Fills <paramref name="places"/> with the origin of each character and of the end; returns the number of characters.</summary>
    public static int Project(ReadOnlySpan<char> text, Span<char> characters, Span<int> places)
    {
        var count = 0;
        for (var at = 0; at < text.Length; count++)
        {
            places[count] = at;
            var isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            characters[count] = isPair ? StandInFor(char.ConvertToUtf32(text[at], text[at + 1])) : text[at];
            at += isPair ? 2 : 1;
        }

        places[count] = text.Length;
        return count;
    }

    // Squared and circled Latin letters are symbols that count as word characters, as Ⓐ does.
    private static char StandInFor(int codePoint) => codePoint is >= 0x1F130 and <= 0x1F149 or >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189
        ? 'Ⓐ'
        : s_standIns[(int)CharUnicodeInfo.GetUnicodeCategory(codePoint)];

    private static char[] MakeStandIns()
    {
        var standIns = new char[30];
        foreach (var c in "ÀàǅʰאÄ\u0300\u0903\u20DD٠Ⅰ²\u2060\uE000‿–⁅⁆‹›¡∀£˂©\u0378")
        {
            standIns[(int)char.GetUnicodeCategory(c)] = c;
        }

        return standIns;
    }
}
