namespace QualityReview.Onnx.Graphs;

/// <summary>A causal language model rewritten to give log-probabilities of chosen tokens at chosen positions and nothing else.</summary>
/// <remarks>Inputs added: <c>score.rows</c> int64 [n, 2] (batch row, position) and <c>score.labels</c> int64 [n, k]; output
/// <c>score.nll</c> float [n, k] = -ln p(label | tokens up to the position) over the whole vocabulary. Rows are selected before
/// the last matrix product, so logits [batch, sequence, vocabulary] never exist. LogSoftmax, because ReduceLogSumExp is slow on CPUs.
/// In slices, all three have a leading axis and the head runs slice by slice: n × vocabulary floats are held at once.</remarks>
internal static class ScoringGraph
{
    public const string Rows = "score.rows", Labels = "score.labels", Nll = "score.nll";

    public const long OldestOpset = 11;

    public static byte[] From(OnnxGraph graph, string logits, bool inSlices)
    {
        if (graph.Opset < OldestOpset)
        {
            throw new InvalidDataException($"The model uses opset {graph.Opset}; supported are {OldestOpset} and newer.");
        }
        var head = LanguageModelHead.Find(graph, logits);
        var tail = new OnnxTail();
        if (inSlices)
        {
            var body = Head(head, new OnnxTail()
                .Input("score.slice.rows", TensorInfo.Int64, "n", 2)
                .Input("score.slice.labels", TensorInfo.Int64, "n", "k"), "score.slice.rows", "score.slice.labels", "score.slice.nll")
                .Output("score.slice.nll", TensorInfo.Float, "n", "k");
            tail.NodeWithBody("Scan", [Rows, Labels], Nll, body, ("num_scan_inputs", 2))
                .Input(Rows, TensorInfo.Int64, "slices", "n", 2)
                .Input(Labels, TensorInfo.Int64, "slices", "n", "k")
                .Output(Nll, TensorInfo.Float, "slices", "n", "k");
        }
        else
        {
            Head(head, tail, Rows, Labels, Nll)
                .Input(Rows, TensorInfo.Int64, "n", 2)
                .Input(Labels, TensorInfo.Int64, "n", "k")
                .Output(Nll, TensorInfo.Float, "n", "k");
        }
        // The head's weights are needed too, though only the replayed nodes read them.
        return graph.With(tail.ToArray(), [head.Hidden, .. head.Nodes.SelectMany(n => n.Inputs).Where(graph.IsConstant)]);
    }

    private static OnnxTail Head(LanguageModelHead head, OnnxTail tail, string rows, string labels, string nll)
    {
        if (head.Nodes.Count == 0)
        {
            tail.Node("GatherND", [head.Hidden, rows], "score.logits");
        }
        else
        {
            tail.Node("GatherND", [head.Hidden, rows], "score.hidden");
            foreach (var node in head.Replayed("score.hidden"))
            {
                tail.Node(node);
            }
        }
        return tail
            .Node("Cast", ["score.logits"], "score.logits.float", ("to", TensorInfo.Float))
            .Node("LogSoftmax", ["score.logits.float"], "score.log_p", ("axis", -1))
            .Node("GatherElements", ["score.log_p", labels], "score.log_p.labels", ("axis", 1))
            .Node("Neg", ["score.log_p.labels"], nll);
    }
}
