using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Embeddings;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Perplexity;
using QualityReview.Onnx.Sessions;
using QualityReview.Scorers;

namespace QualityReview.Onnx;

/// <summary>The configured model of a scorer, not loaded yet.</summary>
public sealed record ConfiguredModel(OnnxScorerOptions Options)
{
    public string Key => Options.Key;

    public string Method => Options.Method;

    /// <summary>The card without loading the model: reads and hashes its files.</summary>
    public ScorerCard ReadCard()
    {
        Options.Validate();
        var folder = ModelFolder.Read(Options.Model);
        var tokenizer = KnownTokens.Load(folder);
        return Method == OnnxScorerOptions.Perplexity ? PerplexityScorer.CardOf(Options, folder, tokenizer)
            : Method == OnnxScorerOptions.AskLlm ? AskLlmScorer.CardOf(Options, folder, tokenizer)
            : throw new WrongWordsException($"'{Key}' is an embedder, not a scorer.");
    }

    /// <summary>What must be equal for two scores, or two vectors, to be comparable; reads and hashes the model's files.</summary>
    public IReadOnlyDictionary<string, string> ReadReceipt()
    {
        if (Method != OnnxScorerOptions.Embedder)
        {
            return ReadCard().Receipt;
        }
        Options.Validate();
        var folder = ModelFolder.Read(Options.Model);
        return OnnxEmbedder.ReceiptOf(Options, folder, KnownTokens.Load(folder));
    }

    /// <summary>Loads the model on another thread.</summary>
    public Task<IScorer> OpenScorerAsync(CancellationToken cancellation) => Task.Run<IScorer>(
        () => Method switch
        {
            OnnxScorerOptions.Perplexity => PerplexityScorer.Open(Options),
            OnnxScorerOptions.AskLlm => AskLlmScorer.Open(Options),
            _ => throw new WrongWordsException($"'{Key}' is an embedder, not a scorer."),
        },
        cancellation);

    /// <summary>Loads the model on another thread.</summary>
    public Task<IEmbedder> OpenEmbedderAsync(CancellationToken cancellation) => Task.Run<IEmbedder>(
        () => Method == OnnxScorerOptions.Embedder ? OnnxEmbedder.Open(Options) : throw new WrongWordsException($"'{Key}' is a scorer, not an embedder."),
        cancellation);
}
