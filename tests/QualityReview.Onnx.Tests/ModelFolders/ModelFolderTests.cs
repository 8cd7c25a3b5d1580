using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Onnx.Tests.ModelFolders;

public class ModelFolderTests
{
    [Fact]
    public void Read_LmMini_KnowsWhatItIs()
    {
        var folder = ModelFolder.Read(Shipped.LmMini);

        Assert.Equal((ModelRole.CausalLanguageModel, "gpt2", 256, 4096, 256), (folder.Role, folder.ModelType, folder.ContextLength, folder.VocabularySize, folder.HiddenSize));
        Assert.Equal("float16 weights, float32 arithmetic", folder.Precision);
        Assert.Matches("^[0-9a-f]{64}$", folder.ModelHash());
        Assert.Equal("lm-mini (gpt2) is a causal language model, usable for perplexity and Ask-LLM: context 256 tokens, vocabulary 4096, float16 weights, float32 arithmetic.", folder.Describe());
    }

    [Fact]
    public void Read_UseLite_KnowsWhatItIs()
    {
        var folder = ModelFolder.Read(Path.Combine(Shipped.Models, "embedder-use-lite"));

        Assert.Equal((ModelRole.SentenceEncoder, Pooling.InGraph, 128), (folder.Role, folder.Pooling, folder.ContextLength));
    }

    [Fact]
    public void Read_OneFileOfAFolder_TakesThatFile()
    {
        using var temporary = TemporaryFolder.WithModel(new TinyModel());
        var other = Path.Combine(temporary.Path, "onnx", "model_other.onnx");
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        File.WriteAllBytes(other, new TinyModel { Vocabulary = 99 }.ToArray());

        var folder = ModelFolder.Read(other);

        Assert.Equal((temporary.Path, other, 99), (folder.Path, folder.ModelFile, folder.VocabularySize));
    }

    [Fact]
    public void ModelHash_FileChanges_ChangesToo()
    {
        using var temporary = TemporaryFolder.WithModel(new TinyModel());
        var before = ModelFolder.Read(temporary.Path).ModelHash();
        File.WriteAllBytes(Path.Combine(temporary.Path, "model.onnx"), new TinyModel { Vocabulary = 38 }.ToArray());

        Assert.NotEqual(before, ModelFolder.Read(temporary.Path).ModelHash());
    }

    [Theory]
    [InlineData("""{"pooling_mode_mean_tokens": true}""", Pooling.Mean)]
    [InlineData("""{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}""", Pooling.Cls)]
    [InlineData("""{"pooling_mode_lasttoken": true}""", Pooling.LastToken)]
    [InlineData(null, Pooling.Mean)]
    public void Read_EncoderWithoutPoolingInGraph_ReadsItsConfig(string? config, Pooling pooling)
    {
        using var temporary = Encoder();
        if (config is not null)
        {
            temporary.Write("1_Pooling/config.json", config);
        }

        Assert.Equal(pooling, ModelFolder.Read(temporary.Path).Pooling);
    }

