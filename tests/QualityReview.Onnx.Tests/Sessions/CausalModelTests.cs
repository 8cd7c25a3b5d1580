using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.Tests.Sessions;

public class CausalModelTests
{
    private static readonly int[][] s_texts = [[0, 5, 9, 30, 2], [0, 7], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]];

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public void Nll_PaddedBatch_EqualsEachSequenceAlone(bool withPositions, bool withPast, bool withKeptLogits)
    {
        var tiny = new TinyModel { WithPositions = withPositions, WithPast = withPast, WithKeptLogits = withKeptLogits };
        using var folder = TemporaryFolder.WithModel(tiny);
        using var plain = new PlainLogits(tiny.ToArray());
        using var model = CausalModel.Open(ModelFolder.Read(folder.Path), Shipped.Cpu, 1, 64);

        var nll = model.Nll(s_texts.Select(Sequence).ToList(), TestContext.Current.CancellationToken);

        var expected = s_texts.SelectMany(ids => ids.Skip(1).Select((label, i) => plain.Nll(ids, i, label))).ToList();
        Assert.Equal(expected.Count, nll.Length);
        Assert.All(expected.Zip(nll), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Nll_VocabularyTooLargeForOneGo_IsTheSameInSlices()
    {
        using var whole = Shipped.OpenLmMini();
        // 20 rows of 4,096 logits at a time: the slices do not come out even.
        using var sliced = Shipped.OpenLmMini(mostLogits: 20 * 4096);
        var batch = s_texts.Append([.. Enumerable.Range(0, 40)]).Select(Sequence).ToList();

        var expected = whole.Nll(batch, TestContext.Current.CancellationToken);
        var nll = sliced.Nll(batch, TestContext.Current.CancellationToken);

        Assert.Equal(expected.Length, nll.Length);
        Assert.All(expected.Zip(nll), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Nll_WeightsInADataFile_AreFound()
    {
        var embedded = new TinyModel();
        var tiny = new TinyModel { DataFile = "model.onnx_data" };
        using var folder = TemporaryFolder.WithModel(tiny);
        File.WriteAllBytes(Path.Combine(folder.Path, tiny.DataFile), [.. tiny.Data]);
        using var plain = new PlainLogits(embedded.ToArray());
        var read = ModelFolder.Read(folder.Path);
        using var model = CausalModel.Open(read, Shipped.Cpu, 1, 64);

        var nll = model.Nll([Sequence(s_texts[0])], TestContext.Current.CancellationToken);

        Assert.All(s_texts[0].Skip(1).Select((label, i) => plain.Nll(s_texts[0], i, label)).Zip(nll), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(2, read.ModelHash().Split(',').Length);
    }

    [Fact]
    public void Nll_IdBeyondTheVocabulary_IsARunFault()
    {
        using var model = Shipped.OpenLmMini();

        var fault = Assert.Throws<RunFault>(() => model.Nll([Sequence([0, 5000, 1])], TestContext.Current.CancellationToken));

        Assert.False(fault.OutOfMemory);
        Assert.DoesNotContain("/onnxruntime/", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_GraphThatCannotLoad_SaysWhich()
    {
        using var folder = TemporaryFolder.WithModel(new TinyModel { Opset = 9 });

        var fault = Assert.Throws<QualityReviewException>(() => CausalModel.Open(ModelFolder.Read(folder.Path), Shipped.Cpu, 1, 64));

        Assert.EndsWith("cannot be used: The model uses opset 9; supported are 11 and newer.", fault.Message, StringComparison.Ordinal);
    }

    private static TokenSequence Sequence(int[] ids) => new(0, 0, ids.AsMemory(0, ids.Length - 1)) { RowCount = ids.Length - 1, Labels = ids.AsMemory(1) };
}
