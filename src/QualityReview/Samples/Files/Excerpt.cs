using System.Globalization;
using System.Text;

namespace QualityReview.Samples.Files;

/// <summary>The beginning of a line that was set aside, safe to show.</summary>
internal static class Excerpt
{
    public const int MaxLength = 200;

    /// <summary>At most 200 UTF-16 characters; control, format and separator characters become a middle dot.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder(MaxLength);
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            utf8 = utf8[length..];
            if (text.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            text.Append(IsPrintable(rune) ? rune.ToString() : "·");
        }

        return text.ToString().TrimEnd('·');
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
