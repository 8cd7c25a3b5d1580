using System.Text;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Perplexity;

/// <summary>One text on its way through a language model: its tokens, its windows and what they came to.</summary>
internal sealed class PerplexityReading
{
    private readonly ReadOnlyMemory<int> _ids;
    private readonly float[] _nll;

    // _ids may begin with a token that is not of the text.
    private PerplexityReading(IReadOnlyList<Token> tokens, int[] ids, int read, string text)
    {
        Tokens = tokens;
        _ids = ids;
        _nll = new float[ids.Length - 1];
        FirstScored = read - _nll.Length;
        Truncated = read < tokens.Count;
        var start = FirstScored == 0 ? 0 : tokens[FirstScored].Start;
        var end = Truncated ? tokens[read - 1].Start + tokens[read - 1].Length : text.Length;
        Bytes = Encoding.UTF8.GetByteCount(text.AsSpan(start, Math.Max(0, end - start)));
    }

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>0-based place of the first token that is scored: 0 when a beginning-of-text token precedes the text, else 1.</summary>
    public int FirstScored { get; }

    public int Scored => _nll.Length;

    public bool Truncated { get; }

    /// <summary>UTF-8 bytes of the scored part of the text.</summary>
    public int Bytes { get; }

    /// <summary>-ln p of each scored token.</summary>
    public ReadOnlySpan<float> Nll => _nll;

    /// <exception cref="QualityReviewException">There is nothing to score.</exception>
    public static PerplexityReading Of(string text, Tokenizer tokenizer, int maxTokens)
    {
        if (text.Length == 0)
        {
            throw new QualityReviewException("The text is empty.");
        }
        // A control token that is spelled out counts as that token, as in the reference: the numbers are comparable with others'.
        var tokens = tokenizer.EncodeWithSpans(text);
        var read = maxTokens > 0 ? Math.Min(tokens.Count, maxTokens) : tokens.Count;
        int[] ids = [.. tokenizer.BosId is { } bos ? [bos] : Array.Empty<int>(), .. tokens.Take(read).Select(t => t.Id)];
        var reading = ids.Length < 2 ? null : new PerplexityReading(tokens, ids, read, text);
        return reading is { Bytes: > 0 }
            ? reading
            : throw new QualityReviewException($"The text has {read} {(read == 1 ? "token" : "tokens")}, which leaves none to score.");
    }

    public IReadOnlyList<TokenSequence> Sequences(int sample, int window, int stride) => SlidingWindow.Cut(_ids.Length, window, stride)
        .Select((w, part) => new TokenSequence(sample, part, _ids[w.Start..(w.End - 1)])
        {
            // The last token of a window is only predicted, never read.
            FirstRow = w.FirstTarget - 1 - w.Start,
            RowCount = w.End - w.FirstTarget,
            Labels = _ids[w.FirstTarget..w.End],
        })
        .ToList();

    /// <param name="sequence">One of <see cref="Sequences"/>.</param>
    /// <param name="window">The window that they were cut with.</param>
    /// <param name="stride">The stride that they were cut with.</param>
    /// <param name="nll">Its result.</param>
    public void Store(TokenSequence sequence, int window, int stride, ReadOnlySpan<float> nll)
    {
        var firstTarget = sequence.Part == 0 ? 1 : window + ((sequence.Part - 1) * stride);
        nll.CopyTo(_nll.AsSpan(firstTarget - 1));
    }

    public double Nats()
    {
        var sum = 0.0;
        foreach (var nats in _nll)
        {
            sum += nats;
        }
        return sum;
    }
}
