using System.Globalization;
using System.Text;

namespace QualityReview.Web.Shared;

/// <summary>Characters that a reader cannot see: controls, zero-width and bidirectional marks, odd spaces, tags.</summary>
public static class HiddenCharacters
{
    private static readonly Dictionary<int, (string Mark, string Name)> Named = new()
    {
        ['\t'] = ("→", "tab"),
        ['\n'] = ("⏎", "line feed"),
        ['\r'] = ("␍", "carriage return"),
        [0x7F] = ("DEL", "delete"),
        [0x85] = ("NEL", "next line"),
        [0xA0] = ("NBSP", "no-break space"),
        [0xAD] = ("SHY", "soft hyphen"),
        [0x34F] = ("CGJ", "combining grapheme joiner"),
        [0x61C] = ("ALM", "Arabic letter mark"),
        [0x115F] = ("HCF", "Hangul choseong filler"),
        [0x1160] = ("HJF", "Hangul jungseong filler"),
        [0x180E] = ("MVS", "Mongolian vowel separator"),
        [0x2007] = ("FSP", "figure space"),
        [0x200B] = ("ZWSP", "zero width space"),
        [0x200C] = ("ZWNJ", "zero width non-joiner"),
        [0x200D] = ("ZWJ", "zero width joiner"),
        [0x200E] = ("LRM", "left-to-right mark"),
        [0x200F] = ("RLM", "right-to-left mark"),
        [0x2028] = ("LS", "line separator"),
        [0x2029] = ("PS", "paragraph separator"),
        [0x202A] = ("LRE", "left-to-right embedding"),
        [0x202B] = ("RLE", "right-to-left embedding"),
        [0x202C] = ("PDF", "pop directional formatting"),
        [0x202D] = ("LRO", "left-to-right override"),
        [0x202E] = ("RLO", "right-to-left override"),
        [0x202F] = ("NNBSP", "narrow no-break space"),
        [0x2060] = ("WJ", "word joiner"),
        [0x2066] = ("LRI", "left-to-right isolate"),
        [0x2067] = ("RLI", "right-to-left isolate"),
        [0x2068] = ("FSI", "first strong isolate"),
        [0x2069] = ("PDI", "pop directional isolate"),
        [0x2800] = ("BLANK", "Braille pattern blank"),
        [0x3164] = ("HF", "Hangul filler"),
        [0xFEFF] = ("BOM", "byte order mark"),
        [0xFFA0] = ("HHF", "halfwidth Hangul filler"),
        [0xFFFD] = ("�", "replacement character"),
    };

    // Categories of millions of letters are looked up one by one: a text of megabytes would take most of a second.
    private static readonly bool[] _odd = [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => !char.IsSurrogate((char)code) && IsOdd(new Rune((char)code)))];

    /// <summary>Whether a rune gets a mark. Line ends and tabs do; plain spaces do not.</summary>
    public static bool Is(Rune rune) => rune.Value is < 0x20 or > 0x7E && (Named.ContainsKey(rune.Value) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned || IsSelector(rune.Value));

    /// <summary>Whether it is more than layout: everything but line ends and tabs.</summary>
    public static bool IsOdd(Rune rune) => rune.Value is not ('\t' or '\n' or '\r') && Is(rune);

    /// <summary>Whether a rune can turn text around. Excerpts leave these out.</summary>
    public static bool TurnsText(int rune) => rune is 0x61C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>A few letters to show in the character's place.</summary>
    public static string Mark(Rune rune) => rune.Value switch
    {
        var value when Named.TryGetValue(value, out var named) => named.Mark,
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        >= 0xFE00 and <= 0xFE0F => string.Create(CultureInfo.InvariantCulture, $"VS{rune.Value - 0xFE00 + 1}"),
        >= 0xE0100 and <= 0xE01EF => string.Create(CultureInfo.InvariantCulture, $"VS{rune.Value - 0xE0100 + 17}"),
        >= 0xE0020 and <= 0xE007E => $"tag {(char)(rune.Value - 0xE0000)}",
        _ => Code(rune),
    };

    /// <summary>"U+202E right-to-left override".</summary>
    public static string Name(Rune rune) => Named.TryGetValue(rune.Value, out var named)
        ? $"{Code(rune)} {named.Name}"
        : $"{Code(rune)} {(IsSelector(rune.Value) ? "variation selector" : rune.Value is >= 0xE0000 and <= 0xE007F ? "tag character" : Rune.GetUnicodeCategory(rune).ToString().ToLowerInvariant())}";

    /// <summary>How many characters of a text are odd; a lone surrogate counts as one.</summary>
    public static int CountOdd(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsSurrogate(text[i]))
            {
                count += _odd[text[i]] ? 1 : 0;
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            count += IsOdd(rune) ? 1 : 0;
            i += length;
        }

        return count;
    }

    private static bool IsSelector(int value) => value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static string Code(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
}
