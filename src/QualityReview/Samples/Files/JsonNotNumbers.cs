using System.Buffers;

namespace QualityReview.Samples.Files;

/// <summary>Replaces by null what Python's json module and DuckDB write for numbers that JSON does not have: NaN, Infinity, -Infinity.</summary>
internal static class JsonNotNumbers
{
    /// <summary>False where there is none outside strings.</summary>
    public static bool TryReplace(ReadOnlySpan<byte> json, out ReadOnlyMemory<byte> replaced)
    {
        var result = new ArrayBufferWriter<byte>(json.Length + 16);
        var copied = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'"':
                    inString = !inString;
                    break;
                case (byte)'\\':
                    i += inString ? 1 : 0;
                    break;
                case (byte)'N' or (byte)'I' or (byte)'-' when !inString && LengthAt(json[i..]) is var length and > 0:
                    result.Write(json[copied..i]);
                    result.Write("null"u8);
                    copied = i + length;
                    i = copied - 1;
                    break;
            }
        }

        result.Write(json[copied..]);
        replaced = result.WrittenMemory;
        return copied > 0;
    }

    private static int LengthAt(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("-Infinity"u8) ? 9 : 0;
}
