using System.Buffers;
using System.Globalization;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A token that is cut out of the text before anything else looks at it.</summary>
/// <param name="IsNormalized">It is looked for in the normalized text.</param>
/// <param name="IsSingleWord">It counts only where no word character touches it.</param>
/// <param name="StripsLeft">It takes the white space before it.</param>
/// <param name="IsSpecial">The file says that it is no text.</param>
internal sealed record AddedToken(string Content, int Id, bool IsNormalized, bool IsSingleWord, bool StripsLeft, bool StripsRight, bool IsSpecial)
{
    /// <summary>Whether it steers the model and is no text: it is special, has the shape of such tokens, or stands in the chat template.
    /// The file's own flag is not enough: some say false of the very tokens that begin and end a turn.</summary>
    public bool IsControl(string? chatTemplate) => IsSpecial
        || (Content.StartsWith("<|", StringComparison.Ordinal) && Content.EndsWith("|>", StringComparison.Ordinal))
        || (Content.StartsWith("<｜", StringComparison.Ordinal) && Content.EndsWith("｜>", StringComparison.Ordinal))
        || (!string.IsNullOrWhiteSpace(Content) && chatTemplate?.Contains(Content, StringComparison.Ordinal) == true);

    public static AddedToken Read(JsonPart part) => new(
        part["content"].Text(),
        part["id"].Number() is var id and < Vocabulary.MostIds ? id : throw part["id"].Wrong("a token's id"),
        part["normalized"].Flag(),
        part["single_word"].Flag(),
        part["lstrip"].Flag(),
        part["rstrip"].Flag(),
        part["special"].Flag());
}

/// <summary>Finds added tokens in a text: the leftmost first, of those the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly TokenTrie _trie;
    private readonly TokenTrie _harmless;
    private readonly AddedToken[] _tokens;
    private readonly SearchValues<char> _firstCharacters;
    private readonly HashSet<int> _controlIds;

    /// <param name="tokens">Each with the text that it is found by.</param>
    /// <param name="controlIds">Tokens that must not be found in a foreign part of a text.</param>
    public AddedTokenFinder(IReadOnlyList<(string Text, AddedToken Token)> tokens, HashSet<int> controlIds)
    {
        var findable = tokens.Where(entry => entry.Text.Length > 0).ToArray();
        _tokens = [.. findable.Select(entry => entry.Token)];
        _controlIds = controlIds;
        _firstCharacters = SearchValues.Create([.. findable.Select(entry => entry.Text[0]).Distinct()]);
        _trie = new TokenTrie(findable.Length);
        _harmless = new TokenTrie(findable.Length);
        for (var i = 0; i < findable.Length; i++)
        {
            _trie.Add(findable[i].Text, i);
            if (!controlIds.Contains(_tokens[i].Id))
            {
                _harmless.Add(findable[i].Text, i);
            }
        }
    }

    /// <summary>The first token from a place on, with the white space that it takes; false where there is none.</summary>
    /// <param name="isForeign">Whether a stretch, from its start to its end, touches the part where no control token may be found; null where
    /// there is no such part.</param>
    public bool TryFind(string text, int from, Func<int, int, bool>? isForeign, out int start, out int end, out int id)
    {
        (start, end, id) = (0, 0, 0);
        for (var at = from; at < text.Length;)
        {
            var skip = text.AsSpan(at).IndexOfAny(_firstCharacters);
            if (skip < 0)
            {
                return false;
            }

            at += skip;
            var found = _trie.Longest(text.AsSpan(at), TokenTrie.Root, out var length);
            if (found != TokenTrie.None && isForeign is not null && _controlIds.Contains(_tokens[found].Id) && isForeign(at, at + length))
            {
                found = _harmless.Longest(text.AsSpan(at), TokenTrie.Root, out length);
            }

            if (found == TokenTrie.None)
            {
                at++;
                continue;
            }

            var token = _tokens[found];
            (start, end, id) = (at, at + length, token.Id);
            if (token.IsSingleWord && (start > 0 && IsWord(text, start - 1) || end < text.Length && IsWord(text, end)))
            {
                at = end;
                continue;
            }

            while (token.StripsLeft && start > from && char.IsWhiteSpace(text[start - 1]))
            {
                start--;
            }

            while (token.StripsRight && end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            return true;
        }

        return false;
    }

    private static bool IsWord(string text, int at)
    {
        var start = char.IsLowSurrogate(text[at]) && at > 0 ? at - 1 : at;
        return CharUnicodeInfo.GetUnicodeCategory(text, start) is <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation
            || text[at] is '\u200C' or '\u200D';
    }
}
