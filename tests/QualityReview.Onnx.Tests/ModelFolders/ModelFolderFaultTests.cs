using System.Text.Json.Nodes;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Perplexity;
using QualityReview.Onnx.Tests.Architectures;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.ModelFolders;

/// <summary>Model folders with one thing wrong: each is refused in a sentence before anything runs.</summary>
public sealed class ModelFolderFaultTests : IDisposable
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("onnx/model.onnx")]
    [InlineData("onnx/model.onnx_data_1")]
    public void Read_GitLfsPointer_NamesTheFile(string file)
    {
        Copy("qwen2");
        _folder.Write(file, Pointer);

        Assert.EndsWith($"{Path.GetFileName(file)} is a Git LFS pointer and not the file itself; fetch it with 'git lfs pull'.", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SecondDataFileMissing_NamesIt()
    {
        Copy("qwen2");
        _folder.Delete("onnx/model.onnx_data_1");

        Assert.EndsWith("keeps weights in 'model.onnx_data_1', which is missing beside it.", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DataFileCutShort_SaysSo()
    {
        Copy("smollm");
        using (var data = File.OpenWrite(Path.Combine(_folder.Path, "model.onnx_data")))
        {
            data.SetLength(1000);
        }

        Assert.Matches("model\\.onnx_data has 1000 bytes, and model\\.onnx keeps weights up to byte [0-9]+ in it; the file is not complete\\.$", Fault());
    }

    [Fact]
    public void Read_ModelCutShort_SaysSo()
    {
        Copy("gpt2");
        var model = Path.Combine(_folder.Path, "model.onnx");
        File.WriteAllBytes(model, File.ReadAllBytes(model)[..50_000]);

        Assert.EndsWith("model.onnx is not an ONNX model: A field ends beyond its message.", Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, "The model uses opset 9; supported are 11 and newer.")]
    [InlineData(99, "model.onnx cannot be loaded: ")]
    public void Check_OpsetOutOfRange_SaysSo(int opset, string words)
    {
        using var folder = TemporaryFolder.WithModel(new TinyModel { Opset = opset, });

        Assert.Contains(words, Assert.Throws<QualityReviewException>(() => ModelCheck.Run(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model_type": "bert", "architectures": ["BertForSequenceClassification"]}""", 2, "is a BertForSequenceClassification; supported are decoder-only language models and sentence encoders.")]
    [InlineData("""{"model_type": "gpt2"}""", 2, "is a classifier; supported are decoder-only language models and sentence encoders.")]
    [InlineData("""{"model_type": "bert", "architectures": ["BertForMaskedLM"]}""", 3, "is a BertForMaskedLM; supported are decoder-only language models and sentence encoders.")]
    [InlineData("""{"model_type": "roberta"}""", 3, "is a masked language model; supported are decoder-only language models and sentence encoders.")]
    public void Read_LogitsOfAnotherKind_SaysWhatItIs(string config, int rank, string words)
    {
        Copy("gpt2");
        _folder.Write("config.json", config);
        object[] shape = rank == 2 ? ["b", 2] : ["b", "s", 446];
        var nodes = new OnnxTail().Node("Identity", ["input_ids"], "logits").Input("input_ids", TensorInfo.Int64, "b", "s").Output("logits", TensorInfo.Float, shape);
        File.WriteAllBytes(Path.Combine(_folder.Path, "model.onnx"), ProtoWriter.Message(m => m.Integer(1, 8).Nested(7, g => g.Raw(nodes.ToArray())).Nested(8, o => o.Integer(2, 17))));

        Assert.EndsWith(words, Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama", "onnx/model.onnx", "has a tokenizer.json of 4096 tokens, and its model knows 448; the two must belong together.")]
    [InlineData("llama", "onnx/model_quantized.onnx", "has a tokenizer.json of 4096 tokens, and its model knows 448; the two must belong together.")]
    [InlineData("minilm", "onnx/model.onnx", "has a tokenizer.json of 4096 tokens, and its model knows 748; the two must belong together.")]
    [InlineData("llama-fused", "onnx/model_q4.onnx", "has a tokenizer.json of 4096 tokens, and its model knows 448; the two must belong together.")]
    public void Check_TokenizerOfAnotherModel_IsRefusedEverywhere(string name, string file, string words)
    {
        Copy(name);
        File.Copy(Path.Combine(Shipped.LmMini, "tokenizer.json"), Path.Combine(_folder.Path, "tokenizer.json"), overwrite: true);
        var model = Path.Combine(_folder.Path, file);
        var method = name == "minilm" ? OnnxScorerOptions.Embedder : OnnxScorerOptions.Perplexity;

        Assert.EndsWith(words, Assert.Throws<QualityReviewException>(() => ModelCheck.Run(model)).Message, StringComparison.Ordinal);
        Assert.EndsWith(words, Assert.Throws<QualityReviewException>(() => ModelCheck.Look(model)).Message, StringComparison.Ordinal);
        Assert.EndsWith(words, Assert.Throws<QualityReviewException>(() => new ConfiguredModel(Options(method) with { Model = model }).ReadReceipt()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FrameBeyondTheModel_IsRefused()
    {
        Copy("llama");
        Edit("tokenizer.json", json => json["post_processor"]!["special_tokens"]!["<|endoftext|>"]!["ids"]![0] = 448);

        Assert.EndsWith("has a tokenizer that puts the token 448 round every text, and its model knows 448 tokens, the first of them 0; the two must belong together.", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_AddedTokensBeyondTheModel_FailOnlyTheTextThatSpellsOne()
    {
        Copy("llama");
        // The padding token too: many Llamas were given one that the model lacks.
        Edit("tokenizer.json", json => json["added_tokens"]!.AsArray().Add(JsonNode.Parse("""{"id": 448, "content": "[PAD]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}""")));
        Edit("tokenizer_config.json", json => json["pad_token"] = "[PAD]");
        string[] texts = ["A text.", "Here is [PAD] in it.", "Another text, longer than the first of all."];
        await using var scorer = PerplexityScorer.Open(Options(OnnxScorerOptions.Perplexity));
        await using var plain = PerplexityScorer.Open(Options(OnnxScorerOptions.Perplexity) with { Model = Path.Combine(ArchitectureGolden.Root, "llama") });

        var chunk = await scorer.ScoreAsync(texts, null, TestContext.Current.CancellationToken);
        var expected = await plain.ScoreAsync(texts, null, TestContext.Current.CancellationToken);

        Assert.Equal("The model failed on this text: It holds the token 448, and the model knows 448 tokens, the first of them 0.", Assert.Single(chunk.Failures).Reason);
        Assert.Equal([false, true, false], chunk.Flags.Select(f => f == ScoreFlags.Failed));
        Assert.Equal([expected.Values[0], expected.Values[2]], [chunk.Values[0], chunk.Values[2]]);
    }

    [Theory]
    [InlineData("modules.json", """[{"type": "sentence_transformers.models.Transformer"}, {"type": "sentence_transformers.models.Dense"}]""", "has the layer Dense in modules.json, which its ONNX model leaves out; supported are Transformer, Pooling and Normalize, or a model that gives sentence_embedding.")]
    [InlineData("modules.json", "{}", "modules.json holds a JSON Object; an array is needed.")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}""", "asks in 1_Pooling/config.json for the pooling cls_token with mean_tokens; supported are mean, cls and last token.")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_weightedmean_tokens": true}""", "asks in 1_Pooling/config.json for the pooling weightedmean_tokens; supported are mean, cls and last token.")]
    [InlineData("1_Pooling/config.json", "{}", "asks in 1_Pooling/config.json for the pooling of nothing; supported are mean, cls and last token.")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_mean_tokens": true, "include_prompt": false}""", "asks in 1_Pooling/config.json to pool without the prompt 'passage: '; supported is pooling with it.")]
    public void Read_SentenceFilesThatCannotBeFollowed_SayWhat(string file, string content, string words)
    {
        Copy("e5");
        _folder.Write(file, content);

        Assert.EndsWith(words, Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompts": {"query": "query: ", "document": "text: ", "passage": "passage: "}}""", "text: ")]
    [InlineData("""{"prompts": {"query": "query: ", "classification": "classify: "}, "default_prompt_name": "classification"}""", "classify: ")]
    [InlineData("""{"prompts": {"query": "query: "}, "default_prompt_name": null}""", "")]
    [InlineData("""{"prompts": {}}""", "")]
    [InlineData("{}", "")]
    public void Read_Prompts_TakesTheDocuments(string config, string prompt)
    {
        Copy("e5");
        _folder.Write("config_sentence_transformers.json", config);

        Assert.Equal(prompt, ModelFolder.Read(_folder.Path).Prompt);
    }

    [Fact]
    public void Read_PoolingMode_InItsShortForm()
    {
        Copy("e5");
        _folder.Write("1_Pooling/config.json", """{"pooling_mode": "lasttoken"}""");

        Assert.Equal(Pooling.LastToken, ModelFolder.Read(_folder.Path).Pooling);
    }

    private string Fault() => Assert.Throws<QualityReviewException>(() => ModelCheck.Look(_folder.Path)).Message;

    private void Copy(string name)
    {
        var source = Path.Combine(ArchitectureGolden.Root, name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.Path, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private void Edit(string file, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, file)))!;
        change(json);
        _folder.Write(file, json.ToJsonString());
    }

    private OnnxScorerOptions Options(string method) => new() { Key = method + "_test_1", Method = method, Model = _folder.Path, Device = "cpu", Threads = 1 };
}
