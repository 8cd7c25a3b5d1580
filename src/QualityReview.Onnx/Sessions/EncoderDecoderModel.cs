using Microsoft.ML.OnnxRuntime;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Devices;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Sessions;

/// <summary>An encoder-decoder model ready to say how probable tokens are as the first of its answer. Safe for many threads.</summary>
/// <remarks>The encoder reads the prompts; the decoder reads one start token for each and the encoder's states (Raffel et al.,
/// arXiv 1910.10683, section 2.1).</remarks>
internal sealed class EncoderDecoderModel : ILanguageModel
{
    private readonly DeviceSessions _encoder;
    private readonly DeviceSessions _decoder;
    private readonly ModelEncoder _half;

    private EncoderDecoderModel(ModelFolder folder, ModelEncoder half, Tokenizer tokenizer, DeviceSessions encoder, DeviceSessions decoder) =>
        (Folder, _half, Tokenizer, _encoder, _decoder) = (folder, half, tokenizer, encoder, decoder);

    public ModelFolder Folder { get; }

    public Tokenizer Tokenizer { get; }

    public int Devices => _decoder.Count;

    /// <param name="folder">An encoder-decoder model.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="threads">CPU threads that one run may use.</param>
    public static EncoderDecoderModel Open(ModelFolder folder, DeviceChoice device, int threads)
    {
        var half = folder.Encoder ?? throw new ArgumentException("The model has no encoder.", nameof(folder));
        var tokenizer = KnownTokens.Load(folder);
        var encoder = Rent(half.File, "states", graph => graph.With(States(half.Output), [half.Output.Name]));
        try
        {
            var decoder = Rent(folder.ModelFile, "nll", graph => ScoringGraph.From(graph, folder.Output.Name, inSlices: false));
            try
            {
                var model = new EncoderDecoderModel(folder, half, tokenizer, encoder, decoder);
                LanguageModelLoad.TryOnce(model, $"{half.File} with {folder.ModelFile}");
                return model;
            }
            catch
            {
                decoder.Dispose();
                throw;
            }
        }
        catch
        {
            encoder.Dispose();
            throw;
        }

        DeviceSessions Rent(string file, string edit, Func<OnnxGraph, byte[]> edited) =>
            DeviceSessions.Rent(device, new SessionKey(file, edit, null, threads), cuda => LanguageModelLoad.Load(file, edited, cuda, threads));
    }

    /// <summary>-ln p of each prompt's labels as the first token of the answer, in nats, prompt by prompt.</summary>
    /// <exception cref="RunFault">The run failed.</exception>
    public float[] Nll(IReadOnlyList<TokenSequence> batch, CancellationToken cancellation)
    {
        KnownTokens.Demand(Folder, batch);
        using var feed = new TensorFeed();
        feed.Add(ModelInputs.EncoderStates, Encode(batch, cancellation));
        Fill(feed, batch);
        return _decoder.Run(feed, ScoringGraph.Nll, cancellation);
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _encoder.Dispose();
    }

    private OrtValue Encode(IReadOnlyList<TokenSequence> batch, CancellationToken cancellation)
    {
        using var feed = new TensorFeed();
        PaddedBatch.Fill(feed, _half.Inputs, batch, KnownTokens.PadId(Folder, Tokenizer));
        return _encoder.Use(session => session.RunToValue(feed, _half.Output.Name, cancellation));
    }

    private void Fill(TensorFeed feed, IReadOnlyList<TokenSequence> batch)
    {
        int count = batch.Count, length = batch.Max(s => s.Ids.Length), width = batch[0].Labels.Length;
        var mask = new long[count * length];
        var rows = new long[count * 2];
        var labels = new long[count * width];
        for (var i = 0; i < count; i++)
        {
            mask.AsSpan(i * length, batch[i].Ids.Length).Fill(1);
            rows[i * 2] = i;
            for (var k = 0; k < width; k++)
            {
                labels[(i * width) + k] = batch[i].Labels.Span[k];
            }
        }
        foreach (var input in Folder.Inputs)
        {
            switch (input.Name)
            {
                case ModelInputs.EncoderStates: break;
                case ModelInputs.EncoderMask: feed.Add(input, mask, count, length); break;
                case ModelInputs.Ids: feed.Add(input, Same(_half.StartToken), count, 1); break;
                case ModelInputs.DecoderMask: feed.Add(input, Same(1), count, 1); break;
                // The branch without a cache.
                case ModelInputs.UseCache: feed.Add(input, [0], [.. input.Shape.Select(_ => 1L)]); break;
                default: feed.AddEmptyCache(input, count); break;
            }
        }
        feed.Add(ScoringGraph.Rows, rows, count, 2);
        feed.Add(ScoringGraph.Labels, labels, count, width);

        long[] Same(long value) => [.. Enumerable.Repeat(value, count)];
    }

    private static byte[] States(TensorInfo output) => new OnnxTail().Output(output.Name, output.ElementType, "batch", "sequence", "width").ToArray();
}
