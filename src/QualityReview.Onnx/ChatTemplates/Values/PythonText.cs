using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.ChatTemplates.Values;

internal static partial class Python
{
    /// <summary>A value as a template prints it.</summary>
    public static string Text(object value, Rendering rendering)
    {
        switch (value)
        {
            case string text:
                return text;
            case Undefined:
                return "";
            default:
                var writer = new StringBuilder();
                WriteShown(value, writer, rendering, 0);
                return writer.ToString();
        }
    }

    /// <summary>What Python's str.isspace says of one character.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>The code points of a text.</summary>
    public static IReadOnlyList<object> Characters(string text)
    {
        var characters = new List<object>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            characters.Add(text.Substring(i, length));
            i += length;
        }

        return characters;
    }

    /// <summary>The number of code points.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            pairs += char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return text.Length - pairs;
    }

    private static void WriteShown(object value, StringBuilder writer, Rendering rendering, int depth)
    {
        rendering.Charge(1);
        CheckDepth(depth);
        switch (value)
        {
            case None:
                writer.Append("None");
                break;
            case bool flag:
                writer.Append(flag ? "True" : "False");
                break;
            case long number:
                writer.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.Append(Real(number));
                break;
            case string text:
                WriteQuoted(text, writer);
                break;
            case TemplateList { IsSequence: true } list:
                var items = list.Take();
                var isTuple = list.Kind == ListKind.Tuple;
                WriteAll(isTuple ? '(' : '[', items, isTuple ? items.Count == 1 ? ",)" : ")" : "]", item => WriteShown(item, writer, rendering, depth + 1), writer);
                break;
            case TemplateMap map:
                WriteAll('{', [.. map.Entries], "}", entry =>
                {
                    WriteShown(entry.Key, writer, rendering, depth + 1);
                    writer.Append(": ");
                    WriteShown(entry.Value, writer, rendering, depth + 1);
                }, writer);
                break;
            case Undefined:
                writer.Append("Undefined");
                break;
            default:
                throw new TemplateFault($"{TypeOf(value)} is printed");
        }

        Rendering.CheckLength(writer.Length);
    }

    private static void WriteAll<T>(char open, IReadOnlyList<T> items, string close, Action<T> write, StringBuilder writer)
    {
        writer.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                writer.Append(", ");
            }

            write(items[i]);
        }

        writer.Append(close);
    }

    /// <summary>The shortest digits that give the number back; an exponent below 1e-4 and from 1e16 on.</summary>
    private static string Real(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        if (number == 0)
        {
            return double.IsNegative(number) ? "-0.0" : "0.0";
        }

        var scientific = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var digits = string.Concat(shortest.Split('E')[0].Where(char.IsAsciiDigit)).TrimStart('0').TrimEnd('0');
        var exponent = int.Parse(scientific[(scientific.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        var sign = number < 0 ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            var size = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{size}";
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        var padded = digits.PadRight(exponent + 2, '0');
        return $"{sign}{padded[..(exponent + 1)]}.{padded[(exponent + 1)..]}";
    }

    private static void WriteQuoted(string text, StringBuilder writer)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        writer.Append(quote);
        foreach (var character in Characters(text).Cast<string>())
        {
            var c = character[0];
            writer.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\\' => "\\\\",
                _ when c == quote => "\\" + c,
                _ when IsPrintable(character) => character,
                < '\x100' => $"\\x{(int)c:x2}",
                _ when character.Length == 1 => $"\\u{(int)c:x4}",
                _ => $"\\U{char.ConvertToUtf32(character, 0):x8}",
            });
        }

        writer.Append(quote);
    }

    private static bool IsPrintable(string character) => character == " " || CharUnicodeInfo.GetUnicodeCategory(character, 0)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
