using System.Buffers;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>Byte-pair encoding, over the bytes of a word (GPT-2 and most models since) or over its characters (Gemma, Llama 2).</summary>
internal sealed class BpeModel : IModel
{
    private readonly Vocabulary _vocabulary;
    private readonly BpeMerges _merges;
    private readonly bool _isByteLevel;
    private readonly bool _ignoreMerges;
    private readonly bool _fuseUnk;
    private readonly string _prefix;
    private readonly string _suffix;
    private readonly int[]? _fallbackIds;
    private readonly int[] _characterIds = new int[char.MaxValue + 1];

    public BpeModel(JsonPart part, Vocabulary vocabulary, bool isByteLevel)
    {
        if (!part["dropout"].IsAbsent && part["dropout"].Real() > 0)
        {
            throw part["dropout"].Unsupported("BPE dropout", "the same text must always give the same tokens");
        }

        _vocabulary = vocabulary;
        _isByteLevel = isByteLevel;
        _prefix = part["continuing_subword_prefix"].TextOrNull() ?? "";
        _suffix = part["end_of_word_suffix"].TextOrNull() ?? "";
        _ignoreMerges = part["ignore_merges"].Flag();
        _fuseUnk = part["fuse_unk"].Flag();
        _fallbackIds = part["byte_fallback"].Flag() ? vocabulary.ByteFallbackIds() : null;
        _merges = BpeMerges.Read(part["merges"], vocabulary, _prefix);
        UnkId = part["unk_token"].TextOrNull() is { Length: > 0 } unk ? vocabulary.IdOf(unk) ?? throw part["unk_token"].Wrong("a token of the vocabulary") : null;
        Array.Fill(_characterIds, -1);
        foreach (var (token, id) in vocabulary.Ids)
        {
            if (token is [var only])
            {
                _characterIds[only] = id;
            }
        }
    }

    public int? UnkId { get; }

    /// <summary>A word may be cut wherever no merge reaches across: nothing looks at the word as a whole.</summary>
    public bool IsCutFreely => !_isByteLevel && !_ignoreMerges && _prefix.Length == 0 && _suffix.Length == 0;

    public void Encode(ReadOnlySpan<char> word, TokenBuffer tokens)
    {
        if (!_isByteLevel)
        {
            EncodeCharacters(word, tokens);
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(word.Length * 3);
        var letters = ArrayPool<char>.Shared.Rent(word.Length * 3);
        var length = Encoding.UTF8.GetBytes(word, bytes);
        for (var i = 0; i < length; i++)
        {
            letters[i] = ByteAlphabet.CharacterOf[bytes[i]];
        }

        var first = tokens.Count;
        EncodeCharacters(letters.AsSpan(0, length), tokens);
        if (length > word.Length)
        {
            BytesToCharacters(word, tokens.Ends[first..]);
        }

        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(letters);
    }

    private void EncodeCharacters(ReadOnlySpan<char> word, TokenBuffer tokens)
    {
        if (_ignoreMerges && word.Length <= _vocabulary.LongestToken && _vocabulary.Find(word) is var whole and >= 0)
        {
            tokens.Add(whole, word.Length);
            return;
        }

        // A character gives at most as many symbols as it has bytes: three for one UTF-16 unit.
        var most = word.Length * (_fallbackIds is null ? 1 : 3);
        var symbols = ArrayPool<int>.Shared.Rent(most);
        var ends = ArrayPool<int>.Shared.Rent(most);
        var count = Symbols(word, symbols, ends);
        count = _merges.Merge(symbols.AsSpan(0, count), ends.AsSpan(0, count));
        tokens.AddRange(symbols.AsSpan(0, count), ends.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(symbols);
        ArrayPool<int>.Shared.Return(ends);
    }

    private int Symbols(ReadOnlySpan<char> word, Span<int> symbols, Span<int> ends)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        var afterUnk = false;
        for (var at = 0; at < word.Length;)
        {
            var length = char.IsHighSurrogate(word[at]) && at + 1 < word.Length ? 2 : 1;
            var id = IdOf(word, at, length);
            at += length;
            var isUnk = false;
            if (id >= 0)
            {
                (symbols[count], ends[count]) = (id, at);
                count++;
            }
            else if (_fallbackIds is not null && Encoding.UTF8.GetBytes(word.Slice(at - length, length), bytes) is var size && AllKnown(bytes[..size]))
            {
                foreach (var b in bytes[..size])
                {
                    (symbols[count], ends[count]) = (_fallbackIds[b], at);
                    count++;
                }
            }
            else if (UnkId is { } unk)
            {
                count -= afterUnk && _fuseUnk ? 1 : 0;
                (symbols[count], ends[count]) = (unk, at);
                count++;
                isUnk = true;
            }

            afterUnk = isUnk;
        }

        return count;
    }

    private int IdOf(ReadOnlySpan<char> word, int at, int length)
    {
        if (_prefix.Length == 0 && _suffix.Length == 0)
        {
            return length == 1 ? _characterIds[word[at]] : _vocabulary.Find(word.Slice(at, length));
        }

        var isLast = at + length == word.Length;
        return _vocabulary.Find($"{(at > 0 ? _prefix : "")}{word.Slice(at, length)}{(isLast ? _suffix : "")}");
    }

    private bool AllKnown(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (_fallbackIds![b] < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Places in the word's UTF-8 become places in the word; one inside a character becomes the character's end.</summary>
    private static void BytesToCharacters(ReadOnlySpan<char> word, Span<int> ends)
    {
        var (bytes, characters) = (0, 0);
        foreach (ref var end in ends)
        {
            while (bytes < end && characters < word.Length)
            {
                var isPair = char.IsHighSurrogate(word[characters]) && characters + 1 < word.Length;
                bytes += isPair ? 4 : word[characters] < 0x80 ? 1 : word[characters] < 0x800 ? 2 : 3;
                characters += isPair ? 2 : 1;
            }

            end = characters;
        }
    }
}
