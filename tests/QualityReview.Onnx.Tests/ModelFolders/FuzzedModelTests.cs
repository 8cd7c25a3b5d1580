using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Onnx.Tests.ModelFolders;

/// <summary>Faults that fuzzing found in reading model folders; the first three ended the process or never ended.</summary>
public sealed class FuzzedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parse_GraphsInsideEachOtherWithoutEnd_AreRefused()
    {
        // A node with an attribute that holds a graph with a node, ten thousand times.
        byte[] inner = [];
        var parts = new List<byte[]>();
        var length = 0;
        for (var level = 0; level < 30_000; level++)
        {
            inner = [(byte)(((level % 3) switch { 0 => 6, 1 => 5, _ => 1 } << 3) | 2), .. Varint(length)];
            parts.Add(inner);
            length += inner.Length;
        }

        byte[] model = [(7 << 3) | 2, .. Varint(length), .. Enumerable.Reverse(parts).SelectMany(part => part)];

        Assert.Equal("Its graphs nest deeper than 32.", Assert.Throws<InvalidDataException>(() => OnnxGraph.Parse(model)).Message);
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "a")]
    public void Parse_GraphThatGoesRoundInACircle_IsRefused(string second, string first)
    {
        var model = Model(new OnnxTail().Node("Identity", [second], first).Node("Cast", [first], "b"));

        Assert.Equal("Its graph goes round in a circle.", Assert.Throws<InvalidDataException>(() => OnnxGraph.Parse(model)).Message);
    }

    [Fact]
    public void Parse_BranchThatGoesRoundInACircle_IsRefusedWhenItIsChosen()
    {
        var branch = new OnnxTail().Node("Identity", ["b"], "a").Node("Cast", ["a"], "b").Output("b", TensorInfo.Float);
        var model = Model(new OnnxTail().Node(ProtoWriter.Message(node => node
            .Text(1, CacheBranch.Choice).Text(2, "logits").Text(4, "If").Nested(5, attribute => attribute.Text(1, "else_branch").Nested(6, graph => graph.Raw(branch.ToArray()))))));

        Assert.Equal("Its graph goes round in a circle.", Assert.Throws<InvalidDataException>(() => CacheBranch.Chosen(OnnxGraph.Parse(model))).Message);
    }

    [Fact]
    public void Parse_NodeThatReadsNothing_IsRefused() =>
        Assert.Equal("A node MatMul has no input or no output.", Assert.Throws<InvalidDataException>(() => OnnxGraph.Parse(Model(new OnnxTail().Node("MatMul", [], "a")))).Message);

    [Theory]
    [InlineData("config.json", """{"model_type":"\ud83d","architectures":["GPT2LMHeadModel"]}""")]
    [InlineData("config.json", """{"model_type":"gpt2","architectures":["\ude00"]}""")]
    public void Read_TextThatIsHalfACharacter_IsRefusedInASentence(string file, string content)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "data", "architectures", "gpt2")))
        {
            File.Copy(path, Path.Combine(_folder.Path, Path.GetFileName(path)));
        }

        _folder.Write(file, content);

        var fault = Assert.Throws<QualityReviewException>(() => ModelFolder.Read(_folder.Path));
        Assert.EndsWith("has a configuration file with a text that is not valid Unicode; UTF-8 is expected.", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Model(OnnxTail graph) => ProtoWriter.Message(model => model.Nested(7, part => part.Raw(graph.ToArray())));

    private static IEnumerable<byte> Varint(int number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            yield return (byte)(number | 0x80);
        }

        yield return (byte)number;
    }
}
