namespace QualityReview.Onnx.Tokenizers;

/// <summary>WordPiece (BERT): the longest token that the word begins with, again and again; a word with a gap is unknown as a whole.</summary>
internal sealed class WordPieceModel : IModel
{
    private readonly TokenTrie _trie;
    private readonly int _inWord = TokenTrie.Root;
    private readonly bool _continues = true;
    private readonly int _unk;
    private readonly int _mostCharacters;

    public WordPieceModel(JsonPart part, Vocabulary vocabulary)
    {
        _unk = vocabulary.IdOf(part["unk_token"].TextOrNull() ?? "[UNK]") ?? throw part["unk_token"].Wrong("a token of the vocabulary");
        _mostCharacters = part["max_input_chars_per_word"].IsAbsent ? 100 : part["max_input_chars_per_word"].Number();
        _trie = new TokenTrie(vocabulary.Ids.Count);
        foreach (var (token, id) in vocabulary.Ids)
        {
            _trie.Add(token, id);
        }

        foreach (var c in part["continuing_subword_prefix"].TextOrNull() ?? "##")
        {
            _continues &= _trie.Step(ref _inWord, c, out _);
        }
    }

    public int? UnkId => _unk;

    public void Encode(ReadOnlySpan<char> word, TokenBuffer tokens)
    {
        var first = tokens.Count;
        var at = 0;
        while (at < word.Length && (at == 0 || _continues))
        {
            var id = _trie.Longest(word[at..], at == 0 ? TokenTrie.Root : _inWord, out var length);
            if (id == TokenTrie.None)
            {
                break;
            }

            at += length;
            tokens.Add(id, at);
        }

        if (at < word.Length || IsTooLong(word))
        {
            tokens.Cut(first);
            tokens.Add(_unk, word.Length);
        }
    }

    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= _mostCharacters)
        {
            return false;
        }

        var characters = 0;
        foreach (var _ in word.EnumerateRunes())
        {
            characters++;
        }

        return characters > _mostCharacters;
    }
}
