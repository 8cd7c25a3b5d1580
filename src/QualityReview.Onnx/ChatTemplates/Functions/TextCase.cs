using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>Upper and lower case as Python has it. Letters whose case takes several letters or depends on their neighbours are refused.</summary>
internal static class TextCase
{
    public static string Upper(string text) => Checked(text).ToUpperInvariant();

    public static string Lower(string text) => Checked(text).ToLowerInvariant();

    public static string Capitalize(string text) => text.Length == 0 ? text : Upper(First(text)) + Lower(text[First(text).Length..]);

    /// <summary>str.title: every letter after something that is no letter begins a word.</summary>
    public static string PythonTitle(string text)
    {
        var result = new StringBuilder(text.Length);
        var isInside = false;
        foreach (var rune in Checked(text).EnumerateRunes())
        {
            result.Append((isInside ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune)).ToString());
            isInside = Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;
        }

        return result.ToString();
    }

    /// <summary>The filter title: a word begins after white space, a hyphen or an opening bracket.</summary>
    public static string FilterTitle(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || Values.Python.IsSpace(text[i]) || text[i] is '-' or '(' or '{' or '[' or '<')
            {
                result.Append(Capitalize(text[start..i]));
                result.Append(i < text.Length ? text[i].ToString() : "");
                start = i + 1;
            }
        }

        return result.ToString();
    }

    private static string First(string text) => text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? text[..2] : text[..1];

    private static string Checked(string text) => text.FirstOrDefault(IsSpecial) is var special and not '\0'
        ? throw new TemplateFault($"the case of the letter '{special}' is not supported")
        : text;

    // Unicode's SpecialCasing.txt, the Greek titles and the digraphs.
    private static bool IsSpecial(char c) => c is 'ß' or 'İ' or 'ŉ' or 'ǰ' or 'ΐ' or 'ΰ' or 'Σ' or 'և' or (>= 'Ǆ' and <= 'ǌ') or 'Ǳ' or 'ǲ' or 'ǳ'
        or (>= '\u1e96' and <= '\u1e9e') or (>= '\u1f50' and <= '\u1fff') or (>= '\ufb00' and <= '\ufb17') or (>= '\u10a0' and <= '\u10ff') or (>= '\u13a0' and <= '\u13ff');
}
