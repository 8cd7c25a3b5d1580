using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>One of Unicode's four normalization forms (UAX 15).</summary>
internal sealed class UnicodeForm(NormalizationForm form) : Normalizer
{
    // The platform refuses this noncharacter. No form changes it and nothing composes with it.
    private const char Refused = '\uFFFE';

    public override TracedText Apply(TracedText text)
    {
        if (Ascii.IsValid(text.Text))
        {
            return text;
        }

        var normal = Normalize(text.Text);
        return text.Ends is null || normal.Length == text.Text.Length ? text.With(normal) : Trace(text, normal);
    }

    private string Normalize(string text) => text.Contains(Refused, StringComparison.Ordinal)
        ? string.Join(Refused, text.Split(Refused).Select(part => part.Normalize(form)))
        : text.Normalize(form);

    /// <summary>Normalizes piece by piece, so that each piece's origin is known; the pieces joined must give the whole.</summary>
    private TracedText Trace(TracedText text, string whole)
    {
        var rewriter = new Rewriter(text);
        for (var start = 0; start < text.Text.Length;)
        {
            var end = PieceEnd(text.Text, start);
            rewriter.Put(Normalize(text.Text[start..end]), end);
            start = end;
        }

        var joined = rewriter.Done();
        if (joined.Text == whole)
        {
            return joined;
        }

        // A composition across our cuts, which PieceEnd is made to avoid: fall back to places in proportion.
        var ends = new int[whole.Length];
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = text.Ends![(int)((i + 1L) * text.Text.Length / whole.Length) is var at and > 0 ? at - 1 : 0];
        }

        return new(whole, ends);
    }

    /// <summary>A character with the marks that follow it; Hangul letters and half-width voiced marks also join what stands before them.</summary>
    private static int PieceEnd(string text, int start)
    {
        var end = start + RuneLength(text, start);
        while (end < text.Length && (Joins(text[end]) || IsMark(text, end)))
        {
            end += RuneLength(text, end);
        }

        return end;
    }

    private static bool Joins(char c) => c is >= '\u1100' and <= '\u11FF' or >= '\uA960' and <= '\uA97F' or >= '\uD7B0' and <= '\uD7FF' or '\uFF9E' or '\uFF9F';

    private static bool IsMark(string text, int at) =>
        CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static int RuneLength(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
}
