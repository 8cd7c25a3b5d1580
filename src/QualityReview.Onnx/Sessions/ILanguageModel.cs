using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Sessions;

/// <summary>A model that says how probable tokens are after others. Safe for many threads.</summary>
internal interface ILanguageModel : IDisposable
{
    ModelFolder Folder { get; }

    Tokenizer Tokenizer { get; }

    /// <summary>Devices that share its runs: so many may run at once with profit.</summary>
    int Devices { get; }

    /// <summary>-ln p of each sequence's labels, in nats, sequence by sequence, position by position.</summary>
    /// <exception cref="RunFault">The run failed.</exception>
    float[] Nll(IReadOnlyList<TokenSequence> batch, CancellationToken cancellation);
}
