using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.Tests.Graphs;

public class EmbeddingTableTests
{
    [Fact]
    public void Rows_TinyModel_IsItsVocabulary() =>
        Assert.Equal(37, EmbeddingTable.Rows(OnnxGraph.Parse(new TinyModel { Vocabulary = 37 }.ToArray()), "input_ids"));

    [Fact]
    public void Rows_NoLookupOfIds_IsUnknown() =>
        Assert.Null(EmbeddingTable.Rows(OnnxGraph.Parse(new TinyModel().ToArray()), "attention_mask"));

    [Fact]
    public void IsConstant_DeepGraph_NeedsNoDeepStack()
    {
        var nodes = new OnnxTail().Node("Identity", ["input_ids"], "t0").Node("Constant", [], "c0");
        const int depth = 200_000;
        for (var i = 0; i < depth; i++)
        {
            nodes.Node("Neg", [$"t{i}"], $"t{i + 1}").Node("Neg", [$"c{i}"], $"c{i + 1}");
        }
        var graph = OnnxGraph.Parse(ProtoWriter.Message(m => m.Nested(7, g => g.Raw(nodes.Input("input_ids", TensorInfo.Int64).ToArray()))));

        Assert.False(graph.IsConstant($"t{depth}"));
        Assert.True(graph.IsConstant($"c{depth}"));
    }
}
