using Microsoft.ML.OnnxRuntime;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>What one writes first: windows in the file's order, eight at a time, padded to the longest; the model as it is; its logits
/// copied out, and log-softmax in a loop, at the wanted positions only.</summary>
internal sealed class NaiveLoop : IDisposable
{
    private const int BatchSize = 8;

    private readonly InferenceSession _session;
    private readonly ModelFolder _folder;
    private readonly int _padId;

    public NaiveLoop(ModelFolder folder, int padId, int threads)
    {
        using var options = BareRuntime.Options(threads);
        _session = new InferenceSession(folder.ModelFile, options);
        (_folder, _padId) = (folder, padId);
    }

    /// <summary>Tokens of all batches of the last run, padding included.</summary>
    public long PaddedTokens { get; private set; }

    /// <summary>The same without padding.</summary>
    public long ReadTokens { get; private set; }

    public void Run(IReadOnlyList<string> texts, Windows windows)
    {
        (PaddedTokens, ReadTokens) = (0, 0);
        using var options = new RunOptions();
        foreach (var batch in texts.SelectMany((text, i) => windows.Read(i, text)).Chunk(BatchSize))
        {
            using var feed = new TensorFeed();
            var length = PaddedBatch.Fill(feed, _folder.Inputs, batch, _padId);
            PaddedTokens += batch.Length * length;
            ReadTokens += batch.Sum(s => s.Ids.Length);
            using var results = _session.Run(options, feed.Names, feed.Values, [_folder.Output.Name]);
            var logits = results[0].GetTensorDataAsSpan<float>().ToArray();
            var vocabulary = logits.Length / (batch.Length * length);
            for (var i = 0; i < batch.Length; i++)
            {
                windows.Store(batch[i], Nll(batch[i], logits.AsSpan(i * length * vocabulary, length * vocabulary), vocabulary));
            }
        }
    }

    public void Dispose() => _session.Dispose();

    private static float[] Nll(TokenSequence sequence, ReadOnlySpan<float> logits, int vocabulary)
    {
        var labels = sequence.Labels.Span;
        var width = labels.Length / sequence.RowCount;
        var nll = new float[labels.Length];
        for (var row = 0; row < sequence.RowCount; row++)
        {
            var position = logits.Slice((sequence.FirstRow + row) * vocabulary, vocabulary);
            var most = float.NegativeInfinity;
            foreach (var logit in position)
            {
                most = Math.Max(most, logit);
            }
            var sum = 0.0;
            foreach (var logit in position)
            {
                sum += MathF.Exp(logit - most);
            }
            for (var i = row * width; i < (row + 1) * width; i++)
            {
                nll[i] = (float)(most + Math.Log(sum) - position[labels[i]]);
            }
        }
        return nll;
    }
}
