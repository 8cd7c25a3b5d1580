using System.Globalization;
using System.Text;

namespace QualityReview.Filters;

internal enum TokenKind
{
    End,
    Word,

    /// <summary>In quotation marks.</summary>
    Text,
    Number,

    /// <summary>One of ( ) , % . .. = != &lt; &lt;= &gt; &gt;=.</summary>
    Sign,

    /// <summary>Nothing that the language has; its text is a sentence's end saying why.</summary>
    Bad,
}

/// <summary>A word of a rule.</summary>
/// <param name="Text">A word or sign as written, a text without its quotation marks and escapes, or what is wrong with a bad token.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text, double Number = 0)
{
    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    /// <summary>Words of the language may be written in capitals.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a rule into tokens.</summary>
internal static class RuleLexer
{
    private const int LongestQuote = 40;

    private static readonly string[] _signs = ["..", "!=", "<=", ">=", "(", ")", ",", "%", ".", "=", "<", ">"];

    /// <summary>The token at or after a place.</summary>
    public static Token Read(string rule, int at)
    {
        while (at < rule.Length && char.IsWhiteSpace(rule[at]))
        {
            at++;
        }

        if (at == rule.Length)
        {
            return new Token(TokenKind.End, at, at, "");
        }

        if (WordEnd(rule, at) is var end && end > at)
        {
            return new Token(TokenKind.Word, at, end, rule[at..end]);
        }

        if (rule[at] == '"')
        {
            return ReadText(rule, at);
        }

        if (char.IsAsciiDigit(rule[at]) || (rule[at] == '-' && at + 1 < rule.Length && char.IsAsciiDigit(rule[at + 1])))
        {
            return ReadNumber(rule, at);
        }

        foreach (var sign in _signs)
        {
            if (string.CompareOrdinal(rule, at, sign, 0, sign.Length) == 0)
            {
                return new Token(TokenKind.Sign, at, at + sign.Length, sign);
            }
        }

        var width = char.IsSurrogatePair(rule, at) ? 2 : 1;
        var shown = char.IsSurrogate(rule[at]) && width == 1 ? "\uFFFD" : rule.Substring(at, width);
        return new Token(TokenKind.Bad, at, at + width, $"found {RulePrinter.Quote(shown)}, which no rule has outside quotation marks");
    }

    /// <summary>The end of the word that begins at a place, or that place where none does.</summary>
    public static int WordEnd(string text, int start)
    {
        if (!IsLetter(text[start]))
        {
            return start;
        }

        var end = start + 1;
        while (end < text.Length && (IsInner(text[end]) || text[end] == '-' || (text[end] == '.' && end + 1 < text.Length && IsInner(text[end + 1]))))
        {
            end++;
        }

        return end;
    }

    private static bool IsLetter(char character) => char.IsLetter(character) || character == '_';

    private static bool IsInner(char character) => IsLetter(character) || char.IsAsciiDigit(character);

    private static Token ReadNumber(string rule, int start)
    {
        var end = Digits(rule, start + 1);
        if (end + 1 < rule.Length && rule[end] == '.' && char.IsAsciiDigit(rule[end + 1]))
        {
            end = Digits(rule, end + 1);
        }

        if (end < rule.Length && rule[end] is 'e' or 'E')
        {
            var sign = end + 1 < rule.Length && rule[end + 1] is '+' or '-' ? 2 : 1;
            var exponentEnd = Digits(rule, end + sign);
            end = exponentEnd > end + sign ? exponentEnd : end;
        }

        if (end < rule.Length && IsInner(rule[end]))
        {
            while (end < rule.Length && (IsInner(rule[end]) || rule[end] == '-'))
            {
                end++;
            }

            return new Token(TokenKind.Bad, start, end, $"found {RulePrinter.Quote(end - start <= LongestQuote ? rule[start..end] : rule[start..(start + LongestQuote)] + "…")}, which is neither a number nor a word: write names that begin with a digit in quotation marks");
        }

        var number = double.Parse(rule.AsSpan(start, end - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Math.Abs(number) > float.MaxValue
            ? new Token(TokenKind.Bad, start, end, $"found the number {rule[start..Math.Min(end, start + LongestQuote)]}, which is larger than any score can be")
            : new Token(TokenKind.Number, start, end, rule[start..end], number);
    }

    private static int Digits(string rule, int at)
    {
        while (at < rule.Length && char.IsAsciiDigit(rule[at]))
        {
            at++;
        }

        return at;
    }

    private static Token ReadText(string rule, int start)
    {
        var text = new StringBuilder();
        for (var at = start + 1; at < rule.Length; at++)
        {
            switch (rule[at])
            {
                case '"':
                    return IsWellFormed(text) ? new Token(TokenKind.Text, start, at + 1, text.ToString())
                        : new Token(TokenKind.Bad, start, at + 1, "found half of a character (a lone surrogate) in quotation marks");
                case '\\' when Escaped(rule, at + 1) is var (character, width):
                    text.Append(character);
                    at += width;
                    break;
                case '\\':
                    return new Token(TokenKind.Bad, at, Math.Min(at + 2, rule.Length), "found a backslash with something else behind it than \\, \", n, t or u and four hexadecimal digits");
                default:
                    text.Append(rule[at]);
                    break;
            }
        }

        return new Token(TokenKind.Bad, start, rule.Length, "found a quotation mark that is never closed");
    }

    private static (char Character, int Width)? Escaped(string rule, int at) => (at < rule.Length ? rule[at] : '\0') switch
    {
        '\\' => ('\\', 1),
        '"' => ('"', 1),
        'n' => ('\n', 1),
        't' => ('\t', 1),
        'u' when at + 5 <= rule.Length && rule.AsSpan(at + 1, 4).IndexOfAnyExceptInRange('0', 'f') < 0
            && ushort.TryParse(rule.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => ((char)code, 5),
        _ => null,
    };

    private static bool IsWellFormed(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
