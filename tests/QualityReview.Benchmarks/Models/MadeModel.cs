using System.Runtime.InteropServices;
using System.Text.Json;
using QualityReview.Hashing;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Benchmarks.Models;

/// <summary>The size of a causal language model with random weights.</summary>
/// <param name="Layers">Blocks of attention and feed-forward.</param>
/// <param name="Width">Numbers in a hidden state, 64 for each head of attention.</param>
/// <param name="Vocabulary">At least the 4,096 tokens of lm-mini, whose tokenizer it has.</param>
/// <param name="Context">Tokens that it reads at once.</param>
internal sealed record MadeModel(int Layers, int Width, int Vocabulary, int Context)
{
    private static readonly string[] s_architectures = ["GPT2LMHeadModel"];

    private int Heads => Width / 64;

    /// <summary>Weights of all matrices.</summary>
    public long Parameters => (12L * Layers * Width * Width) + ((2L * Vocabulary + Context) * Width);

    /// <summary>Writes a model folder in Hugging Face's form: config.json, the tokenizer of lm-mini, onnx/model.onnx. The same size always
    /// gives the same bytes.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        var tokenizer = Path.Combine(AppContext.BaseDirectory, "models", "lm-mini");
        File.Copy(Path.Combine(tokenizer, "tokenizer.json"), Path.Combine(folder, "tokenizer.json"), overwrite: true);
        var config = File.ReadAllText(Path.Combine(tokenizer, "tokenizer_config.json")).Replace("\"model_max_length\": 256", $"\"model_max_length\": {Context}", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), config);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            architectures = s_architectures,
            model_type = "gpt2",
            vocab_size = Vocabulary,
            n_positions = Context,
            n_ctx = Context,
            n_embd = Width,
            n_layer = Layers,
            n_head = Heads,
            bos_token_id = 0,
            eos_token_id = 0,
        }));
        using var file = File.Create(Path.Combine(folder, "onnx", "model.onnx"));
        new Writer(this, file).Write();
    }

    /// <summary>A decoder of pre-norm blocks, written as exporters write it: plain nodes of opset 17.</summary>
    private sealed class Writer(MadeModel model, Stream file)
    {
        private readonly OnnxTail _nodes = new();
        private readonly SeededRandom _random = new(20_240_217);
        private readonly int _width = model.Width;
        private int _made;

        public void Write()
        {
            file.Write(ProtoWriter.Message(m => m.Integer(1, 8).Nested(8, o => o.Text(1, "").Integer(2, 17))));
            foreach (var name in (string[])["input_ids", "attention_mask", "position_ids"])
            {
                _nodes.Input(name, TensorInfo.Int64, "batch_size", "sequence_length");
            }
            _nodes.Output("logits", TensorInfo.Float, "batch_size", "sequence_length", model.Vocabulary);
            var state = Node("Add", Node("Gather", Weights(0.5, model.Vocabulary, _width), "input_ids"), Node("Gather", Weights(0.1, model.Context, _width), "position_ids"));
            var mask = Mask();
            for (var layer = 0; layer < model.Layers; layer++)
            {
                state = Node("Add", state, Attention(Normalised(state), mask));
                // GELU with the error function, node by node as PyTorch exports it; the runtime fuses it.
                var wide = Linear(Normalised(state), _width, 4 * _width);
                var curve = Node("Add", Node("Erf", Node("Div", wide, Scalar(MathF.Sqrt(2)))), Scalar(1f));
                state = Node("Add", state, Linear(Node("Mul", Node("Mul", wide, curve), Scalar(0.5f)), 4 * _width, _width));
            }
            _nodes.Node("MatMul", [Normalised(state), Weights(0.08, _width, model.Vocabulary)], "logits");
            // Messages that stand twice are merged: the weights before this are the same graph's.
            var graph = ProtoWriter.Message(g => g.Text(2, "made").Raw(_nodes.ToArray()));
            file.Write(ProtoWriter.Header(7, graph.Length));
            file.Write(graph);
        }

        private string Attention(string state, string mask)
        {
            var size = Whole(0, 0, model.Heads, _width / model.Heads);
            string Split(string order) => Transposed(Node("Reshape", Linear(state, _width, _width), size), order);
            var scores = Node("Mul", Node("MatMul", Split("0213"), Split("0231")), Scalar(1 / MathF.Sqrt(_width / model.Heads)));
            var mixed = Node("MatMul", Node("Softmax", Node("Add", scores, mask)), Split("0213"));
            return Linear(Node("Reshape", Transposed(mixed, "0213"), Whole(0, 0, _width)), _width, _width);
        }

        // 0 where a token may look, a huge negative number at later tokens and at padding: [batch, 1, sequence, sequence].
        private string Mask()
        {
            var length = Node("Gather", Node("Shape", "input_ids"), Scalar(1L));
            var places = Node("Range", Scalar(0L), length, Scalar(1L));
            var causal = Node("LessOrEqual", Node("Unsqueeze", places, Whole(0)), Node("Unsqueeze", places, Whole(1)));
            var real = Node("Unsqueeze", Node("Greater", "attention_mask", Scalar(0L)), Whole(1, 2));
            return Node("Where", Node("And", causal, real), Scalar(0f), Scalar(-3e38f));
        }

        private string Linear(string state, int from, int to) => Node("Add", Node("MatMul", state, Weights(1 / Math.Sqrt(from), from, to)), Weights(0.02, to));

        private string Normalised(string state)
        {
            var ones = new float[_width];
            Array.Fill(ones, 1);
            return Node("LayerNormalization", state, Tensor(TensorInfo.Float, MemoryMarshal.AsBytes<float>(ones), _width), Weights(0.02, _width));
        }

        private string Node(string op, params string[] inputs)
        {
            var output = $"t{++_made}";
            _nodes.Node(op, inputs, output);
            return output;
        }

        private string Transposed(string tensor, string order)
        {
            var output = $"t{++_made}";
            _nodes.Node(ProtoWriter.Message(n => n.Text(1, tensor).Text(2, output).Text(3, "made/" + output).Text(4, "Transpose").Nested(5, a =>
            {
                a.Text(1, "perm").Integer(20, 7);
                foreach (var axis in order)
                {
                    a.Integer(8, axis - '0');
                }
            })));
            return output;
        }

        private string Whole(params long[] numbers) => Tensor(TensorInfo.Int64, MemoryMarshal.AsBytes<long>(numbers), numbers.Length);

        private string Scalar(float number) => Tensor(TensorInfo.Float, MemoryMarshal.AsBytes<float>([number]));

        private string Scalar(long number) => Tensor(TensorInfo.Int64, MemoryMarshal.AsBytes<long>([number]));

        /// <summary>Uniform with that standard deviation.</summary>
        private string Weights(double deviation, params int[] shape)
        {
            var numbers = new float[shape.Aggregate(1, (a, b) => a * b)];
            var scale = (float)(deviation * Math.Sqrt(3) / (1 << 23));
            for (var i = 0; i < numbers.Length; i += 2)
            {
                var bits = _random.NextUInt64();
                numbers[i] = ((int)(bits & 0xFFFFFF) - (1 << 23)) * scale;
                if (i + 1 < numbers.Length)
                {
                    numbers[i + 1] = ((int)((bits >> 24) & 0xFFFFFF) - (1 << 23)) * scale;
                }
            }
            return Tensor(TensorInfo.Float, MemoryMarshal.AsBytes<float>(numbers), shape);
        }

        private string Tensor(int type, ReadOnlySpan<byte> bytes, params int[] shape)
        {
            var name = $"w{++_made}";
            var head = ProtoWriter.Message(t =>
            {
                foreach (var length in shape)
                {
                    t.Integer(1, length);
                }
                t.Integer(2, type).Text(8, name);
            });
            var numbers = ProtoWriter.Header(9, bytes.Length);
            var tensor = ProtoWriter.Header(5, head.Length + numbers.Length + bytes.Length);
            file.Write(ProtoWriter.Header(7, tensor.Length + head.Length + numbers.Length + bytes.Length));
            file.Write(tensor);
            file.Write(head);
            file.Write(numbers);
            file.Write(bytes);
            return name;
        }
    }
}
