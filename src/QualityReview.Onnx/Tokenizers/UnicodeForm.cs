using System.Buffers;
using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>One of Unicode's four normalization forms (UAX 15).</summary>
internal sealed class UnicodeForm(NormalizationForm form) : Normalizer
{
    // The platform sorts a run of marks in quadratic time (a megabyte took nine minutes), so a longer run is normalized in parts. Real
    // text has a handful; Unicode's stream-safe format (UAX 15, section 13) allows 30.
    private const int MostMarks = 256;
    private const char FirstMark = '\u0300';

    // First UTF-16 units of the characters that are left alone.
    private static readonly SearchValues<char> s_leftAlone = SearchValues.Create("\uFFFE\u32FF\uA7F2\uA7F3\uA7F4\uAB69\uD801\uD838\uD83C\uD83E");

    public override TracedText Apply(TracedText text)
    {
        if (Ascii.IsValid(text.Text))
        {
            return text;
        }

        var normal = Normalize(text.Text);
        return normal == text.Text ? text : text.Ends is null ? new(normal, null) : Trace(text, normal);
    }

    private string Normalize(string text)
    {
        if (text.Length <= MostMarks && text.AsSpan().IndexOfAny(s_leftAlone) < 0)
        {
            return text.Normalize(form);
        }

        var normal = new StringBuilder(text.Length + 16);
        var (done, marks) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] < FirstMark)
            {
                at++;
                marks = 0;
                continue;
            }

            var length = RuneLength(text, at);
            marks = IsMark(text, at) ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                normal.Append(text[done..at].Normalize(form));
                (done, marks) = (at, 0);
            }
            else if (IsLeftAlone(char.ConvertToUtf32(text, at)))
            {
                normal.Append(text[done..at].Normalize(form)).Append(text, at, length);
                done = at + length;
            }

            at += length;
        }

        return normal.Append(text[done..].Normalize(form)).ToString();
    }

    /// <summary>A noncharacter that the platform refuses, and characters too new for the tables that the reference tokenizers
    /// normalize with (about Unicode 11): they stay as they are, and nothing composes with them.</summary>
    private bool IsLeftAlone(int codePoint) => codePoint == 0xFFFE || form is NormalizationForm.FormKC or NormalizationForm.FormKD && codePoint is 0x32FF
        or >= 0xA7F2 and <= 0xA7F4 or 0xAB69 or >= 0x10781 and <= 0x107BA or >= 0x1E030 and <= 0x1E06D or 0x1F16C or >= 0x1FBF0 and <= 0x1FBF9;

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
