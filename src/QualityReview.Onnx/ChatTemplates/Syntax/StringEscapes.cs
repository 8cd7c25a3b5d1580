using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.ChatTemplates.Syntax;

/// <summary>Python's escapes in a string of a template.</summary>
internal static class StringEscapes
{
    private const string Names = "\n\\'\"abfnrtv", Characters = "\0\\'\"\a\b\f\n\r\t\v";

    /// <param name="text">What stands between the quotes.</param>
    public static string Resolve(string text, int line)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            var c = text[++i];
            var known = Names.IndexOf(c, StringComparison.Ordinal);
            var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (c is >= '0' and <= '7')
            {
                var end = i + 1;
                while (end < text.Length && end < i + 3 && text[end] is >= '0' and <= '7')
                {
                    end++;
                }

                result.Append((char)Convert.ToInt32(text[i..end], 8));
                i = end - 1;
            }
            else if (known >= 0)
            {
                // A line that ends with a backslash goes on.
                result.Append(known == 0 ? "" : Characters[known]);
            }
            else if (digits > 0)
            {
                result.Append(Point(text, i + 1, digits, line));
                i += digits;
            }
            else if (c == 'N')
            {
                throw new TemplateFault("the escape '\\N' of a string is not supported; \\n, \\t, \\r, \\x, \\u and \\U are", line);
            }
            else
            {
                result.Append('\\').Append(c);
            }
        }

        return result.ToString();
    }

    private static string Point(string text, int at, int digits, int line)
    {
        if (at + digits > text.Length
            || !int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
            || point is < 0 or > 0x10FFFF)
        {
            throw new TemplateFault("a string has an escape that stands for no character", line);
        }

        return point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point);
    }
}
