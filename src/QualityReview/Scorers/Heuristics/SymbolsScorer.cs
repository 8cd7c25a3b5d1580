using System.Globalization;
using System.Text;

namespace QualityReview.Scorers.Heuristics;

/// <summary>Share of the characters other than white space that are neither letters nor digits: punctuation, signs, emoji, control characters.</summary>
public sealed class SymbolsScorer : HeuristicScorer
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    public override ScorerCard Card { get; } = new()
    {
        Key = "symbols_1",
        Method = "symbols",
        Title = "Symbols",
        HighMeans = "Many characters are signs rather than letters or digits, as in code, tables and markup.",
        Direction = ScoreDirection.HigherIsMore,
        Unit = "share of characters",
        Receipt = new Dictionary<string, string> { ["counts"] = "unicode code points that are no letter, mark, number or white space" },
    };

    public override Measurement Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        long symbols = 0, characters = 0;
        for (var next = 0; next < text.Length;)
        {
            // Most units of most texts: no table has to be asked about them.
            if (char.IsAscii(text[next]))
            {
                var isSeen = !char.IsWhiteSpace(text[next]);
                characters += isSeen ? 1 : 0;
                symbols += isSeen && !char.IsAsciiLetterOrDigit(text[next]) ? 1 : 0;
                next++;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(next), out var rune, out var length);
            next += length;
            if (Rune.IsWhiteSpace(rune))
            {
                continue;
            }

            characters++;
            if (!BelongsToWords(rune))
            {
                symbols++;
            }
        }

        return characters == 0 ? Measurement.None : new Measurement((float)((double)symbols / characters));
    }

    // Marks are the vowels of Arabic, Hindi and Thai; the joiners shape letters in Persian and Hindi.
    private static bool BelongsToWords(Rune rune) => Rune.IsLetter(rune) || Rune.IsNumber(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        || rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner;
}
