using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>The same T5 in the shapes that exporters give it.</summary>
public class T5ExportTests
{
    private const string Encoder = "encoder_model.onnx", Decoder = "decoder_model.onnx", Merged = "decoder_model_merged.onnx";

    [Theory]
    [InlineData("v1_0")]
    [InlineData("v1_1")]
    public void Nll_ChoiceThatCannotBeMadeInTheGraph_IsMadeAtEachRun(string variant)
    {
        using var folder = T5Golden.Folder(variant, "decoder_model_merged", place: "");
        Edit(folder, Merged, GraphEdits.WithHiddenChoice);

        Assert.Contains(ModelFile.Read(Path.Combine(folder.Path, Merged)).Graph.Nodes, n => n.Operator == "If");
        AssertAgrees(folder, variant, 1e-4);
    }

    [Fact]
    public void Nll_HalfPrecisionBetweenTheHalves_Agrees()
    {
        using var folder = T5Golden.Folder("v1_1", place: "");
        Edit(folder, Encoder, model => GraphEdits.WithHalf(model, "last_hidden_state"));
        Edit(folder, Decoder, model => GraphEdits.WithHalf(model, "encoder_hidden_states"));

        AssertAgrees(folder, "v1_1", 1e-2);
    }

    [Fact]
    public void Read_HalvesOfDifferentPrecision_DoNotFitTogether()
    {
        using var folder = T5Golden.Folder("v1_1", place: "");
        Edit(folder, Encoder, model => GraphEdits.WithHalf(model, "last_hidden_state"));

        var fault = Assert.Throws<QualityReviewException>(() => ModelFolder.Read(folder.Path));

        Assert.EndsWith("do not fit together: the one gives states of another number type than the other takes.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Decoder)]
    [InlineData(Merged)]
    public void Nll_WeightsInDataFiles_AreFoundAndHashed(string decoder)
    {
        using var folder = T5Golden.Folder("v1_0", Path.GetFileNameWithoutExtension(decoder), place: "");
        foreach (var file in new[] { Encoder, decoder })
        {
            List<byte> data = [];
            Edit(folder, file, model => GraphEdits.WithDataFile(model, file + "_data", data));
            File.WriteAllBytes(Path.Combine(folder.Path, file + "_data"), [.. data]);
        }

        var read = ModelFolder.Read(folder.Path);

        Assert.Equal([Encoder, Encoder + "_data", decoder, decoder + "_data"], read.Files.Select(f => Path.GetFileName(f)));
        Assert.Equal(4, read.ModelHash().Split(',').Distinct().Count());
        AssertAgrees(folder, "v1_0", 1e-4);
    }

    [Theory]
    [InlineData("v1_0", Decoder)]
    [InlineData("v1_0", Merged)]
    [InlineData("v1_1", Decoder)]
    [InlineData("v1_1", Merged)]
    public void Find_HeadOfT5_ReadsWhatTheLastNormOrTheScaleGives(string variant, string decoder)
    {
        using var folder = T5Golden.Folder(variant, Path.GetFileNameWithoutExtension(decoder), place: "");
        var graph = ModelFile.Read(Path.Combine(folder.Path, decoder)).Graph;

        var head = LanguageModelHead.Find(graph, "logits");

        Assert.Equal("MatMul", Assert.Single(head.Nodes).Operator);
        Assert.Equal("Mul", graph.Producer(head.Hidden)!.Operator);
    }

    [Fact]
    public void Open_SameModelTwice_SharesBothSessions()
    {
        using var folder = T5Golden.Folder("v1_0");
        var read = ModelFolder.Read(folder.Path);
        var golden = T5Golden.Of("v1_0");
        using var first = EncoderDecoderModel.Open(read, Shipped.Cpu, 1);
        EncoderDecoderModel.Open(read, Shipped.Cpu, 1).Dispose();

        Assert.NotEmpty(first.Nll([Sequence(golden, golden.Texts[0])], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Nll_IdBeyondTheVocabulary_IsARunFault()
    {
        using var folder = T5Golden.Folder("v1_0");
        using var model = EncoderDecoderModel.Open(ModelFolder.Read(folder.Path), Shipped.Cpu, 1);

        Assert.Throws<RunFault>(() => model.Nll([new TokenSequence(0, 0, new[] { 5000, 1 }) { RowCount = 1, Labels = new[] { 3 } }], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Open_StartTokenBeyondTheVocabulary_SaysThatItCannotRun()
    {
        using var folder = T5Golden.Folder("v1_0");
        var config = Path.Combine(folder.Path, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"decoder_start_token_id\": 0", "\"decoder_start_token_id\": 99999", StringComparison.Ordinal));

        var fault = Assert.Throws<QualityReviewException>(() => ModelCheck.Run(folder.Path));

        Assert.Contains("decoder_model.onnx was loaded and cannot run: ", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertAgrees(TemporaryFolder folder, string variant, double tolerance)
    {
        var golden = T5Golden.Of(variant);
        using var model = EncoderDecoderModel.Open(ModelFolder.Read(folder.Path), Shipped.Cpu, 2);

        var nll = model.Nll([.. golden.Texts.Select(t => Sequence(golden, t))], TestContext.Current.CancellationToken);

        foreach (var (text, own) in golden.Texts.Zip(nll.Chunk(golden.Yes.Length)))
        {
            Assert.Equal(text.PYes, own.Sum(n => Math.Exp(-n)), tolerance * text.PYes);
        }
    }

    private static TokenSequence Sequence(T5Golden golden, T5Text text) => new(0, 0, text.Ids) { RowCount = 1, Labels = golden.Yes };

    private static void Edit(TemporaryFolder folder, string file, Func<byte[], byte[]> edit)
    {
        var path = Path.Combine(folder.Path, file);
        File.WriteAllBytes(path, edit(File.ReadAllBytes(path)));
    }
}