    [Fact]
    public void Read_UnknownPooling_SaysWhatIsSupported()
    {
        using var temporary = Encoder();
        temporary.Write("1_Pooling/config.json", """{"pooling_mode_max_tokens": true}""");

        Assert.EndsWith("supported are mean, cls and last token.", Fault(temporary.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFolder_SaysSo() => Assert.StartsWith("There is no model folder at ", Fault(Path.Combine(Path.GetTempPath(), "no-such-model")), StringComparison.Ordinal);

    [Theory]
    [InlineData("config.json", "has no config.json; a model folder needs config.json, tokenizer.json and an ONNX model.")]
    [InlineData("tokenizer.json", "has no tokenizer.json; a model folder needs config.json, tokenizer.json and an ONNX model.")]
    [InlineData("model.onnx", "has no ONNX model; looked there and in its folder onnx for model.onnx, ")]
    public void Read_FileMissing_NamesIt(string file, string words)
    {
        using var temporary = TemporaryFolder.WithModel(new TinyModel());
        temporary.Delete(file);

        Assert.Contains(words, Fault(temporary.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "{\n \"a\": }", "config.json is not valid JSON (line 2).")]
    [InlineData("config.json", "[1]", "config.json holds a JSON Array; an object is needed.")]
    [InlineData("config.json", """{"model_type": "t5", "is_encoder_decoder": true}""", "model.onnx is of an encoder-decoder model (t5); supported are encoder_model.onnx with decoder_model.onnx or decoder_model_merged.onnx, both also with the same ending of _fp16, ")]
    [InlineData("config.json", """{"architectures": ["BertForMaskedLM"]}""", "is a BertForMaskedLM; supported are decoder-only language models and sentence encoders.")]
    [InlineData("model.onnx", "version https://git-lfs.github.com/spec/v1\n", "is a Git LFS pointer and not the file itself; fetch it with 'git lfs pull'.")]
    [InlineData("model.onnx", "nonsense", "model.onnx is not an ONNX model: ")]
    public void Read_WrongContent_SaysWhat(string file, string content, string words)
    {
        using var temporary = TemporaryFolder.WithModel(new TinyModel());
        temporary.Write(file, content);

        Assert.Contains(words, Fault(temporary.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pixel_values", "logits", "asks for the input 'pixel_values'; supported are input_ids, ")]
    [InlineData("input_ids", "boxes", "gives boxes; supported are logits (language models), sentence_embedding and last_hidden_state (encoders).")]
    public void Read_OtherModel_SaysWhatIsSupported(string input, string output, string words)
    {
        using var temporary = TemporaryFolder.WithModel(new TinyModel());
        File.WriteAllBytes(Path.Combine(temporary.Path, "model.onnx"), Model(g => g
            .Node("Identity", [input], output).Input(input, TensorInfo.Int64, "b", "s").Output(output, TensorInfo.Float, "b", "s", 8)));

        Assert.Contains(words, Fault(temporary.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx_data", "keeps weights in 'model.onnx_data', which is missing beside it.")]
    [InlineData("../elsewhere/data", "lies outside its folder")]
    public void Read_DataFileMissing_NamesIt(string file, string words)
    {
        using var temporary = TemporaryFolder.WithModel(new TinyModel());
        var weights = ProtoWriter.Message(t => t.Integer(1, 4).Integer(2, 1).Text(8, "w").Nested(13, e => e.Text(1, "location").Text(2, file)).Integer(14, 1));
        var nodes = new OnnxTail().Node("Identity", ["w"], "logits").Input("input_ids", TensorInfo.Int64, "b", "s").Output("logits", TensorInfo.Float, "b", "s", 8);
        File.WriteAllBytes(Path.Combine(temporary.Path, "model.onnx"), ProtoWriter.Message(m => m.Nested(7, g => g.Bytes(5, weights).Raw(nodes.ToArray()))));

        Assert.Contains(words, Fault(temporary.Path), StringComparison.Ordinal);
    }

    private static TemporaryFolder Encoder()
    {
        var temporary = TemporaryFolder.WithModel(new TinyModel());
        File.WriteAllBytes(Path.Combine(temporary.Path, "model.onnx"), Model(g => g
            .Node("Identity", ["input_ids"], "last_hidden_state").Input("input_ids", TensorInfo.Int64, "b", "s").Output("last_hidden_state", TensorInfo.Float, "b", "s", 8)));
        return temporary;
    }

    private static byte[] Model(Action<OnnxTail> build)
    {
        var nodes = new OnnxTail();
        build(nodes);
        return ProtoWriter.Message(m => m.Integer(1, 8).Nested(7, g => g.Text(2, "other").Raw(nodes.ToArray())).Nested(8, o => o.Integer(2, 17)));
    }

    private static string Fault(string path) => Assert.Throws<QualityReviewException>(() => ModelFolder.Read(path)).Message;
}
