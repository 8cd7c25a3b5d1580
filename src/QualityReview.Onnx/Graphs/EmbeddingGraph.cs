namespace QualityReview.Onnx.Graphs;

/// <summary>An encoder rewritten to give one of its outputs as floats and nothing else, under the name <c>score.embedding</c>.</summary>
internal static class EmbeddingGraph
{
    public const string Embedding = "score.embedding";

    /// <param name="graph">The encoder.</param>
    /// <param name="output">[batch, width] when it is pooled already, [batch, sequence, width] otherwise.</param>
    public static byte[] From(OnnxGraph graph, TensorInfo output) => graph.With(
        new OnnxTail()
            .Node("Cast", [output.Name], Embedding, ("to", TensorInfo.Float))
            .Output(Embedding, TensorInfo.Float, [.. output.Shape.Select((_, i) => (object)$"score.d{i}")])
            .ToArray(),
        [output.Name]);
}
