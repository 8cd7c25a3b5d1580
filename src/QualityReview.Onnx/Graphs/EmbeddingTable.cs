namespace QualityReview.Onnx.Graphs;

/// <summary>The table in which a model looks up its token ids.</summary>
internal static class EmbeddingTable
{
    // What may stand between the ids and the lookup, or between the weights and the lookup, without changing what is looked up.
    private static readonly HashSet<string> s_shaping = ["Cast", "Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze"];
    private static readonly HashSet<string> s_storing = ["Cast", "Identity", "DequantizeLinear"];

    /// <summary>How many ids have a row; null when no lookup is recognised. An id beyond it is a fault on a CPU and rubbish on a GPU.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="ids">Its input of token ids.</param>
    public static int? Rows(OnnxGraph graph, string ids)
    {
        HashSet<string> shaped = new(StringComparer.Ordinal) { ids };
        long? rows = null;
        // Nodes stand in the order in which they can run.
        foreach (var node in graph.Nodes)
        {
            if (s_shaping.Contains(node.Operator) && node.Inputs.Take(1).Any(shaped.Contains))
            {
                shaped.UnionWith(node.Outputs);
            }
            else if (Table(node, shaped) is { } table && Weights(graph, table) is { Shape: [var length, _] })
            {
                rows = Math.Min(rows ?? length, length);
            }
        }
        return rows is > 0 and <= int.MaxValue ? (int)rows : null;
    }

    // EmbedLayerNormalization: input_ids, segment_ids, word_embedding, …
    private static string? Table(OnnxNode node, HashSet<string> shaped) => (node.Operator, node.Inputs) switch
    {
        ("Gather" or "GatherBlockQuantized", [var table, var by, ..]) when shaped.Contains(by) => table,
        ("EmbedLayerNormalization", [var by, _, var table, ..]) when shaped.Contains(by) => table,
        _ => null,
    };

    private static TensorInfo? Weights(OnnxGraph graph, string tensor)
    {
        while (graph.Producer(tensor) is { Inputs: [var stored, ..] } node && s_storing.Contains(node.Operator))
        {
            tensor = stored;
        }
        return graph.Initializers.GetValueOrDefault(tensor);
    }
}
