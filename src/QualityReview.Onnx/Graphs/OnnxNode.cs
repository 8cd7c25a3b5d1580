namespace QualityReview.Onnx.Graphs;

/// <summary>A node of an ONNX graph, read shallowly: names and operator, the rest as bytes.</summary>
internal sealed record OnnxNode(string Operator, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, ReadOnlyMemory<byte> Field)
{
    /// <summary>Names that its subgraphs (of If, Loop, Scan) may take from the graph around them.</summary>
    public required IReadOnlyList<string> Captured { get; init; }

    /// <summary>Its attributes, as protobuf messages.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Attributes { get; init; }

    // If, Loop and Scan stand inside each other a few times at most; each level takes a part of the stack.
    private const int MostNesting = 32;

    // What this program follows through a graph: all of them read something.
    private static readonly HashSet<string> s_followed = ["Add", "Cast", "Clip", "Div", "FusedMatMul", "Gemm", "Identity", "MatMul", "MatMulNBits", "Mul", "Reshape", "Sub", "Tanh"];

    /// <exception cref="InvalidDataException">It is no node that could run, or nests without end.</exception>
    public static OnnxNode Read(ProtoField field) => Read(field, 0);

    private static OnnxNode Read(ProtoField field, int depth)
    {
        if (depth > MostNesting)
        {
            throw new InvalidDataException("Its graphs nest deeper than 32.");
        }

        string op = "", domain = "";
        List<string> inputs = [], outputs = [], captured = [];
        List<ReadOnlyMemory<byte>> attributes = [];
        foreach (var part in ProtoField.In(field.Payload))
        {
            switch (part.Number)
            {
                case 1: inputs.Add(part.Text); break;
                case 2: outputs.Add(part.Text); break;
                case 4: op = part.Text; break;
                case 7: domain = part.Text; break;
                case 5:
                    attributes.Add(part.Payload);
                    Capture(part.Payload, captured, depth);
                    break;
            }
        }
        if (s_followed.Contains(op) && (inputs.Count == 0 || outputs.Count == 0))
        {
            throw new InvalidDataException($"A node {op} has no input or no output.");
        }
        return new OnnxNode(op, domain, inputs, outputs, field.Whole) { Captured = captured, Attributes = attributes };
    }

    /// <summary>The value of an integer attribute, or <paramref name="missing"/>.</summary>
    public long Integer(string name, long missing)
    {
        foreach (var attribute in Attributes)
        {
            var fields = ProtoField.In(attribute).ToList();
            if (fields.Any(f => f.Number == 1 && f.Text == name))
            {
                return fields.Where(f => f.Number == 3).Select(f => (long)f.Value).FirstOrDefault();
            }
        }
        return missing;
    }

    /// <summary>The subgraph that an attribute holds, as a GraphProto; null where there is none of that name.</summary>
    public ReadOnlyMemory<byte>? Graph(string name)
    {
        foreach (var attribute in Attributes)
        {
            var fields = ProtoField.In(attribute).ToList();
            if (fields.Any(f => f.Number == 1 && f.Text == name) && fields.Exists(f => f.Number == 6))
            {
                return fields.Find(f => f.Number == 6).Payload;
            }
        }
        return null;
    }

    /// <summary>The node as a message with some of its inputs and outputs renamed.</summary>
    public byte[] Renamed(IReadOnlyDictionary<string, string> names)
    {
        var field = ProtoField.In(Field).Single();
        return ProtoWriter.Message(w =>
        {
            foreach (var part in ProtoField.In(field.Payload))
            {
                _ = part.Number is 1 or 2 && names.TryGetValue(part.Text, out var name) ? w.Text(part.Number, name) : w.Raw(part.Whole.Span);
            }
        });
    }

    // AttributeProto: g 6, graphs 11. GraphProto: node 1, output 12. A name that a subgraph makes itself is listed too; that is harmless.
    private static void Capture(ReadOnlyMemory<byte> attribute, List<string> names, int depth)
    {
        foreach (var graph in ProtoField.In(attribute).Where(f => f.Number is 6 or 11))
        {
            foreach (var part in ProtoField.In(graph.Payload))
            {
                if (part.Number == 1)
                {
                    var node = Read(part, depth + 1);
                    names.AddRange(node.Inputs);
                    names.AddRange(node.Captured);
                }
                else if (part.Number == 12)
                {
                    names.Add(TensorInfo.Read(part.Payload).Name);
                }
            }
        }
    }
}
