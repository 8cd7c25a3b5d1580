using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QualityReview.Samples.Files;

/// <summary>Reads JSON strings that the framework's reader refuses: those with lone surrogates.</summary>
internal static class JsonText
{
    public static string Read(JsonElement element, ReadRepairTally tally)
    {
        try
        {
            return tally.WithoutNul(element.GetString()!);
        }
        catch (InvalidOperationException)
        {
            var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element);
            return tally.WithoutNul(Unescape(raw[1..^1], tally));
        }
    }

    /// <summary>The meaning of a valid JSON string's inside; lone surrogates become U+FFFD.</summary>
    public static string Unescape(ReadOnlySpan<byte> inside, ReadRepairTally tally)
    {
        var text = new StringBuilder(inside.Length);
        while (!inside.IsEmpty)
        {
            var plain = inside.IndexOf((byte)'\\');
            if (plain != 0)
            {
                plain = plain < 0 ? inside.Length : plain;
                text.Append(Encoding.UTF8.GetString(inside[..plain]));
                inside = inside[plain..];
                continue;
            }

            if (inside[1] != 'u')
            {
                text.Append(Short(inside[1]));
                inside = inside[2..];
                continue;
            }

            var first = Hex(inside);
            inside = inside[6..];
            if (char.IsHighSurrogate(first) && inside.StartsWith("\\u"u8) && Hex(inside) is var second && char.IsLowSurrogate(second))
            {
                text.Append(first).Append(second);
                inside = inside[6..];
                continue;
            }

            tally.LoneSurrogate |= char.IsSurrogate(first);
            text.Append(char.IsSurrogate(first) ? '\uFFFD' : first);
        }

        return text.ToString();
    }

    private static char Hex(ReadOnlySpan<byte> escape) => (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static char Short(byte letter) => letter switch
    {
        (byte)'n' => '\n',
        (byte)'t' => '\t',
        (byte)'r' => '\r',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => (char)letter,
    };
}
