using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.Tests.Graphs;

public class ScoringGraphTests
{
    private static readonly int[] s_ids = [3, 1, 4, 1, 5, 9, 2, 6];

    public static TheoryData<string, bool> Heads()
    {
        var data = new TheoryData<string, bool>();
        foreach (var head in new[] { "matmul", "bias", "soft_cap", "gemm", "half", "tied", "computed" })
        {
            data.Add(head, false);
            data.Add(head, true);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void From_AnyHead_GivesTheFullLogitsNumbers(string head, bool inSlices)
    {
        var model = new TinyModel { Head = head }.ToArray();
        var edited = ScoringGraph.From(OnnxGraph.Parse(model), "logits", inSlices);
        using var session = ModelSession.Load(edited, "tiny.onnx", null, 1);
        using var plain = new PlainLogits(model);
        using var feed = new TensorFeed();
        PaddedBatch.Fill(feed, OnnxGraph.Parse(model).Inputs, [new TokenSequence(0, 0, s_ids)], 0);
        // Positions 2, 5, 7, 0 with two labels each.
        long[] rows = [0, 2, 0, 5, 0, 7, 0, 0];
        long[] labels = [7, 0, 36, 1, 2, 2, 30, 9];
        feed.Add(ScoringGraph.Rows, rows, inSlices ? [2, 2, 2] : [4, 2]);
        feed.Add(ScoringGraph.Labels, labels, inSlices ? [2, 2, 2] : [4, 2]);

        var nll = session.Run(feed, ScoringGraph.Nll, TestContext.Current.CancellationToken);

        Assert.Equal(labels.Length, nll.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            var expected = plain.Nll(s_ids, (int)rows[((i / 2) * 2) + 1], (int)labels[i]);
            Assert.Equal(expected, nll[i], head == "half" ? 2e-3 : 1e-5);
        }
    }

    [Theory]
    [InlineData("matmul", "states", 1)]
    [InlineData("bias", "states", 2)]
    [InlineData("soft_cap", "states", 4)]
    [InlineData("gemm", "states", 1)]
    [InlineData("half", "states_half", 1)]
    [InlineData("tied", "states", 1)]
    [InlineData("computed", "logits", 0)]
    public void Find_KnownHead_StopsAtTheHiddenStates(string head, string hidden, int nodes)
    {
        var found = LanguageModelHead.Find(OnnxGraph.Parse(new TinyModel { Head = head }.ToArray()), "logits");

        Assert.Equal(hidden, found.Hidden);
        Assert.Equal(nodes, found.Nodes.Count);
    }

    [Fact]
    public void From_ModelWithPast_LeavesOnlyTheNewOutput()
    {
        var edited = OnnxGraph.Parse(ScoringGraph.From(OnnxGraph.Parse(new TinyModel { WithPast = true }.ToArray()), "logits", false));

        Assert.Equal([ScoringGraph.Nll], edited.Outputs.Select(o => o.Name));
        Assert.Null(edited.Producer("logits"));
    }

    [Fact]
    public void From_OldOpset_SaysWhatIsSupported()
    {
        var graph = OnnxGraph.Parse(new TinyModel { Opset = 9 }.ToArray());

        Assert.Contains("opset 9", Assert.Throws<InvalidDataException>(() => ScoringGraph.From(graph, "logits", false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x3a, 0x50, 0x00 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x0b })]
    [InlineData(new byte[] { })]
    public void Parse_BrokenBytes_Throws(byte[] model) => Assert.Throws<InvalidDataException>(() => OnnxGraph.Parse(model));
}
