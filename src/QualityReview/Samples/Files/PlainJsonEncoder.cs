using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QualityReview.Samples.Files;

/// <summary>Escapes in JSON only what must be: quotes, backslashes, control characters, and the line separators that some readers of
/// lines stumble over. The framework's relaxed encoder also writes every emoji as twelve characters.</summary>
internal sealed unsafe class PlainJsonEncoder : JavaScriptEncoder
{
    public static readonly JsonWriterOptions Compact = new() { Encoder = new PlainJsonEncoder(), SkipValidation = true };

    private static readonly SearchValues<byte> s_escapedBytes = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\', 0x7F, 0xC2, 0xE2]);

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar < 0x20 || unicodeScalar is '"' or '\\' or (>= 0x7F and <= 0x9F) or 0x2028 or 0x2029;

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var start = 0;
        while (utf8Text[start..].IndexOfAny(s_escapedBytes) is var next and >= 0)
        {
            start += next;
            // 0xC2 and 0xE2 only may begin a character that is escaped.
            if (Rune.DecodeFromUtf8(utf8Text[start..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
            {
                return start;
            }

            start += length;
        }

        return -1;
    }

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < textLength && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || WillEncode(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var place = new Span<char>(buffer, bufferLength);
        numberOfCharactersWritten = 0;
        if (!WillEncode(unicodeScalar))
        {
            return new Rune(unicodeScalar).TryEncodeToUtf16(place, out numberOfCharactersWritten);
        }

        var escape = unicodeScalar switch
        {
            '\n' => "\\n",
            '\t' => "\\t",
            '\r' => "\\r",
            '\b' => "\\b",
            '\f' => "\\f",
            '"' => "\\\"",
            '\\' => "\\\\",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:X4}"),
        };
        if (!escape.TryCopyTo(place))
        {
            return false;
        }

        numberOfCharactersWritten = escape.Length;
        return true;
    }
}
