using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Devices;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Sessions;

/// <summary>A sentence encoder ready to turn token sequences into numbers. Safe for many threads.</summary>
internal sealed class EncoderModel : IDisposable
{
    private readonly DeviceSessions _sessions;

    private EncoderModel(ModelFolder folder, Tokenizer tokenizer, DeviceSessions sessions) => (Folder, Tokenizer, _sessions) = (folder, tokenizer, sessions);

    public ModelFolder Folder { get; }

    public Tokenizer Tokenizer { get; }

    /// <summary>Devices that it runs on.</summary>
    public int Devices => _sessions.Count;

    /// <summary>Numbers in a vector.</summary>
    public int Width { get; private set; }

    public static EncoderModel Open(ModelFolder folder, DeviceChoice device, int threads)
    {
        folder.Require(ModelRole.SentenceEncoder, "density or neighbours");
        var tokenizer = KnownTokens.Load(folder);
        var key = new SessionKey(folder.ModelFile, "embedding", null, threads);
        var sessions = DeviceSessions.Rent(device, key, cuda => ModelSession.Load(
            EmbeddingGraph.From(ModelFile.Read(folder.ModelFile).Graph, folder.Output), folder.ModelFile, cuda, threads));
        try
        {
            var model = new EncoderModel(folder, tokenizer, sessions);
            model.Width = model.Run([TokenSequence.Probe], CancellationToken.None).Values.Length;
            return model;
        }
        catch (RunFault fault)
        {
            sessions.Dispose();
            throw new QualityReviewException($"{folder.ModelFile} was loaded and cannot run: {fault.Message}", fault);
        }
    }

    /// <returns>The graph's output, row-major, and how many vectors a sequence has in it: 1 where the graph pools, else the padded length.</returns>
    /// <exception cref="RunFault">The run failed.</exception>
    public (float[] Values, int Stride) Run(IReadOnlyList<TokenSequence> batch, CancellationToken cancellation)
    {
        KnownTokens.Demand(Folder, batch);
        using var feed = new TensorFeed();
        var length = PaddedBatch.Fill(feed, Folder.Inputs, batch, KnownTokens.PadId(Folder, Tokenizer));
        return (_sessions.Run(feed, EmbeddingGraph.Embedding, cancellation), Folder.Pooling == Pooling.InGraph ? 1 : length);
    }

    public void Dispose() => _sessions.Dispose();
}
