using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A place that a pattern matches.</summary>
internal readonly record struct TextMatch(int Start, int End);

/// <summary>What a tokenizer looks for in a text: a literal, a regular expression in Oniguruma's dialect, or each character of a kind. Immutable, safe for all threads.</summary>
internal sealed class TextPattern
{
    private readonly Regex? _regex;
    private readonly Func<Rune, bool>? _isOfKind;

    private TextPattern(string? literal, Regex? regex, Func<Rune, bool>? isOfKind) => (Literal, _regex, _isOfKind) = (literal, regex, isOfKind);

    /// <summary>Null for what is no literal.</summary>
    public string? Literal { get; }

    public static TextPattern Of(string literal) => new(literal, null, null);

    public static TextPattern OfRegex(string pattern) =>
        new(null, new Regex(OnigurumaPattern.Translate(pattern), RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.Multiline), null);

    /// <summary>Each such character is a match by itself.</summary>
    public static TextPattern OfCharacters(Func<Rune, bool> isOfKind) => new(null, null, isOfKind);

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
        catch (NotSupportedException fault)
        {
            throw part["Regex"].Unsupported($"the regular expression {part["Regex"].Text()}", $"{fault.Message} means something else here");
        }
        catch (RegexParseException fault)
        {
            throw part["Regex"].Unsupported($"the regular expression {part["Regex"].Text()}", $".NET says {fault.Error} near its character {fault.Offset}");
        }
    }

    /// <summary>Appends the matches from left to right, which never overlap; a regular expression may match empty places.</summary>
    public void Find(ReadOnlySpan<char> text, List<TextMatch> matches)
    {
        if (Literal is not null)
        {
            FindLiteral(text, matches);
        }
        else if (_isOfKind is not null)
        {
            FindCharacters(text, matches);
        }
        else if (text.IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            foreach (var match in _regex!.EnumerateMatches(text))
            {
                matches.Add(new(match.Index, match.Index + match.Length));
            }
        }
        else
        {
            FindProjected(text, matches);
        }
    }

    private void FindLiteral(ReadOnlySpan<char> text, List<TextMatch> matches)
    {
        for (var at = 0; text[at..].IndexOf(Literal) is var next and >= 0;)
        {
            matches.Add(new(at + next, at + next + Literal!.Length));
            at += next + Literal.Length;
        }
    }

    private void FindCharacters(ReadOnlySpan<char> text, List<TextMatch> matches)
    {
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            if (_isOfKind!(rune))
            {
                matches.Add(new(at, at + length));
            }

            at += length;
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
