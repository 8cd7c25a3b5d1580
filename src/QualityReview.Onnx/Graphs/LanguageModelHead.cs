namespace QualityReview.Onnx.Graphs;

/// <summary>The last nodes of a causal language model: from the hidden states to the logits.</summary>
/// <param name="Hidden">The tensor [batch, sequence, width] that the head reads; the logits themselves when no head was recognised.</param>
/// <param name="Nodes">The head's nodes in order, the matrix product first; empty when none was recognised.</param>
internal sealed record LanguageModelHead(string Hidden, IReadOnlyList<OnnxNode> Nodes)
{
    private static readonly HashSet<string> s_products = ["MatMul", "Gemm", "FusedMatMul", "MatMulNBits"];

    // What may stand between the matrix product and the logits: casts, a bias, a scale, a soft cap (x / c, tanh, · c).
    private static readonly HashSet<string> s_elementwise = ["Cast", "Identity", "Add", "Sub", "Mul", "Div", "Tanh", "Clip", "Reshape"];

    /// <summary>Walks back from the logits to the matrix product. What it does not know it leaves alone: then rows are
    /// selected from the logits, which costs memory and gives the same numbers.</summary>
    public static LanguageModelHead Find(OnnxGraph graph, string logits)
    {
        var unknown = new LanguageModelHead(logits, []);
        List<OnnxNode> nodes = [];
        var reshaped = false;
        for (var tensor = logits; graph.Producer(tensor) is { } node;)
        {
            if (s_products.Contains(node.Operator))
            {
                return Product(graph, node, reshaped) is { } hidden ? new LanguageModelHead(hidden, [node, .. nodes]) : unknown;
            }
            if (!s_elementwise.Contains(node.Operator) || Data(graph, node) is not { } data)
            {
                return unknown;
            }
            if (node.Operator == "Reshape")
            {
                reshaped = true;
            }
            else
            {
                nodes.Insert(0, node);
            }
            tensor = data;
        }
        return unknown;
    }

    /// <summary>The head's nodes again, reading <paramref name="rows"/> [n, width] and writing "score.logits" [n, vocabulary].</summary>
    public IEnumerable<byte[]> Replayed(string rows)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [Nodes[0].Inputs[0]] = rows };
        for (var i = 0; i < Nodes.Count; i++)
        {
            names[Nodes[i].Outputs[0]] = i == Nodes.Count - 1 ? "score.logits" : $"score.head.{i}";
            yield return Nodes[i].Renamed(names);
        }
    }

    // The product's left side; its right side must be weights. A product whose result is reshaped (Gemm takes matrices only)
    // had its left side reshaped too: the states [batch, sequence, width] are what went into that reshape.
    private static string? Product(OnnxGraph graph, OnnxNode node, bool reshaped)
    {
        if (!node.Inputs.Skip(1).All(graph.IsConstant) || node.Integer("transA", 0) != 0)
        {
            return null;
        }
        if (node.Operator != "Gemm" && !reshaped)
        {
            return node.Inputs[0];
        }
        return graph.Producer(node.Inputs[0]) is { Operator: "Reshape" } reshape ? reshape.Inputs[0] : null;
    }

    // The one input that is not a constant. The constants must fit rows [n, vocabulary] as they fitted [batch, sequence, vocabulary].
    private static string? Data(OnnxGraph graph, OnnxNode node)
    {
        if (node.Operator == "Reshape")
        {
            return node.Inputs[0];
        }
        var data = node.Inputs.Where(i => !graph.IsConstant(i)).ToList();
        var constantsFit = node.Inputs.Where(i => i.Length > 0 && graph.IsConstant(i)).All(i => Rank(graph, i) <= 1);
        return data.Count == 1 && constantsFit ? data[0] : null;
    }

    private static int Rank(OnnxGraph graph, string constant)
    {
        if (graph.Initializers.TryGetValue(constant, out var tensor))
        {
            return tensor.Shape.Count;
        }
        var node = graph.Producer(constant)!;
        return node.Operator switch
        {
            "Cast" or "Identity" => Rank(graph, node.Inputs[0]),
            "Constant" => node.Attributes.Select(ConstantRank).DefaultIfEmpty(int.MaxValue).Max(),
            _ => int.MaxValue,
        };
    }

    // AttributeProto: name 1, t 5; value_float and value_int are scalars, value_floats and value_ints vectors.
    private static int ConstantRank(ReadOnlyMemory<byte> attribute)
    {
        var tensor = ProtoField.In(attribute).Where(f => f.Number == 5).Select(f => f.Payload).FirstOrDefault();
        return tensor.IsEmpty ? 1 : TensorInfo.ReadTensor(tensor).Shape.Count;
    }
}
