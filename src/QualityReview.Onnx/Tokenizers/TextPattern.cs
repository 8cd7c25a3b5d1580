using System.Buffers;
using System.Text.RegularExpressions;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A place that a pattern matches.</summary>
internal readonly record struct TextMatch(int Start, int End);

/// <summary>What a tokenizer file looks for in a text: a literal, or a regular expression in Oniguruma's dialect. Immutable, safe for all threads.</summary>
internal sealed class TextPattern
{
    private readonly Regex? _regex;

    private TextPattern(string? literal, Regex? regex) => (Literal, _regex) = (literal, regex);

    /// <summary>Null for a regular expression.</summary>
    public string? Literal { get; }

    public static TextPattern Of(string literal) => new(literal, null);

    public static TextPattern OfRegex(string pattern) =>
        new(null, new Regex(OnigurumaPattern.Translate(pattern), RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.Multiline));

    /// <summary>Reads {"String": …} or {"Regex": …}.</summary>
    public static TextPattern Read(JsonPart part)
    {
        if (!part["String"].IsAbsent)
        {
            var literal = part["String"].Text();
            return literal.Length > 0 ? Of(literal) : throw part["String"].Wrong("a text that is not empty");
        }

        try
        {
            return OfRegex(part["Regex"].Text());
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw part["Regex"].Unsupported($"the regular expression {part["Regex"].Text()}", $"it holds {fault.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Appends the matches from left to right, which never overlap; a regular expression may match empty places.</summary>
    public void Find(ReadOnlySpan<char> text, List<TextMatch> matches)
    {
        if (_regex is null)
        {
            for (var at = 0; text[at..].IndexOf(Literal) is var next and >= 0;)
            {
                matches.Add(new(at + next, at + next + Literal!.Length));
                at += next + Literal.Length;
            }
        }
        else if (text.IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            foreach (var match in _regex.EnumerateMatches(text))
            {
                matches.Add(new(match.Index, match.Index + match.Length));
            }
        }
        else
        {
            FindProjected(text, matches);
        }
    }

    private void FindProjected(ReadOnlySpan<char> text, List<TextMatch> matches)
    {
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        var places = ArrayPool<int>.Shared.Rent(text.Length + 1);
        var length = AstralProjection.Project(text, characters, places);
        foreach (var match in _regex!.EnumerateMatches(characters.AsSpan(0, length)))
        {
            matches.Add(new(places[match.Index], places[match.Index + match.Length]));
        }

        ArrayPool<char>.Shared.Return(characters);
        ArrayPool<int>.Shared.Return(places);
    }
}
