using Microsoft.ML.OnnxRuntime;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>An ONNX Runtime session by itself on tensors that are ready before the clock starts: sequences of all texts sorted by
/// length, packed to the same token budget. Nothing that scores texts can be faster on this graph.</summary>
internal sealed class BareRuntime : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _output;
    private readonly List<(ArraySegment<TokenSequence> Batch, TensorFeed Feed)> _batches = [];

    private BareRuntime(byte[] model, string output, int threads, bool ownDefaults = false)
    {
        using var options = Options(threads, ownDefaults);
        _session = new InferenceSession(model, options);
        _output = output;
    }

    /// <summary>Tokens of all batches, padding included.</summary>
    public long PaddedTokens { get; private set; }

    /// <summary>With the scoring graph of the product.</summary>
    /// <param name="ownDefaults">Leaves all but the number of threads to the runtime.</param>
    public static BareRuntime Scoring(ModelFolder folder, IReadOnlyList<TokenSequence> sequences, int padId, int budget, int threads, bool ownDefaults = false) =>
        new BareRuntime(ScoringGraph.From(ModelFile.Read(folder.ModelFile).Graph, folder.Output.Name, inSlices: false), ScoringGraph.Nll, threads, ownDefaults)
            .Pack(folder, sequences, padId, budget, withLabels: true);

    /// <summary>Only the hidden states: a forward pass without the product with the vocabulary.</summary>
    public static BareRuntime Hidden(ModelFolder folder, IReadOnlyList<TokenSequence> sequences, int padId, int budget, int threads)
    {
        var graph = ModelFile.Read(folder.ModelFile).Graph;
        var hidden = LanguageModelHead.Find(graph, folder.Output.Name).Hidden;
        var tail = new OnnxTail().Output(hidden, TensorInfo.Float, "batch", "sequence", "width").ToArray();
        return new BareRuntime(graph.With(tail, [hidden]), hidden, threads).Pack(folder, sequences, padId, budget, withLabels: false);
    }

    public static SessionOptions Options(int threads, bool ownDefaults = false)
    {
        var options = new SessionOptions { IntraOpNumThreads = threads };
        if (ownDefaults)
        {
            return options;
        }
        // As in the product: what spinning does on shared cores would drown everything else.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /// <param name="store">Given each sequence's labels' -ln p; null: the output is only fetched.</param>
    public void Run(Action<TokenSequence, ReadOnlySpan<float>>? store)
    {
        using var options = new RunOptions();
        foreach (var (batch, feed) in _batches)
        {
            using var results = _session.Run(options, feed.Names, feed.Values, [_output]);
            if (store is null)
            {
                continue;
            }
            var numbers = results[0].GetTensorDataAsSpan<float>();
            foreach (var sequence in batch)
            {
                store(sequence, numbers[..sequence.Labels.Length]);
                numbers = numbers[sequence.Labels.Length..];
            }
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _batches.ForEach(b => b.Feed.Dispose());
    }

    private BareRuntime Pack(ModelFolder folder, IReadOnlyList<TokenSequence> sequences, int padId, int budget, bool withLabels)
    {
        foreach (var batch in BatchPlan.Cut(sequences, budget))
        {
            var feed = new TensorFeed();
            PaddedTokens += batch.Count * PaddedBatch.Fill(feed, folder.Inputs, batch, padId);
            if (withLabels)
            {
                AddLabels(feed, batch);
            }
            _batches.Add((batch, feed));
        }
        return this;
    }

    private static void AddLabels(TensorFeed feed, ArraySegment<TokenSequence> batch)
    {
        long[] rows = [.. batch.SelectMany((s, i) => Enumerable.Range(s.FirstRow, s.RowCount).SelectMany(place => new long[] { i, place }))];
        long[] labels = [.. batch.SelectMany(s => s.Labels.ToArray()).Select(id => (long)id)];
        feed.Add(ScoringGraph.Rows, rows, rows.Length / 2, 2);
        feed.Add(ScoringGraph.Labels, labels, rows.Length / 2, labels.Length / (rows.Length / 2));
    }
}
