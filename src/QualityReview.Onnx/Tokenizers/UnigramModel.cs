using System.Buffers;
using System.Text;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>SentencePiece's unigram language model (T5, XLM-R): of all ways to cut a word, the one with the highest sum of scores (Viterbi).</summary>
internal sealed class UnigramModel : IModel
{
    // What an unknown character scores below the worst token (sentencepiece, unigram_model.cc).
    private const double UnkPenalty = 10;
    private readonly TokenTrie _trie;
    private readonly double[] _scores;
    private readonly double _unkScore;
    private readonly int[]? _fallbackIds;
    private readonly string _file;

    /// <summary>A cut of the word that ends at some place: its last token and where that begins.</summary>
    private record struct Path(double Score, int Start, int Id);

    private UnigramModel(JsonPart part, double[] scores, Vocabulary vocabulary)
    {
        _file = part.File;
        _scores = scores;
        _unkScore = scores.Min() - UnkPenalty;
        UnkId = part["unk_id"].IsAbsent ? null : part["unk_id"].Number() is var unk && unk < scores.Length ? unk : throw part["unk_id"].Wrong("a token's id");
        _fallbackIds = part["byte_fallback"].Flag() ? vocabulary.ByteFallbackIds() : null;
        _trie = new TokenTrie(vocabulary.Ids.Count);
        foreach (var (token, id) in vocabulary.Ids)
        {
            _trie.Add(token, id);
        }
    }

    public int? UnkId { get; }

    /// <summary>Reads a vocabulary of ["token", score] pairs; the ids are their places.</summary>
    public static UnigramModel Read(JsonPart part, out Vocabulary vocabulary)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var scores = new List<double>();
        foreach (var item in part["vocab"].Items())
        {
            if (item.Items().ToArray() is not [var token, var score])
            {
                throw item.Wrong("a pair of token and score");
            }

            ids[token.Text()] = scores.Count;
            scores.Add(score.Real());
        }

        if (scores.Count == 0)
        {
            throw part["vocab"].Wrong("at least one token");
        }

        vocabulary = new(ids);
        return new(part, [.. scores], vocabulary);
    }

    public void Encode(ReadOnlySpan<char> word, TokenBuffer tokens)
    {
        var best = ArrayPool<Path>.Shared.Rent(word.Length + 1);
        FindBest(word, best);

        // The best cut is known from its end: turn the links round, then walk them forward.
        var next = -1;
        for (var end = word.Length; end > 0;)
        {
            var start = best[end].Start;
            best[end].Start = next;
            next = end;
            end = start;
        }

        for (var (start, end) = (0, next); end > 0; end = best[end].Start)
        {
            var isUnk = best[end].Id == UnkId;
            while (isUnk && best[end].Start > 0 && best[best[end].Start].Id == UnkId)
            {
                end = best[end].Start;
            }

            if (isUnk)
            {
                AddUnknown(word[start..end], end, tokens);
            }
            else
            {
                tokens.Add(best[end].Id, end);
            }

            start = end;
        }

        ArrayPool<Path>.Shared.Return(best);
    }

    private void FindBest(ReadOnlySpan<char> word, Path[] best)
    {
        best.AsSpan(0, word.Length + 1).Fill(new(double.NegativeInfinity, -1, 0));
        best[0].Score = 0;
        for (var start = 0; start < word.Length;)
        {
            var characterLength = char.IsHighSurrogate(word[start]) && start + 1 < word.Length ? 2 : 1;
            var score = best[start].Score;
            var hasCharacter = false;
            var node = TokenTrie.Root;
            for (var end = start + 1; end <= word.Length && _trie.Step(ref node, word[end - 1], out var id); end++)
            {
                if (id != TokenTrie.None)
                {
                    Offer(ref best[end], score + _scores[id], start, id);
                    hasCharacter |= end - start == characterLength;
                }
            }

            if (!hasCharacter)
            {
                Offer(ref best[start + characterLength], score + _unkScore, start, UnkId ?? throw NoUnk(word.Slice(start, characterLength)));
            }

            start += characterLength;
        }
    }

    private QualityReviewException NoUnk(ReadOnlySpan<char> character) =>
        new($"{_file} has no model.unk_id, and the text holds {character}, which its vocabulary lacks; a tokenizer with an unknown token is needed.");

    private static void Offer(ref Path path, double score, int start, int id)
    {
        if (path.Start < 0 || score > path.Score)
        {
            path = new(score, start, id);
        }
    }

    /// <summary>A run of unknown characters is one token, or as many as it has bytes.</summary>
    private void AddUnknown(ReadOnlySpan<char> run, int end, TokenBuffer tokens)
    {
        // The unknown token may itself stand in the text; then it is known.
        if (_fallbackIds is not null && (_trie.Longest(run, TokenTrie.Root, out var length) == TokenTrie.None || length < run.Length))
        {
            var bytes = Encoding.UTF8.GetBytes(run.ToString());
            if (bytes.All(b => _fallbackIds[b] >= 0))
            {
                foreach (var b in bytes)
                {
                    tokens.Add(_fallbackIds[b], end);
                }

                return;
            }
        }

        tokens.Add(UnkId!.Value, end);
    }
}
