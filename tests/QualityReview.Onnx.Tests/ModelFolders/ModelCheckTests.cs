using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Onnx.Tests.ModelFolders;

public class ModelCheckTests
{
    [Theory]
    [InlineData("lm-mini", "a causal language model")]
    [InlineData("embedder-use-lite", "a sentence encoder")]
    public void Run_ShippedModel_SaysWhatItIs(string folder, string words) =>
        Assert.Contains(words, ModelCheck.Run(Path.Combine(Shipped.Models, folder)), StringComparison.Ordinal);

    [Theory]
    [InlineData("NoSuchOperator", "cannot be loaded: ")]
    [InlineData("Squeeze", "was loaded and cannot run: ")]
    public void Run_BrokenGraph_SaysWhy(string op, string words)
    {
        using var temporary = TemporaryFolder.WithModel(new TinyModel());
        var nodes = new OnnxTail()
            .Node("Concat", ["input_ids", "input_ids"], "twice", ("axis", 0))
            .Node(op, op == "Squeeze" ? ["twice", "attention_mask"] : ["twice"], "last_hidden_state")
            .Input("input_ids", TensorInfo.Int64, "b", "s").Input("attention_mask", TensorInfo.Int64, "b")
            .Output("last_hidden_state", TensorInfo.Float, "b", "s", 8);
        var model = ProtoWriter.Message(m => m.Integer(1, 8).Nested(7, g => g.Text(2, "broken").Raw(nodes.ToArray())).Nested(8, o => o.Integer(2, 17)));
        File.WriteAllBytes(Path.Combine(temporary.Path, "model.onnx"), model);

        var fault = Assert.Throws<QualityReviewException>(() => ModelCheck.Run(temporary.Path));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ErrorCode", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        TestContext.Current.TestOutputHelper!.WriteLine(fault.Message);
    }
}
