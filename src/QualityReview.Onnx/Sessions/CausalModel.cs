using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Devices;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Sessions;

/// <summary>A causal language model ready to say how probable chosen tokens are at chosen positions. Safe for many threads.</summary>
internal sealed class CausalModel : ILanguageModel
{
    /// <summary>Most logits held at once: 256 MB of floats.</summary>
    public const long MostLogits = 1L << 26;

    private readonly DeviceSessions _sessions;
    private readonly long _rowsAtOnce;
    private readonly bool _inSlices;

    private CausalModel(ModelFolder folder, Tokenizer tokenizer, DeviceSessions sessions, long mostLogits, bool inSlices)
    {
        Folder = folder;
        Tokenizer = tokenizer;
        _sessions = sessions;
        _inSlices = inSlices;
        _rowsAtOnce = Math.Max(16, mostLogits / Math.Max(1, folder.VocabularySize));
    }

    public ModelFolder Folder { get; }

    public Tokenizer Tokenizer { get; }

    /// <summary>Devices that it runs on.</summary>
    public int Devices => _sessions.Count;

    /// <param name="folder">A causal language model.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="threads">CPU threads that one run may use.</param>
    /// <param name="mostTokens">Tokens of the largest run.</param>
    /// <param name="mostLogits">Logits held at once.</param>
    public static CausalModel Open(ModelFolder folder, DeviceChoice device, int threads, int mostTokens, long mostLogits = MostLogits)
    {
        folder.Require(ModelRole.CausalLanguageModel, "perplexity or Ask-LLM");
        // A large vocabulary times many positions does not fit: then the head runs slice by slice.
        var inSlices = (long)folder.VocabularySize * mostTokens > mostLogits;
        var tokenizer = KnownTokens.Load(folder);
        var key = new SessionKey(folder.ModelFile, inSlices ? "nll_in_slices" : "nll", null, threads);
        var sessions = DeviceSessions.Rent(device, key, cuda => LanguageModelLoad.Load(folder.ModelFile, graph => ScoringGraph.From(graph, folder.Output.Name, inSlices), cuda, threads));
        try
        {
            var model = new CausalModel(folder, tokenizer, sessions, mostLogits, inSlices);
            LanguageModelLoad.TryOnce(model, folder.ModelFile);
            return model;
        }
        catch
        {
            sessions.Dispose();
            throw;
        }
    }

    /// <summary>-ln p of each sequence's labels, in nats, sequence by sequence, position by position.</summary>
    /// <exception cref="RunFault">The run failed.</exception>
    public float[] Nll(IReadOnlyList<TokenSequence> batch, CancellationToken cancellation)
    {
        KnownTokens.Demand(Folder, batch);
        using var feed = new TensorFeed();
        PaddedBatch.Fill(feed, Folder.Inputs, batch, KnownTokens.PadId(Folder, Tokenizer));
        var count = batch.Sum(s => s.RowCount);
        var width = batch[0].Labels.Length / batch[0].RowCount;
        var slices = _inSlices ? (count + _rowsAtOnce - 1) / _rowsAtOnce : 1;
        var perSlice = (count + slices - 1) / slices;
        // Places beyond the last row repeat position (0, 0); their results are cut off.
        var rows = new long[slices * perSlice * 2];
        var labels = new long[slices * perSlice * width];
        int row = 0, label = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            for (var r = 0; r < batch[i].RowCount; r++)
            {
                rows[row++] = i;
                rows[row++] = batch[i].FirstRow + r;
            }
            foreach (var id in batch[i].Labels.Span)
            {
                labels[label++] = id;
            }
        }
        if (_inSlices)
        {
            feed.Add(ScoringGraph.Rows, rows, slices, perSlice, 2);
            feed.Add(ScoringGraph.Labels, labels, slices, perSlice, width);
        }
        else
        {
            feed.Add(ScoringGraph.Rows, rows, count, 2);
            feed.Add(ScoringGraph.Labels, labels, count, width);
        }
        var nll = _sessions.Run(feed, ScoringGraph.Nll, cancellation);
        return nll.Length == label ? nll : nll[..label];
    }

    public void Dispose() => _sessions.Dispose();
}
