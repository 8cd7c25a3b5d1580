using System.Globalization;
using System.Text;

namespace QualityReview.Web.Shared;

/// <summary>The beginning of a text, or the surroundings of a find, on one line and without tricks.</summary>
public static class Excerpt
{
    /// <summary>White space becomes single spaces; controls and marks that turn text around go; the cut lies between characters as people see them.</summary>
    /// <param name="length">Characters at most, not counting "…".</param>
    /// <param name="find">A phrase that the excerpt shows where the text holds it; null for the beginning.</param>
    public static string Of(string text, int length = 420, string? find = null)
    {
        var from = 0;
        if (!string.IsNullOrEmpty(find) && text.IndexOf(find, StringComparison.OrdinalIgnoreCase) is var hit && hit > length * 2 / 3)
            from = text.LastIndexOf(' ', hit - length / 4, length / 4) is var space and >= 0 ? space + 1 : Whole(text, hit - length / 4);

        // Twice the length leaves room for white space that collapses; texts of megabytes are never walked through.
        var raw = text.AsSpan(from, Math.Min(text.Length - from, length * 2 + 200));
        var line = OneLine(raw);
        var cut = line.Length > length;
        if (cut)
            line = line[..Fitting(line, length)];
        return (from > 0 ? "… " : "") + line.Trim() + (cut || from + raw.Length < text.Length ? " …" : "");
    }

    private static string OneLine(ReadOnlySpan<char> raw)
    {
        var line = new StringBuilder(raw.Length);
        foreach (var rune in raw.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (!Rune.IsControl(rune) && !HiddenCharacters.TurnsText(rune.Value))
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString();
    }

    // The last word that fits, unless it is a very long one.
    private static int Fitting(string line, int length)
    {
        var space = line.LastIndexOf(' ', length, length / 4);
        if (space > 0)
            return space;
        var at = 0;
        while (at < length)
        {
            var next = StringInfo.GetNextTextElementLength(line, at);
            if (at + next > length)
                break;
            at += next;
        }

        return at > 0 ? at : Whole(line, length);
    }

    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) && at > 0 ? at - 1 : at;
}
