using System.Globalization;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>Makes other exports of the same model out of one.</summary>
internal static class GraphEdits
{
    /// <summary>A merged decoder with a node between the input use_cache_branch and the If that asks it, and with logits alone.</summary>
    public static byte[] WithHiddenChoice(byte[] model)
    {
        var graph = OnnxGraph.Parse(model);
        var choice = graph.Nodes.Single(n => n.Operator == "If");
        var logits = graph.Output("logits")!;
        var asked = new OnnxTail().Node("Identity", [CacheBranch.Choice], "asked")
            .Node(choice.Renamed(new Dictionary<string, string> { [CacheBranch.Choice] = "asked" }))
            .ToArray();
        return graph.WithReplaced(choice, ProtoField.In(asked).ToList())
            .With(new OnnxTail().Output(logits.Name, logits.ElementType, "batch", "sequence", logits.Shape[2]).ToArray(), [logits.Name]);
    }

    /// <summary>A model that gives, or takes, one of its tensors as float16 and computes with floats.</summary>
    public static byte[] WithHalf(byte[] model, string tensor)
    {
        var graph = Graph(model);
        var names = new Dictionary<string, string> { [tensor] = tensor + ".float" };
        var isInput = graph.Any(f => f.Number == 11 && TensorInfo.Read(f.Payload).Name == tensor);
        var cast = isInput
            ? new OnnxTail().Node("Cast", [tensor], names[tensor], ("to", TensorInfo.Float))
            : new OnnxTail().Node("Cast", [names[tensor]], tensor, ("to", TensorInfo.Float16));
        return Model(model, w =>
        {
            w.Raw(isInput ? cast.ToArray() : []);
            foreach (var field in graph)
            {
                _ = field.Number switch
                {
                    1 => w.Bytes(1, OnnxNode.Read(field).Renamed(names)),
                    11 or 12 when TensorInfo.Read(field.Payload).Name == tensor => w.Bytes(field.Number, TensorInfo.Write(tensor, TensorInfo.Float16, "batch", "sequence", "width")),
                    _ => w.Raw(field.Whole.Span),
                };
            }
            w.Raw(isInput ? [] : cast.ToArray());
        });
    }

    /// <summary>A model whose matrices lie in a data file.</summary>
    /// <param name="model">The model with all its weights.</param>
    /// <param name="file">The data file's name.</param>
    /// <param name="data">What belongs into it.</param>
    public static byte[] WithDataFile(byte[] model, string file, List<byte> data) => Model(model, w =>
    {
        foreach (var field in Graph(model))
        {
            if (field.Number != 5 || TensorInfo.ReadTensor(field.Payload).Shape.Count < 2)
            {
                w.Raw(field.Whole.Span);
                continue;
            }
            // TensorProto: raw_data 9, external_data 13, data_location 14.
            var raw = ProtoField.In(field.Payload).Single(f => f.Number == 9).Payload;
            w.Nested(5, t =>
            {
                foreach (var part in ProtoField.In(field.Payload).Where(f => f.Number != 9))
                {
                    t.Raw(part.Whole.Span);
                }
                foreach (var (key, value) in new[] { ("location", file), ("offset", Text(data.Count)), ("length", Text(raw.Length)) })
                {
                    t.Nested(13, e => e.Text(1, key).Text(2, value));
                }
                t.Integer(14, 1);
            });
            data.AddRange(raw.Span);
        }
    });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static List<ProtoField> Graph(byte[] model) => ProtoField.In(ProtoField.In(model).Single(f => f.Number == 7).Payload).ToList();

    private static byte[] Model(byte[] model, Action<ProtoWriter> graph) => ProtoWriter.Message(w =>
    {
        foreach (var field in ProtoField.In(model))
        {
            _ = field.Number == 7 ? w.Nested(7, graph) : w.Raw(field.Whole.Span);
        }
    });
}
