using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>Makes the heat map of a text out of a model's tokens.</summary>
internal static class SurprisalMap
{
    /// <summary>One span a visible token; the bits of tokens that share a character are added up.</summary>
    public static IReadOnlyList<HeatSpan> Of(IReadOnlyList<TokenBits> tokens)
    {
        var spans = new List<HeatSpan>(tokens.Count);
        foreach (var token in tokens)
        {
            if (spans.Count > 0 && (token.Length == 0 || token.Start < spans[^1].Start + spans[^1].Length))
            {
                var last = spans[^1];
                var end = Math.Max(last.Start + last.Length, token.Start + token.Length);
                spans[^1] = new HeatSpan(last.Start, end - last.Start, last.Bits + token.Bits);
            }
            else if (token.Length > 0)
            {
                spans.Add(new HeatSpan(token.Start, token.Length, token.Bits));
            }
        }

        return spans;
    }

    /// <summary>The beginning of a text that is read, whole characters.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
