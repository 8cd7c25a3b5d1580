using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>Turns a regular expression of Oniguruma's dialect into .NET's; what would silently mean something else is refused.</summary>
internal static class OnigurumaPattern
{
    // Alphabetic, marks, decimal digits, connectors, joiners (UTS 18, annex C); .NET's own \w lacks some of them.
    private const string WordCharacters = @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u200C\u200D\u24B6-\u24E9";
    private static readonly string[] s_groups = ["(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?i)"];

    /// <exception cref="NotSupportedException">Its message names the part that cannot be translated.</exception>
    public static string Translate(string pattern)
    {
        if (pattern.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0)
        {
            throw new NotSupportedException("a character above U+FFFF");
        }

        var output = new StringBuilder(pattern.Length + 16);
        var openGroups = new Stack<int>();
        var atom = 0;
        for (var i = 0; i < pattern.Length;)
        {
            var isQuantifier = pattern[i] is '?' or '*' or '+';
            if (isQuantifier && i + 1 < pattern.Length && pattern[i + 1] == '+')
            {
                // Possessive: .NET writes it as an atomic group.
                output.Insert(atom, "(?>").Append(pattern[i]).Append(')');
                i += 2;
                continue;
            }

            if (!isQuantifier && pattern[i] != '{')
            {
                atom = output.Length;
            }

            switch (pattern[i])
            {
                case '\\':
                    output.Append(Escape(pattern, ref i, "[" + WordCharacters + "]"));
                    break;
                case '[':
                    i = TranslateClass(pattern, i, output);
                    break;
                case '(':
                    CheckGroup(pattern, i);
                    openGroups.Push(output.Length);
                    output.Append('(');
                    i++;
                    if (i < pattern.Length && pattern[i] == '?')
                    {
                        // Not a quantifier, but the sign of a special group.
                        output.Append('?');
                        i++;
                    }

                    break;
                case ')':
                    atom = openGroups.TryPop(out var start) ? start : atom;
                    output.Append(pattern[i++]);
                    break;
                default:
                    output.Append(pattern[i++]);
                    break;
            }
        }

        return output.ToString();
    }

    private static int TranslateClass(string pattern, int start, StringBuilder output)
    {
        output.Append('[');
        var i = start + 1;
        if (i < pattern.Length && pattern[i] == '^')
        {
            output.Append(pattern[i++]);
        }

        while (i < pattern.Length && pattern[i] != ']')
        {
            if (pattern[i] == '\\')
            {
                output.Append(Escape(pattern, ref i, WordCharacters));
            }
            else if (pattern[i] == '[' || pattern[i] == '&' && pattern.AsSpan(i).StartsWith("&&"))
            {
                throw new NotSupportedException("a character class inside another");
            }
            else
            {
                output.Append(pattern[i++]);
            }
        }

        output.Append(']');
        return i + 1;
    }

    /// <summary>One escape, with the braces of a \p{…}; <paramref name="at"/> moves behind it.</summary>
    private static string Escape(string pattern, ref int at, string word)
    {
        var start = at;
        var escaped = at + 1 < pattern.Length ? pattern[at + 1] : throw new NotSupportedException("a backslash at its end");
        var hasBraces = escaped is 'p' or 'P' && pattern.AsSpan(at + 2).StartsWith("{");
        at = hasBraces ? pattern.IndexOf('}', at) + 1 : at + 2;
        if (at == 0)
        {
            throw new NotSupportedException($"\\{escaped}{{");
        }

        return escaped switch
        {
            'w' => word,
            'W' when word[0] == '[' => "[^" + word[1..],
            'W' or 'b' or 'B' or 'h' or 'H' or 'R' or 'X' or 'G' or 'K' or 'N' or 'O' or 'y' or 'Y' or 'Z' or 'x' or 'k' or 'g' or (>= '0' and <= '9') =>
                throw new NotSupportedException($"\\{escaped}"),
            _ => pattern[start..at],
        };
    }

    private static void CheckGroup(string pattern, int at)
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == '?' && !s_groups.Any(group => pattern.AsSpan(at).StartsWith(group)))
        {
            throw new NotSupportedException($"a group that begins with {pattern.Substring(at, Math.Min(4, pattern.Length - at))}");
        }
    }
}
