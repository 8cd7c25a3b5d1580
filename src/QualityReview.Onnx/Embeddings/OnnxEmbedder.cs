using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;
using QualityReview.Onnx.Tokenizers;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Embeddings;

/// <summary>Embeds texts with a sentence encoder. A text longer than the encoder reads is cut into pieces, and its vector is their mean, made unit length again.</summary>
/// <remarks>A text without tokens, or one that the model fails on, gets zeros; if the model fails on every text, that is an error.</remarks>
public sealed class OnnxEmbedder : IEmbedder
{
    private readonly EncoderModel _model;
    private readonly RunSettings _run;
    private readonly SpecialFrame _frame;
    private readonly string _prefix;
    private readonly int _maxTokens;

    private OnnxEmbedder(EncoderModel model, RunSettings run, OnnxScorerOptions options)
    {
        _model = model;
        _run = run;
        _frame = SpecialFrame.Of(model.Tokenizer);
        _prefix = PrefixOf(options, model.Folder);
        _maxTokens = options.MaxTokens;
        Key = options.Key;
        Receipt = ReceiptOf(options, model.Folder, model.Tokenizer);
        if (PieceBeside(model.Tokenizer.Encode(_prefix, addSpecialTokens: false).Length) < 1)
        {
            throw new QualityReviewException($"What stands round every text takes all of the {run.Window} tokens that {model.Folder.Name} reads at once; supported are a longer window or a shorter prefix.");
        }
    }

    public string Key { get; }

    public int Dimensions => _model.Width;

    public string Device => _run.DeviceName;

    public int ChunksAtOnce => _model.Devices;

    public IReadOnlyDictionary<string, string> Receipt { get; }

    /// <summary>Loads the model.</summary>
    public static OnnxEmbedder Open(OnnxScorerOptions options)
    {
        options.Validate();
        var folder = ModelFolder.Read(options.Model);
        var run = RunSettings.From(options, folder);
        var model = EncoderModel.Open(folder, run.Device, run.Threads);
        try
        {
            return new OnnxEmbedder(model, run, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    internal static IReadOnlyDictionary<string, string> ReceiptOf(OnnxScorerOptions options, ModelFolder folder, Tokenizer tokenizer)
    {
        var receipt = Onnx.Receipt.Of(folder, tokenizer)
            .Add("long_texts", "equal pieces, mean, unit length")
            .Add("max_tokens", options.MaxTokens)
            .Add("pooling", folder.Pooling switch { Pooling.InGraph => "in the graph", Pooling.Cls => "cls", Pooling.LastToken => "last token", _ => "mean" })
            .Add("window", RunSettings.WindowOf(options, folder));
        // Only where there is one, so that the receipts of vectors without stay what they were.
        return PrefixOf(options, folder) is { Length: > 0 } prefix ? receipt.Add("prefix", prefix).Entries : receipt.Entries;
    }

    public async Task EmbedAsync(IReadOnlyList<string> texts, Memory<float> vectors, IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        var width = Dimensions;
        if (vectors.Length != texts.Count * width)
        {
            throw new ArgumentException($"{texts.Count} texts need {texts.Count * width} numbers, not {vectors.Length}.", nameof(vectors));
        }
        var sums = new double[texts.Count * width];
        var failures = await new ChunkRun
        {
            TokenBudget = _run.TokenBudget,
            Progress = progress,
            Prepare = Cut,
            Infer = (batch, cancel) =>
            {
                var (values, stride) = _model.Run(batch, cancel);
                for (var i = 0; i < batch.Count; i++)
                {
                    var states = values.AsSpan(i * stride * width, stride * width);
                    VectorPooling.Pool(_model.Folder.Pooling, states, batch[i].Ids.Length, sums.AsSpan(batch[i].Sample * width, width));
                }
            },
        }.RunAsync(texts, cancellation);
        if (texts.Count > 0 && failures.Count == texts.Count)
        {
            throw new QualityReviewException($"None of {texts.Count} texts could be embedded; the first failed thus: {failures[0].Reason}");
        }
        foreach (var failure in failures)
        {
            sums.AsSpan(failure.Index * width, width).Clear();
        }
        for (var i = 0; i < texts.Count; i++)
        {
            VectorPooling.Normalise(sums.AsSpan(i * width, width), vectors.Span.Slice(i * width, width));
        }
    }

    public ValueTask DisposeAsync()
    {
        _model.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string PrefixOf(OnnxScorerOptions options, ModelFolder folder) => options.Prefix.Length > 0 ? options.Prefix : folder.Prompt;

    // Tokens of a text that fit beside the tokens that stand round it.
    private int PieceBeside(int prefix) => _run.Window - _frame.Length - prefix;

    private List<TokenSequence> Cut(int sample, string text)
    {
        var (prefix, ids) = Encode(text);
        var read = _maxTokens > 0 ? Math.Min(ids.Length, _maxTokens) : ids.Length;
        return EmbeddingPieces.Cut(read, Math.Max(1, PieceBeside(prefix.Length)))
            .Select((piece, part) => new TokenSequence(sample, part, (int[])[.. _frame.Before, .. prefix, .. ids[piece], .. _frame.After]))
            .ToList();
    }

    // Prefix and text are tokenized as one, as sentence-transformers does; every piece of a long text gets the prefix.
    private (int[] Prefix, int[] Ids) Encode(string text)
    {
        if (_prefix.Length == 0)
        {
            return ([], _model.Tokenizer.Encode(text, addSpecialTokens: false));
        }
        var tokens = _model.Tokenizer.EncodeWithSpans(_prefix + text);
        // A space at the prefix's end is often of the text's first token.
        var end = _prefix.TrimEnd().Length;
        var count = tokens.TakeWhile(t => t.Start < end).Count();
        return ([.. tokens.Take(count).Select(t => t.Id)], [.. tokens.Skip(count).Select(t => t.Id)]);
    }
}
