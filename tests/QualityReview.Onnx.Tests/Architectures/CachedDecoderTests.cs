using System.Text.Json;
using System.Text.Json.Serialization;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>Decoders that ask for earlier keys and values (grouped queries), fed none, against a reference that shares only the weights.</summary>
public class CachedDecoderTests
{
    private static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "data", "cached");

    private static CachedSequence[] Golden { get; } = JsonSerializer.Deserialize<CachedSequence[]>(File.ReadAllBytes(Path.Combine(Data, "golden.json")))!;

    [Theory]
    [InlineData("merged.onnx", "decoder_model_merged.onnx", false)]
    [InlineData("merged.onnx", "decoder_model_merged_quantized.onnx", true)]
    [InlineData("cached.onnx", "model.onnx", false)]
    [InlineData("cached.onnx", "decoder_model_fp16.onnx", true)]
    public void Nll_NoCache_AgreesWithTheDefinition(string model, string name, bool inSlices)
    {
        using var folder = Folder(model, name);

        AssertAgrees(folder, inSlices);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nll_ChoiceThatCannotBeMadeInTheGraph_IsMadeAtEachRun(bool inSlices)
    {
        using var folder = Folder("merged.onnx", "decoder_model_merged.onnx");
        var file = Path.Combine(folder.Path, "onnx", "decoder_model_merged.onnx");
        File.WriteAllBytes(file, GraphEdits.WithHiddenChoice(File.ReadAllBytes(file)));

        Assert.Contains(ModelFile.Read(file).Graph.Nodes, n => n.Operator == "If");
        AssertAgrees(folder, inSlices);
    }

    [Fact]
    public void Read_MergedModel_KnowsItAsAnyOther()
    {
        using var folder = Folder("merged.onnx", "decoder_model_merged.onnx");

        var read = ModelFolder.Read(folder.Path);

        Assert.Equal((ModelRole.CausalLanguageModel, 96, 64, "float32"), (read.Role, read.VocabularySize, read.ContextLength, read.Precision));
        Assert.Equal(["input_ids", "attention_mask"], read.Inputs.Select(i => i.Name));
    }

    [Fact]
    public void Read_OpenCacheSizes_AreTakenFromTheConfig()
    {
        using var folder = Folder("cached.onnx", "model.onnx");

        var cache = ModelFolder.Read(folder.Path).Inputs.Where(i => ModelInputs.IsPast(i.Name)).ToList();

        Assert.Equal(4, cache.Count);
        Assert.All(cache, i => Assert.Equal((TensorInfo.Float16, 2L, 10L), (i.ElementType, i.Shape[1], i.Shape[3])));
    }

    private static void AssertAgrees(TemporaryFolder folder, bool inSlices)
    {
        using var model = CausalModel.Open(ModelFolder.Read(folder.Path), Shipped.Cpu, 2, 1024, inSlices ? 20 * 96 : CausalModel.MostLogits);
        foreach (var size in new[] { 1, 3, Golden.Length })
        {
            foreach (var part in Golden.Chunk(size))
            {
                var nll = model.Nll(part.Select(Sequence).ToList(), TestContext.Current.CancellationToken);

                var expected = part.SelectMany(s => s.Nll).ToList();
                Assert.Equal(expected.Count, nll.Length);
                Assert.All(expected.Zip(nll), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            }
        }
    }

    private static TokenSequence Sequence(CachedSequence s) => new(0, 0, s.Ids.AsMemory(0, s.Ids.Length - 1)) { RowCount = s.Ids.Length - 1, Labels = s.Ids.AsMemory(1) };

    // Only ids are read here: the tokenizer is there because a folder needs one, with no more tokens than the model knows.
    private static TemporaryFolder Folder(string model, string name)
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Data, "config.json"), Path.Combine(folder.Path, "config.json"));
        File.WriteAllText(Path.Combine(folder.Path, "tokenizer.json"), JsonSerializer.Serialize(new
        {
            version = "1.0",
            added_tokens = Array.Empty<object>(),
            pre_tokenizer = new { type = "Whitespace" },
            model = new
            {
                type = "WordPiece",
                unk_token = "[UNK]",
                continuing_subword_prefix = "##",
                max_input_chars_per_word = 100,
                vocab = Enumerable.Range(0, 96).ToDictionary(id => id == 0 ? "[UNK]" : $"w{id}", id => id),
            },
        }));
        Directory.CreateDirectory(Path.Combine(folder.Path, "onnx"));
        File.Copy(Path.Combine(Data, model), Path.Combine(folder.Path, "onnx", name));
        return folder;
    }

    /// <summary>-ln p of each id but the first.</summary>
    private sealed record CachedSequence([property: JsonPropertyName("ids")] int[] Ids, [property: JsonPropertyName("nll")] double[] Nll);
}
