using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace QualityReview.Samples.Files;

/// <summary>Finds the first bytes that are not UTF-8.</summary>
internal static class Utf8Fault
{
    /// <summary>Null where all bytes are valid; else a sentence that names the byte and its 1-based place.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes, string where)
    {
        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == OperationStatus.Done)
        {
            offset += length;
        }

        return string.Create(CultureInfo.InvariantCulture, $"Byte {offset + 1} of {where}, 0x{bytes[offset]:X2}, is not UTF-8; supported is UTF-8.");
    }
}
