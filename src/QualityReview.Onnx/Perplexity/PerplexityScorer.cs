using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;
using QualityReview.Onnx.Tokenizers;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Perplexity;

/// <summary>Scores texts by how well a causal language model predicts them: bits per UTF-8 byte, comparable between models.</summary>
/// <remarks>Long texts go through sliding windows (Hugging Face's "Perplexity of fixed-length models"): sums over tokens, never
/// means of means. Where the tokenizer has no beginning-of-text token, the first token and its bytes are not scored.</remarks>
public sealed class PerplexityScorer : IScorer, ISurprisalReader
{
    /// <summary>Below so many tokens the number is noise.</summary>
    public const int FewestTokens = 32;

    private const double NatsPerBit = 0.693147180559945309417;

    private readonly CausalModel _model;
    private readonly RunSettings _run;
    private readonly int _stride;
    private readonly int _maxTokens;

    private PerplexityScorer(CausalModel model, RunSettings run, OnnxScorerOptions options)
    {
        _model = model;
        _run = run;
        _stride = StrideOf(options, run.Window);
        _maxTokens = options.MaxTokens;
        Card = CardOf(options, model.Folder, model.Tokenizer);
    }

    public ScorerCard Card { get; }

    public string Device => _run.DeviceName;

    public int ChunksAtOnce => _model.Devices;

    /// <summary>Loads the model.</summary>
    public static PerplexityScorer Open(OnnxScorerOptions options)
    {
        options.Validate();
        var folder = ModelFolder.Read(options.Model);
        Require(folder);
        var run = RunSettings.From(options, folder);
        _ = StrideOf(options, run.Window);
        return new PerplexityScorer(CausalModel.Open(folder, run.Device, run.Threads, Math.Max(run.TokenBudget, run.Window)), run, options);
    }

    internal static ScorerCard CardOf(OnnxScorerOptions options, ModelFolder folder, Tokenizer tokenizer)
    {
        Require(folder);
        var window = RunSettings.WindowOf(options, folder);
        return new ScorerCard
        {
            Key = options.Key,
            Method = OnnxScorerOptions.Perplexity,
            Title = options.Title.Length > 0 ? options.Title : "Perplexity",
            HighMeans = $"The language model {folder.Name} finds the text predictable.",
            Direction = ScoreDirection.LowerIsBetter,
            Unit = "bits per byte",
            DetailNames = ["token_perplexity", "tokens", "nats", "bytes"],
            Receipt = Receipt.Of(folder, tokenizer)
                .Add("bos", tokenizer.BosId is null ? "none: the first token is not scored" : "before the text")
                .Add("max_tokens", options.MaxTokens)
                .Add("stride", StrideOf(options, window))
                .Add("window", window)
                .Entries,
            Caveat = "Repeated nonsense looks predictable and good niche text surprising; compare within one language.",
        };
    }

    public async Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation)
    {
        var readings = new PerplexityReading?[texts.Count];
        var failures = await ReadAsync(texts, readings, progress, cancellation);
        var chunk = new ChunkScores(texts.Count, Card.DetailNames.Count, failures);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!chunk.HasFailed(i))
            {
                Score(readings[i]!, i, chunk);
            }
        }
        return chunk.Finish();
    }

    /// <summary>The surprisal of every scored token, for one text. The first token is missing where the tokenizer has no beginning-of-text token.</summary>
    /// <exception cref="QualityReviewException">The text cannot be scored.</exception>
    public async Task<IReadOnlyList<TokenSurprisal>> SurprisalAsync(string text, CancellationToken cancellation)
    {
        var readings = new PerplexityReading?[1];
        var failures = await ReadAsync([text], readings, null, cancellation);
        if (failures.Count > 0)
        {
            throw new QualityReviewException(failures[0].Reason);
        }
        var reading = readings[0]!;
        var surprisals = new TokenSurprisal[reading.Scored];
        for (var i = 0; i < surprisals.Length; i++)
        {
            var token = reading.Tokens[reading.FirstScored + i];
            surprisals[i] = new TokenSurprisal(token.Start, token.Length, (float)(reading.Nll[i] / NatsPerBit));
        }
        return surprisals;
    }

    async Task<IReadOnlyList<TokenBits>> ISurprisalReader.ReadAsync(string text, CancellationToken cancellation) =>
        [.. (await SurprisalAsync(text, cancellation)).Select(token => new TokenBits(token.Start, token.Length, token.Bits))];

    public ValueTask DisposeAsync()
    {
        _model.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Require(ModelFolder folder)
    {
        if (folder.Role == ModelRole.EncoderDecoder)
        {
            throw new QualityReviewException($"{folder.Path} is an encoder-decoder model, for which perplexity is not defined (Sachdeva et al. do not say what its decoder should predict); it needs a causal language model.");
        }
    }

    private static int StrideOf(OnnxScorerOptions options, int window) => options.Stride < window
        ? options.Stride > 0 ? options.Stride : window / 2
        : throw new WrongWordsException($"The scorer '{options.Key}' has Stride = {options.Stride}; it must be below the window, {window}.");

    private static void Score(PerplexityReading reading, int index, ChunkScores chunk)
    {
        var nats = reading.Nats();
        if (!double.IsFinite(nats))
        {
            chunk.Fail(index, "The model gave no number for a token of this text.");
            return;
        }
        var flags = (reading.Scored < FewestTokens ? ScoreFlags.TooShort : 0) | (reading.Truncated ? ScoreFlags.Truncated : 0);
        chunk.Set(index, nats / NatsPerBit / reading.Bytes, flags, [(float)Math.Exp(nats / reading.Scored), reading.Scored, (float)nats, reading.Bytes]);
    }

    private Task<IReadOnlyList<ScoreFailure>> ReadAsync(
        IReadOnlyList<string> texts, PerplexityReading?[] readings, IProgress<ScoringTick>? progress, CancellationToken cancellation) => new ChunkRun
        {
            TokenBudget = _run.TokenBudget,
            Progress = progress,
            Prepare = (i, text) => (readings[i] = PerplexityReading.Of(text, _model.Tokenizer, _maxTokens)).Sequences(i, _run.Window, _stride),
            Infer = (batch, cancel) =>
            {
                var nll = _model.Nll(batch, cancel).AsSpan();
                foreach (var sequence in batch)
                {
                    readings[sequence.Sample]!.Store(sequence, _run.Window, _stride, nll[..sequence.RowCount]);
                    nll = nll[sequence.RowCount..];
                }
            },
        }.RunAsync(texts, cancellation);
}
