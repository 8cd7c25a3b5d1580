using System.Security.Cryptography;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>A Hugging Face tokenizer, read from tokenizer.json: turns text into the ids that a model was trained on, and back.
/// Safe for all threads at once.</summary>
/// <remarks>The file's truncation and padding are not applied: whoever feeds the model cuts and pads.</remarks>
public sealed class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly PostProcessor _postProcessor;
    private readonly AddedTokenFinder _rawTokens;
    private readonly AddedTokenFinder _normalizedTokens;
    private readonly Dictionary<string, int> _addedIds = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _addedTexts = [];
    private readonly HashSet<int> _controlIds;
    private readonly WordCache _cache = new();

    internal Tokenizer(TokenizerParts parts, TokenizerConfig config, string hash)
    {
        (_parts, Hash, ChatTemplate, ChatTemplateFile, SpecialTokens) = (parts, hash, config.ChatTemplate, config.ChatTemplateFile, config.SpecialTokens);
        foreach (var token in parts.AddedTokens)
        {
            _addedIds[token.Content] = token.Id;
            _addedTexts[token.Id] = token.Content;
        }

        _controlIds = [.. parts.AddedTokens.Where(token => token.IsControl(config.ChatTemplate)).Select(token => token.Id)];
        _rawTokens = new([.. parts.AddedTokens.Where(token => !token.IsNormalized).Select(token => (token.Content, token))], _controlIds);
        _normalizedTokens = new([.. parts.AddedTokens.Where(token => token.IsNormalized).Select(token => (Normalize(new(token.Content, null)).Text, token))], _controlIds);
        VocabularySize = Math.Max(parts.Vocabulary.Size, _addedTexts.Keys.Append(-1).Max() + 1);
        BosId = IdOrNull(config.Bos);
        EosId = IdOrNull(config.Eos);
        PadId = IdOrNull(config.Pad);
        UnkId = parts.Model.UnkId ?? IdOrNull(config.Unk);
        _postProcessor = WithConfigured(parts.PostProcessor, config);
    }

    /// <summary>The highest id, plus one.</summary>
    public int VocabularySize { get; }

    /// <summary>The same without the tokens that were added to the model's own vocabulary.</summary>
    public int OwnVocabularySize => _parts.Vocabulary.Size;

    /// <summary>SHA-256 of tokenizer.json's bytes, lower hex.</summary>
    public string Hash { get; }

    /// <summary>The token that begins a text; null where the files name none.</summary>
    public int? BosId { get; }

    /// <summary>The token that ends a text; null where the files name none.</summary>
    public int? EosId { get; }

    /// <summary>The token that fills up a batch; null where the files name none.</summary>
    public int? PadId { get; }

    /// <summary>The token for what the vocabulary lacks; null where the files name none.</summary>
    public int? UnkId { get; }

    /// <summary>The Jinja text, as it stands in chat_template.jinja, tokenizer_config.json or chat_template.json; null where there is none.</summary>
    public string? ChatTemplate { get; }

    /// <summary>Full path of the file that holds the chat template; empty where there is none.</summary>
    public string ChatTemplateFile { get; }

    /// <summary>Names such as bos_token with their texts, as far as the files name them.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; }

    /// <summary>Reads tokenizer.json and, where they are there, tokenizer_config.json, special_tokens_map.json, chat_template.jinja and
    /// chat_template.json.</summary>
    public static Tokenizer Load(string folder)
    {
        var path = Path.Combine(folder, "tokenizer.json");
        if (!File.Exists(path))
        {
            throw new QualityReviewException($"{folder} has no tokenizer.json; a model folder as Hugging Face publishes it is expected.");
        }

        try
        {
            var json = File.ReadAllBytes(path);
            return new(TokenizerReader.Read(json, path), TokenizerConfig.Read(folder), Convert.ToHexStringLower(SHA256.HashData(json)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"{folder} has tokenizer files that could not be read: {fault.Message.TrimEnd('.')}.", fault);
        }
        catch (InvalidOperationException fault)
        {
            // The JSON reader finds half a surrogate pair, or bytes that are not UTF-8, only when a text is asked for.
            throw new QualityReviewException($"{folder} has a tokenizer file with a text that is not valid Unicode; UTF-8 is expected.", fault);
        }
    }

    /// <summary>Ids of a text; a lone surrogate counts as U+FFFD.</summary>
    /// <param name="addSpecialTokens">Puts the tokens round it that the files ask for, such as the begin token.</param>
    public int[] Encode(string text, bool addSpecialTokens = true)
    {
        var tokens = new TokenBuffer(text.Length / 3 + 8);
        Run(text, tokens, traced: false, default);
        return addSpecialTokens ? [.. _postProcessor.Before, .. tokens.Ids, .. _postProcessor.After] : tokens.Ids.ToArray();
    }

    /// <summary>Tokens without special ones. Their spans follow each other without a gap and cover the text: what no token stands for,
    /// such as white space that the tokenizer drops, belongs to the token after it, at the end to the last one.</summary>
    public IReadOnlyList<Token> EncodeWithSpans(string text) => WithSpans(text, default);

    /// <summary>The same, where a part of the text comes from somebody else: there, what is written like a control token is only text.</summary>
    public IReadOnlyList<Token> EncodeWithForeign(string text, Range foreign)
    {
        var (start, length) = foreign.GetOffsetAndLength(text.Length);
        return WithSpans(text, new(start, start + length));
    }

    /// <summary>The id of an exact entry, written as the vocabulary writes it (byte-level " yes" is "Ġyes"); null where there is none.</summary>
    public int? IdOf(string tokenContent) => _addedIds.TryGetValue(tokenContent, out var id) ? id : _parts.Vocabulary.IdOf(tokenContent);

    /// <summary>The text of tokens, special ones included; an id that is no token is left out.</summary>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var texts = new List<string>(ids.Length);
        foreach (var id in ids)
        {
            if ((_addedTexts.GetValueOrDefault(id) ?? _parts.Vocabulary.TokenOf(id)) is { } text)
            {
                texts.Add(text);
            }
        }

        return string.Concat(_parts.Decoders.Aggregate(texts, (tokens, decoder) => decoder.Apply(tokens)));
    }

    private int? IdOrNull(string? token) => token is null ? null : IdOf(token);

    /// <summary>Some files (DeepSeek's) leave the begin token to the configuration.</summary>
    private PostProcessor WithConfigured(PostProcessor fromFile, TokenizerConfig config)
    {
        var addsBos = config.AddsBos && BosId is { } bos && !fromFile.Before.Contains(bos);
        var addsEos = config.AddsEos && EosId is { } eos && !fromFile.After.Contains(eos);
        return new(addsBos ? [BosId!.Value, .. fromFile.Before] : fromFile.Before, addsEos ? [.. fromFile.After, EosId!.Value] : fromFile.After);
    }

    private TracedText Normalize(TracedText text) => _parts.Normalizer?.Apply(text) ?? text;

    private Token[] WithSpans(string text, ForeignPart foreign)
    {
        var buffer = new TokenBuffer(text.Length / 3 + 8);
        Run(text, buffer, traced: true, foreign);
        var tokens = new Token[buffer.Count];
        var start = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var end = i == tokens.Length - 1 ? text.Length : Math.Max(start, buffer.Ends[i]);
            tokens[i] = new(buffer.Ids[i], start, end - start);
            start = end;
        }

        return tokens;
    }

    private void Run(string text, TokenBuffer tokens, bool traced, ForeignPart foreign)
    {
        text = WellFormed(text);
        var at = 0;
        while (_rawTokens.TryFind(text, at, foreign.IsEmpty ? null : foreign.Touches, out var start, out var end, out var id))
        {
            Segment(TracedText.Original(text, at, start - at, traced), at == 0, tokens, foreign);
            tokens.Add(id, end);
            at = end;
        }

        Segment(TracedText.Original(text, at, text.Length - at, traced), at == 0, tokens, foreign);
    }

    private void Segment(TracedText segment, bool beginsText, TokenBuffer tokens, ForeignPart foreign)
    {
        if (segment.Text.Length == 0)
        {
            return;
        }

        var text = Normalize(segment);
        var at = 0;
        while (_normalizedTokens.TryFind(text.Text, at, foreign.IsEmpty ? null : (from, to) => foreign.Touches(text, from, to), out var start, out var end, out var id))
        {
            Words(text.Slice(at, start - at), beginsText && at == 0, tokens, foreign);
            tokens.Add(id, text.Ends is null ? 0 : text.Ends[end - 1]);
            at = end;
        }

        Words(text.Slice(at, text.Text.Length - at), beginsText && at == 0, tokens, foreign);
    }

    private void Words(TracedText text, bool beginsText, TokenBuffer tokens, ForeignPart foreign)
    {
        if (text.Text.Length == 0)
        {
            return;
        }

        var pieces = new Pieces(text, beginsText);
        foreach (var preTokenizer in _parts.PreTokenizers)
        {
            preTokenizer.Apply(pieces);
        }

        var characters = pieces.Text.Text.AsSpan();
        foreach (var piece in pieces.Ranges)
        {
            var first = tokens.Count;
            _cache.Encode(_parts.Model, characters[piece.Start..piece.End], tokens);
            if (!foreign.IsEmpty && HasControl(tokens.Ids[first..]) && foreign.Touches(pieces.Text, piece.Start, piece.End))
            {
                MakeHarmless(characters[piece.Start..piece.End], tokens, first);
            }

            if (pieces.Text.Ends is { } origins)
            {
                foreach (ref var end in tokens.Ends[first..])
                {
                    end = origins[piece.Start + end - 1];
                }
            }
        }
    }

    private bool HasControl(ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            if (IsControl(id))
            {
                return true;
            }
        }

        return false;
    }

    // The token for the unknown says nothing but that.
    private bool IsControl(int id) => _controlIds.Contains(id) && id != UnkId;

    /// <summary>Some vocabularies (T5's) hold control tokens among the pieces of words: each is encoded again, cut after its first
    /// character.</summary>
    private void MakeHarmless(ReadOnlySpan<char> word, TokenBuffer tokens, int first)
    {
        var ids = tokens.Ids[first..].ToArray();
        var ends = tokens.Ends[first..].ToArray();
        tokens.Cut(first);
        for (var i = 0; i < ids.Length; i++)
        {
            var start = i == 0 ? 0 : ends[i - 1];
            if (!IsControl(ids[i]) || ends[i] - start < 2)
            {
                tokens.Add(IsControl(ids[i]) ? UnkId ?? ids[i] : ids[i], ends[i]);
                continue;
            }

            Append(word, start, start + 1, tokens);
            Append(word, start + 1, ends[i], tokens);
        }
    }

    private void Append(ReadOnlySpan<char> word, int start, int end, TokenBuffer tokens)
    {
        var part = new TokenBuffer(end - start);
        _parts.Model.Encode(word[start..end], part);
        if (HasControl(part.Ids))
        {
            MakeHarmless(word[start..end], part, 0);
        }

        for (var i = 0; i < part.Count; i++)
        {
            tokens.Add(part.Ids[i], start + part.Ends[i]);
        }
    }

    /// <summary>The same length, so that spans stay true.</summary>
    private static string WellFormed(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            return text;
        }

        return string.Create(text.Length, text, static (characters, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var isPaired = char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1])
                    || char.IsLowSurrogate(source[i]) && i > 0 && char.IsHighSurrogate(source[i - 1]);
                characters[i] = char.IsSurrogate(source[i]) && !isPaired ? '\uFFFD' : source[i];
            }
        });
    }
}
