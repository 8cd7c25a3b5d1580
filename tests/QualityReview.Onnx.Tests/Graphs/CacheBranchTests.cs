using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.Tests.Graphs;

public class CacheBranchTests
{
    [Fact]
    public void Chosen_MergedGraph_IsTheBranchWithoutACache()
    {
        var graph = CacheBranch.Chosen(Merged("use_cache_branch", "logits"));

        Assert.Equal(["Cast"], graph.Nodes.Select(n => n.Operator));
        Assert.Equal("Cast", graph.Producer("logits")!.Operator);
        Assert.Equal(["input_ids"], graph.Inputs.Select(i => i.Name));
        Assert.Equal(["logits"], graph.Outputs.Select(o => o.Name));
    }

    [Fact]
    public void Chosen_BranchGivesAnotherName_IsConnected()
    {
        var graph = CacheBranch.Chosen(Merged("use_cache_branch", "inner"));

        Assert.Equal(["Cast", "Identity"], graph.Nodes.Select(n => n.Operator));
        Assert.Equal(["inner"], graph.Producer("logits")!.Inputs);
    }

    [Theory]
    [InlineData("use_cache_branch", "input_ids")]
    [InlineData("other", "logits")]
    public void Chosen_GraphOfAnotherShape_StaysAsItIs(string condition, string output)
    {
        var graph = Merged(condition, output);

        Assert.Same(graph, CacheBranch.Chosen(graph));
    }

    // if (condition) past else float(input_ids)
    private static OnnxGraph Merged(string condition, string output)
    {
        var with = new OnnxTail().Node("Identity", ["past_key_values.0.key"], "cached").Output("cached", TensorInfo.Float, "b", "s");
        var without = new OnnxTail().Node("Cast", ["input_ids"], output, ("to", TensorInfo.Float)).Output(output, TensorInfo.Float, "b", "s");
        var choice = ProtoWriter.Message(w => w
            .Text(1, condition).Text(2, "logits").Text(4, "If")
            .Nested(5, a => a.Text(1, "then_branch").Nested(6, g => g.Text(2, "with").Raw(with.ToArray())).Integer(20, 5))
            .Nested(5, a => a.Text(1, "else_branch").Nested(6, g => g.Text(2, "without").Raw(without.ToArray())).Integer(20, 5)));
        var tail = new OnnxTail().Node(choice)
            .Input("input_ids", TensorInfo.Int64, "b", "s").Input("past_key_values.0.key", TensorInfo.Float, "b", "s").Input(condition, TensorInfo.Bool, 1)
            .Output("logits", TensorInfo.Float, "b", "s");
        return OnnxGraph.Parse(ProtoWriter.Message(m => m.Integer(1, 8).Nested(7, g => g.Text(2, "merged").Raw(tail.ToArray())).Nested(8, o => o.Integer(2, 17))));
    }
}
