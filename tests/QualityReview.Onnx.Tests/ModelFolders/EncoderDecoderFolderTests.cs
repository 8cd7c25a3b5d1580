using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tests.Architectures;

namespace QualityReview.Onnx.Tests.ModelFolders;

public class EncoderDecoderFolderTests
{
    [Theory]
    [InlineData("decoder_model", "onnx")]
    [InlineData("decoder_model_merged", "onnx")]
    [InlineData("decoder_model", "")]
    [InlineData("decoder_model_merged", "")]
    public void Read_T5_KnowsWhatItIs(string decoder, string place)
    {
        using var temporary = T5Golden.Folder("v1_1", decoder, place);

        var folder = ModelFolder.Read(temporary.Path);

        Assert.Equal((ModelRole.EncoderDecoder, "t5", 288, 728, 32, "float32"), (folder.Role, folder.ModelType, folder.ContextLength, folder.VocabularySize, folder.HiddenSize, folder.Precision));
        Assert.Equal(["encoder_model.onnx", decoder + ".onnx"], folder.Files.Select(f => Path.GetFileName(f)));
        Assert.StartsWith(
            $"{folder.Name} (t5) is an encoder-decoder model, usable for Ask-LLM: context 288 tokens (n_positions; positions are relative, so a longer Window can be set), vocabulary 728, float32. It takes {Path.Combine(place, "encoder_model.onnx")} with {Path.Combine(place, decoder + ".onnx")} (SHA-256 ",
            ModelCheck.Run(temporary.Path),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_fp16")]
    [InlineData("_quantized")]
    [InlineData("_int8")]
    [InlineData("_uint8")]
    [InlineData("_q4")]
    [InlineData("_q4f16")]
    [InlineData("_bnb4")]
    public void Read_OtherEnding_TakesEncoderAndDecoderOfTheSame(string ending)
    {
        using var temporary = T5Golden.Folder("v1_0", "decoder_model_merged", "onnx", ending);
        // Half of another pair, nearer to the top of the list.
        File.WriteAllText(Path.Combine(temporary.Path, "onnx", "decoder_model.onnx"), "");

        var folder = ModelFolder.Read(temporary.Path);

        Assert.Equal([$"encoder_model{ending}.onnx", $"decoder_model_merged{ending}.onnx"], folder.Files.Select(f => Path.GetFileName(f)));
    }

    [Theory]
    [InlineData("encoder_model_fp16.onnx")]
    [InlineData("decoder_model_merged_fp16.onnx")]
    public void Read_OneFileOfSeveral_TakesItsPair(string named)
    {
        using var temporary = T5Golden.Folder("v1_0");
        using var half = T5Golden.Folder("v1_0", "decoder_model_merged", "onnx", "_fp16");
        foreach (var file in Directory.GetFiles(Path.Combine(half.Path, "onnx")))
        {
            File.Copy(file, Path.Combine(temporary.Path, "onnx", Path.GetFileName(file)));
        }

        var folder = ModelFolder.Read(Path.Combine(temporary.Path, "onnx", named));

        Assert.Equal(temporary.Path, folder.Path);
        Assert.Equal(["encoder_model_fp16.onnx", "decoder_model_merged_fp16.onnx"], folder.Files.Select(f => Path.GetFileName(f)));
    }

    [Theory]
    [InlineData("encoder_model.onnx", "decoder_model.onnx has no encoder beside it; looked for encoder_model.onnx.")]
    [InlineData("decoder_model.onnx", "encoder_model.onnx has no decoder beside it; looked for decoder_model.onnx and decoder_model_merged.onnx.")]
    public void Read_HalfMissing_SaysWhichWasLookedFor(string missing, string words)
    {
        using var temporary = T5Golden.Folder("v1_0");
        temporary.Delete(Path.Combine("onnx", missing));

        Assert.EndsWith(words, Fault(temporary.Path), StringComparison.Ordinal);
        Assert.EndsWith(words, Fault(Directory.GetFiles(Path.Combine(temporary.Path, "onnx")).Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NeitherHalf_SaysWhatWasLookedFor()
    {
        using var temporary = T5Golden.Folder("v1_0");
        Directory.Delete(Path.Combine(temporary.Path, "onnx"), recursive: true);

        Assert.Contains("has no ONNX model; looked there and in its folder onnx for encoder_model.onnx with decoder_model.onnx or decoder_model_merged.onnx, ", Fault(temporary.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DecoderThatReadsOnlyACache_IsRefused()
    {
        using var temporary = T5Golden.Folder("v1_0");
        var file = Path.Combine(temporary.Path, "onnx", "decoder_with_past_model.onnx");
        File.Copy(Path.Combine(temporary.Path, "onnx", "decoder_model.onnx"), file);

        Assert.StartsWith($"{file} is of an encoder-decoder model (t5); supported are encoder_model.onnx with ", Fault(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_StartTokenInTheGenerationConfig_IsFound()
    {
        using var temporary = WithoutStartToken();
        temporary.Write("generation_config.json", """{"decoder_start_token_id": 2}""");

        Assert.Equal(2, ModelFolder.Read(temporary.Path).Encoder!.StartToken);
    }

    [Fact]
    public void Read_NoStartToken_NamesIt()
    {
        using var temporary = WithoutStartToken();

        Assert.EndsWith("names no decoder_start_token_id, neither in config.json nor in generation_config.json; the decoder needs it to begin.", Fault(temporary.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encoder_model.onnx", "decoder_model.onnx", "encoder_model.onnx asks for the input 'encoder_attention_mask'; supported are input_ids, ")]
    [InlineData("decoder_model.onnx", "encoder_model.onnx", "decoder_model.onnx asks for the input 'attention_mask'; supported are input_ids, encoder_hidden_states, ")]
    public void Read_HalvesMixedUp_SaysWhatIsSupported(string file, string content, string words)
    {
        using var temporary = T5Golden.Folder("v1_0");
        File.Copy(Path.Combine(temporary.Path, "onnx", content), Path.Combine(temporary.Path, "onnx", file), overwrite: true);

        Assert.Contains(words, Fault(temporary.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EncoderAloneAsModel_IsASentenceEncoder()
    {
        using var temporary = T5Golden.Folder("v1_0");
        var onnx = Path.Combine(temporary.Path, "onnx");
        File.Move(Path.Combine(onnx, "encoder_model.onnx"), Path.Combine(onnx, "model.onnx"));
        File.Delete(Path.Combine(onnx, "decoder_model.onnx"));

        Assert.Equal(ModelRole.SentenceEncoder, ModelFolder.Read(temporary.Path).Role);
    }

    private static TemporaryFolder WithoutStartToken()
    {
        var temporary = T5Golden.Folder("v1_0");
        var config = Path.Combine(temporary.Path, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("decoder_start_token_id", "other", StringComparison.Ordinal));
        return temporary;
    }

    private static string Fault(string path) => Assert.Throws<QualityReviewException>(() => ModelFolder.Read(path)).Message;
}
