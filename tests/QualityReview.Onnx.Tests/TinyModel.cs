using System.Runtime.InteropServices;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.Tests;

/// <summary>Writes causal language models of a few kilobytes with made-up weights: states are tanh(running sum of token vectors),
/// logits their product with a matrix. Each variant ends, or begins, as some exporter's models do.</summary>
internal sealed class TinyModel
{
    public const int Width = 4;

    private readonly OnnxTail _nodes = new();
    private readonly List<byte[]> _initializers = [];
    private byte[]? _bytes;
    private uint _state = 12345;

    /// <summary>The default value is that of the tokenizer which the folder gets.</summary>
    public int Vocabulary { get; init; } = 4096;

    public int Opset { get; init; } = 17;

    /// <summary>One of: matmul, bias, soft_cap, gemm, half, tied, computed; or states, which makes it an encoder.</summary>
    public string Head { get; init; } = "matmul";

    public bool WithPositions { get; init; }

    public bool WithPast { get; init; }

    public bool WithKeptLogits { get; init; }

    /// <summary>The file that holds the weights, or null when the model does.</summary>
    public string? DataFile { get; init; }

    /// <summary>What belongs into <see cref="DataFile"/>.</summary>
    public List<byte> Data { get; } = [];

    public byte[] ToArray() => _bytes ??= Write();

    private byte[] Write()
    {
        Weights("embedding", Vocabulary, Width);
        Whole("axis", [1], scalar: true);
        _nodes.Node("Gather", ["embedding", "input_ids"], "vectors");
        var states = "vectors";
        if (WithPositions)
        {
            Weights("positions", 64, Width);
            _nodes.Node("Gather", ["positions", "position_ids"], "position_vectors").Node("Add", [states, "position_vectors"], "placed");
            states = "placed";
        }
        if (WithPast)
        {
            // present = past ++ vectors [batch, 1 head, tokens, width]; with an empty past nothing changes but the path.
            Whole("head_axis", [1]);
            _nodes.Node("Unsqueeze", [states, "head_axis"], "heads")
                .Node("Concat", ["past_key_values.0.key", "heads"], "present.0.key", ("axis", 2))
                .Node("Squeeze", ["present.0.key", "head_axis"], "with_past");
            states = "with_past";
        }
        _nodes.Node("CumSum", [states, "axis"], "sums").Node("Tanh", ["sums"], "states");
        WriteHead();
        Inputs();
        return ProtoWriter.Message(m => m
            .Integer(1, 8)
            .Nested(7, g =>
            {
                g.Text(2, "tiny");
                _initializers.ForEach(i => g.Bytes(5, i));
                g.Raw(_nodes.ToArray());
            })
            .Nested(8, o => o.Text(1, "").Integer(2, Opset)));
    }

    private void WriteHead()
    {
        switch (Head)
        {
            case "gemm":
                Weights("w", Width, Vocabulary);
                Weights("b", Vocabulary);
                Whole("flat", [-1, Width]);
                Whole("square", [0, -1, Vocabulary]);
                Whole("two", [2]);
                Whole("zero", [0]);
                Whole("last", [Vocabulary]);
                _nodes.Node("Shape", ["states"], "shape").Node("Slice", ["shape", "zero", "two"], "leading").Node("Concat", ["leading", "last"], "logits_shape", ("axis", 0))
                    .Node("Reshape", ["states", "flat"], "flat_states").Node("Gemm", ["flat_states", "w", "b"], "flat_logits").Node("Reshape", ["flat_logits", "logits_shape"], "logits");
                break;
            case "states":
                _nodes.Node("Identity", ["states"], "last_hidden_state");
                break;
            case "bias":
                Weights("w", Width, Vocabulary);
                Weights("b", Vocabulary);
                _nodes.Node("MatMul", ["states", "w"], "product").Node("Add", ["b", "product"], "logits");
                break;
            case "soft_cap":
                Weights("w", Width, Vocabulary);
                Numbers("cap", [2f]);
                _nodes.Node("MatMul", ["states", "w"], "product").Node("Div", ["product", "cap"], "shrunk").Node("Tanh", ["shrunk"], "capped").Node("Mul", ["capped", "cap"], "logits");
                break;
            case "half":
                Weights("w", Width, Vocabulary);
                _nodes.Node("Cast", ["states"], "states_half", ("to", TensorInfo.Float16)).Node("Cast", ["w"], "w_half", ("to", TensorInfo.Float16))
                    .Node("MatMul", ["states_half", "w_half"], "logits");
                break;
            case "tied":
                _nodes.Node("Transpose", ["embedding"], "w").Node("MatMul", ["states", "w"], "logits");
                break;
            case "computed":
                // The right side follows from the input: no head may be cut out here.
                Weights("w", Width, Vocabulary);
                _nodes.Node("ReduceMax", ["vectors"], "gain").Node("Mul", ["w", "gain"], "grown").Node("MatMul", ["states", "grown"], "logits");
                break;
            default:
                Weights("w", Width, Vocabulary);
                _nodes.Node("MatMul", ["states", "w"], "logits");
                break;
        }
    }

    private void Inputs()
    {
        _nodes.Input("input_ids", TensorInfo.Int64, "batch", "sequence").Input("attention_mask", TensorInfo.Int64, "batch", "sequence");
        if (Head == "states")
        {
            _nodes.Output("last_hidden_state", TensorInfo.Float, "batch", "sequence", Width);
        }
        else
        {
            _nodes.Output("logits", Head == "half" ? TensorInfo.Float16 : TensorInfo.Float, "batch", "sequence", Vocabulary);
        }
        if (WithPositions)
        {
            _nodes.Input("position_ids", TensorInfo.Int64, "batch", "sequence");
        }
        if (WithPast)
        {
            _nodes.Input("past_key_values.0.key", TensorInfo.Float, "batch", 1, "past", Width).Output("present.0.key", TensorInfo.Float, "batch", 1, "all", Width);
        }
        if (WithKeptLogits)
        {
            _nodes.Input("num_logits_to_keep", TensorInfo.Int64);
        }
    }

    private void Weights(string name, params int[] shape)
    {
        var numbers = new float[shape.Aggregate(1, (a, b) => a * b)];
        for (var i = 0; i < numbers.Length; i++)
        {
            _state = (_state * 1664525) + 1013904223;
            numbers[i] = ((_state >> 8) / (float)(1 << 24)) - 0.5f;
        }
        Tensor(name, TensorInfo.Float, shape, MemoryMarshal.AsBytes<float>(numbers));
    }

    private void Numbers(string name, float[] numbers) => Tensor(name, TensorInfo.Float, [], MemoryMarshal.AsBytes<float>(numbers));

    private void Whole(string name, long[] numbers, bool scalar = false) => Tensor(name, TensorInfo.Int64, scalar ? [] : [numbers.Length], MemoryMarshal.AsBytes<long>(numbers));

    private void Tensor(string name, int type, int[] shape, ReadOnlySpan<byte> bytes)
    {
        var raw = bytes.ToArray();
        _initializers.Add(ProtoWriter.Message(t =>
        {
            foreach (var length in shape)
            {
                t.Integer(1, length);
            }
            t.Integer(2, type).Text(8, name);
            if (DataFile is null || type != TensorInfo.Float)
            {
                t.Bytes(9, raw);
                return;
            }
            foreach (var (key, value) in new[] { ("location", DataFile), ("offset", $"{Data.Count}"), ("length", $"{raw.Length}") })
            {
                t.Nested(13, e => e.Text(1, key).Text(2, value));
            }
            t.Integer(14, 1);
            Data.AddRange(raw);
        }));
    }
}
