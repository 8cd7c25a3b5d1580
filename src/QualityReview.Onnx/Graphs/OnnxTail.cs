namespace QualityReview.Onnx.Graphs;

/// <summary>Collects the nodes, inputs and outputs that an edit adds to a graph.</summary>
internal sealed class OnnxTail
{
    private readonly List<Action<ProtoWriter>> _writes = [];

    public OnnxTail Node(string op, string[] inputs, string output, params (string Name, long Value)[] integers) => Node(op, inputs, output, integers, null);

    /// <summary>A node whose subgraph is <paramref name="body"/>.</summary>
    public OnnxTail NodeWithBody(string op, string[] inputs, string output, OnnxTail body, params (string Name, long Value)[] integers) =>
        Node(op, inputs, output, integers, body);

    /// <summary>A node that is already a message.</summary>
    public OnnxTail Node(byte[] message) => Add(w => w.Bytes(1, message));

    public OnnxTail Input(string name, int elementType, params object[] shape) => Add(w => w.Bytes(11, TensorInfo.Write(name, elementType, shape)));

    public OnnxTail Output(string name, int elementType, params object[] shape) => Add(w => w.Bytes(12, TensorInfo.Write(name, elementType, shape)));

    /// <summary>The fields of a GraphProto, to be added to a graph's own.</summary>
    public byte[] ToArray() => ProtoWriter.Message(w => _writes.ForEach(write => write(w)));

    private OnnxTail Node(string op, string[] inputs, string output, (string Name, long Value)[] integers, OnnxTail? body) => Node(ProtoWriter.Message(w =>
    {
        foreach (var input in inputs)
        {
            w.Text(1, input);
        }
        w.Text(2, output).Text(3, "score/" + output).Text(4, op);
        foreach (var (name, value) in integers)
        {
            w.Nested(5, a => a.Text(1, name).Integer(3, value).Integer(20, 2));
        }
        if (body is not null)
        {
            w.Nested(5, a => a.Text(1, "body").Nested(6, g => g.Text(2, output + ".body").Raw(body.ToArray())).Integer(20, 5));
        }
    }));

    private OnnxTail Add(Action<ProtoWriter> write)
    {
        _writes.Add(write);
        return this;
    }
}
