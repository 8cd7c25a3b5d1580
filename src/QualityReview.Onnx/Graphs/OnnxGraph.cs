using System.Runtime.InteropServices;

namespace QualityReview.Onnx.Graphs;

/// <summary>An ONNX model file read at wire level: what its graph takes, gives and is made of. No weight is copied.</summary>
internal sealed class OnnxGraph
{
    // ModelProto: graph 7, opset_import 8. GraphProto: node 1, initializer 5, input 11, output 12, value_info 13.
    private readonly List<ProtoField> _modelFields = [];
    private readonly List<(string Name, ProtoField Field)> _graphFields = [];
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
    private readonly List<TensorInfo> _inputs = [];
    private HashSet<string>? _constants;

    private OnnxGraph(IEnumerable<ProtoField> modelFields, IEnumerable<ProtoField> graphFields)
    {
        foreach (var field in modelFields)
        {
            if (field.Number == 7)
            {
                ReadGraph(ProtoField.In(field.Payload));
                continue;
            }
            _modelFields.Add(field);
            if (field.Number == 8)
            {
                ReadOpset(field.Payload);
            }
        }
        ReadGraph(graphFields);
        foreach (var node in Nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                _producers[output] = node;
            }
        }
        if (HasCircle())
        {
            throw new InvalidDataException("Its graph goes round in a circle.");
        }
    }

    public long Opset { get; private set; } = 1;

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Inputs that must be fed: those without an initializer of the same name.</summary>
    public IReadOnlyList<TensorInfo> Inputs => _inputs.Where(i => !Initializers.ContainsKey(i.Name)).ToList();

    public List<TensorInfo> Outputs { get; } = [];

    public Dictionary<string, TensorInfo> Initializers { get; } = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The bytes are no ONNX model.</exception>
    public static OnnxGraph Parse(byte[] model)
    {
        var graph = new OnnxGraph(ProtoField.In(model), []);
        return graph.Nodes.Count > 0 ? graph : throw new InvalidDataException("There is no graph.");
    }

    /// <summary>The node that makes a tensor, or null for inputs and initializers.</summary>
    public OnnxNode? Producer(string tensor) => _producers.GetValueOrDefault(tensor);

    public TensorInfo? Output(string name) => Outputs.Find(o => o.Name == name);

    /// <summary>Whether a tensor follows from the weights alone, so that no input can change it.</summary>
    public bool IsConstant(string tensor) => tensor.Length == 0 || (_constants ??= Constants()).Contains(tensor);

    /// <summary>Every tensor that the graph takes, holds or makes, but for what one node makes.</summary>
    public IEnumerable<string> Names(OnnxNode except) =>
        _inputs.Select(i => i.Name).Concat(Initializers.Keys).Concat(Nodes.Where(n => n != except).SelectMany(n => n.Outputs));

    /// <summary>The model with fields of a GraphProto in the place of one node. Inputs that nothing reads any more are left out.</summary>
    public OnnxGraph WithReplaced(OnnxNode node, IReadOnlyList<ProtoField> fields)
    {
        var edited = _graphFields.SelectMany(f => f.Field.Whole.Equals(node.Field) ? fields : [f.Field]).ToList();
        var read = edited.Where(f => f.Number == 1).Select(OnnxNode.Read).SelectMany(n => n.Inputs.Concat(n.Captured))
            .Concat(Outputs.Select(o => o.Name)).ToHashSet(StringComparer.Ordinal);
        return new OnnxGraph(_modelFields, edited.Where(f => f.Number != 11 || read.Contains(TensorInfo.Read(f.Payload).Name)));
    }

    /// <summary>The model with its outputs replaced: <paramref name="tail"/> (a GraphProto's fields: nodes, inputs, outputs) is
    /// added, and whatever the tensors in <paramref name="needed"/> do not depend on is left out, because ONNX Runtime
    /// computes every output of a model, also those that nobody fetches.</summary>
    public byte[] With(byte[] tail, IEnumerable<string> needed)
    {
        var live = Live(needed, out var nodes);
        var kept = new List<ReadOnlyMemory<byte>>();
        foreach (var (name, field) in _graphFields)
        {
            if (field.Number switch { 1 => false, 5 or 13 => live.Contains(name), 12 => false, _ => true })
            {
                kept.Add(field.Whole);
            }
        }
        kept.AddRange(Nodes.Where(nodes.Contains).Select(n => n.Field));
        kept.Add(tail);

        var pieces = new List<ReadOnlyMemory<byte>>(_modelFields.Select(f => f.Whole)) { ProtoWriter.Header(7, kept.Sum(p => (long)p.Length)) };
        pieces.AddRange(kept);
        var edited = new byte[pieces.Sum(p => (long)p.Length)];
        var position = 0;
        foreach (var piece in pieces)
        {
            piece.Span.CopyTo(edited.AsSpan(position));
            position += piece.Length;
        }
        return edited;
    }

    // Whoever walks from a tensor to what it is made of must come to an end. Nodes are taken away whose inputs are all made; those of a
    // circle stay (Kahn 1962).
    private bool HasCircle()
    {
        var waits = new Dictionary<OnnxNode, int>(ReferenceEqualityComparer.Instance);
        var readers = new Dictionary<OnnxNode, List<OnnxNode>>(ReferenceEqualityComparer.Instance);
        foreach (var node in Nodes)
        {
            var sources = node.Inputs.Select(Producer).OfType<OnnxNode>().ToList();
            waits[node] = sources.Count;
            foreach (var source in sources)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(readers, source, out _) ??= []).Add(node);
            }
        }
        var ready = new Stack<OnnxNode>(Nodes.Where(node => waits[node] == 0));
        var taken = 0;
        for (; ready.TryPop(out var node); taken++)
        {
            foreach (var reader in readers.GetValueOrDefault(node, []).Where(reader => --waits[reader] == 0))
            {
                ready.Push(reader);
            }
        }
        return taken < Nodes.Count;
    }

    // Nodes stand in the order in which they can run, so one pass is enough, however deep the model is.
    private HashSet<string> Constants()
    {
        var constants = Initializers.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var node in Nodes.Where(n => n.Captured.Count == 0 && n.Inputs.All(i => i.Length == 0 || constants.Contains(i))))
        {
            constants.UnionWith(node.Outputs);
        }
        return constants;
    }

    private HashSet<string> Live(IEnumerable<string> needed, out HashSet<OnnxNode> nodes)
    {
        var live = new HashSet<string>(StringComparer.Ordinal);
        nodes = new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<string>(needed);
        while (open.TryPop(out var tensor))
        {
            if (!live.Add(tensor) || Producer(tensor) is not { } node || !nodes.Add(node))
            {
                continue;
            }
            foreach (var name in node.Inputs.Concat(node.Captured).Concat(node.Outputs))
            {
                open.Push(name);
            }
        }
        return live;
    }

    private void ReadGraph(IEnumerable<ProtoField> graph)
    {
        foreach (var field in graph)
        {
            var name = "";
            switch (field.Number)
            {
                case 1:
                    Nodes.Add(OnnxNode.Read(field));
                    break;
                case 5:
                    var tensor = TensorInfo.ReadTensor(field.Payload);
                    Initializers[name = tensor.Name] = tensor;
                    break;
                case 11:
                    _inputs.Add(TensorInfo.Read(field.Payload));
                    break;
                case 12:
                    Outputs.Add(TensorInfo.Read(field.Payload));
                    break;
                case 13:
                    name = TensorInfo.Read(field.Payload).Name;
                    break;
            }
            _graphFields.Add((name, field));
        }
    }

    private void ReadOpset(ReadOnlyMemory<byte> import)
    {
        var fields = ProtoField.In(import).ToList();
        if (!fields.Any(f => f.Number == 1 && f.Text is not ("" or "ai.onnx")))
        {
            Opset = fields.Where(f => f.Number == 2).Select(f => (long)f.Value).DefaultIfEmpty(1).Last();
        }
    }
}
