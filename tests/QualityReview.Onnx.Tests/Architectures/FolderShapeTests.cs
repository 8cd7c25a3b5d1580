using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Perplexity;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>The shapes that model folders come in: where the ONNX file lies, what it is called, and where its weights are.</summary>
public class FolderShapeTests
{
    private const string Language = "is a causal language model, usable for perplexity and Ask-LLM: context 128 tokens, vocabulary ";
    private const string Sentence = "is a sentence encoder, usable for density and neighbours: context 128 tokens, vocabulary ";

    [Theory]
    [InlineData("gpt2", "gpt2 (gpt2) " + Language + "446, float32. It takes model.onnx (SHA-256 ", "[0-9a-f]{12}\\)\\.$")]
    [InlineData("llama", "llama (llama) " + Language + "448, float32. It takes onnx/model.onnx (SHA-256 ", "; name the file to take onnx/model_fp16\\.onnx or onnx/model_quantized\\.onnx instead\\.$")]
    [InlineData("llama/onnx/model_fp16.onnx", "llama (llama) " + Language + "448, float16. It takes onnx/model_fp16.onnx (SHA-256 ", "; name the file to take onnx/model\\.onnx or onnx/model_quantized\\.onnx instead\\.$")]
    [InlineData("llama/onnx/model_quantized.onnx", "llama (llama) " + Language + "448, int8. It takes onnx/model_quantized.onnx", "so texts run one by one\\.$")]
    [InlineData("smollm", "smollm (llama) " + Language + "448, float32. It takes model.onnx (SHA-256 ", "\\(SHA-256 [0-9a-f]{12}, [0-9a-f]{12}\\)\\.$")]
    [InlineData("qwen2", "qwen2 (qwen2) " + Language + "512, float32.", "\\(SHA-256 [0-9a-f]{12}, [0-9a-f]{12}, [0-9a-f]{12}\\)\\.$")]
    [InlineData("qwen3", "qwen3 (qwen3) " + Language + "448, float32.", "")]
    [InlineData("gemma2", "gemma2 (gemma2) " + Language + "452, float32.", "")]
    [InlineData("gemma3", "gemma3 (gemma3_text) " + Language + "452, float32.", "")]
    [InlineData("phi", "phi (phi) " + Language + "448, float32. It takes onnx/decoder_model.onnx", "")]
    [InlineData("phi-gemm", "phi-gemm (phi) " + Language + "448, float32.", "")]
    [InlineData("llama-fused/onnx/model_q4.onnx", "llama-fused (llama) " + Language + "448, int4. It takes onnx/model_q4.onnx", "")]
    [InlineData("minilm", "minilm (bert) " + Sentence + "748, float32.", "The mean of the tokens' vectors is taken\\.$")]
    [InlineData("bge", "bge (bert) " + Sentence + "748, float32.", "The first token's vector is taken\\.$")]
    [InlineData("minilm-pooled", "minilm-pooled (bert) " + Sentence + "748, float32.", "The graph pools\\.$")]
    [InlineData("e5", "e5 (xlm-roberta) " + Sentence + "748, float32.", "Its files put 'passage: ' before every text\\.$")]
    [InlineData("qwen3-embedding", "qwen3-embedding (qwen3) " + Sentence + "440, float32.", "The last token's vector is taken\\.$")]
    public void Check_EveryShape_SaysWhatItIsAndWhichFileIsTaken(string model, string begins, string ends)
    {
        var says = ModelCheck.Run(Path.Combine(ArchitectureGolden.Root, model));

        Assert.StartsWith(begins, says, StringComparison.Ordinal);
        Assert.Matches(ends, says);
        Assert.StartsWith(begins.Split(" It takes")[0], ModelCheck.Look(Path.Combine(ArchitectureGolden.Root, model)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smollm")]
    [InlineData("qwen2")]
    public async Task Score_LinksIntoAHubsCache_IsTheFoldersScore(string name)
    {
        // As huggingface_hub keeps them: snapshots/REVISION holds links into blobs, and blobs are named by their hash.
        using var cache = new TemporaryFolder();
        var source = Path.Combine(ArchitectureGolden.Root, name);
        var snapshot = Path.Combine(cache.Path, "snapshots", "main");
        Directory.CreateDirectory(Path.Combine(cache.Path, "blobs"));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var link = Path.Combine(snapshot, Path.GetRelativePath(source, file));
            var blob = Path.Combine(cache.Path, "blobs", Receipt.Sha256(file));
            File.Copy(file, blob);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, blob));
        }

        Assert.Equal(await ScoreAsync(source), await ScoreAsync(snapshot));
    }

    [Fact]
    public async Task Score_FileOfAVariantNamed_TakesIt()
    {
        await using var scorer = PerplexityScorer.Open(Options(Path.Combine(ArchitectureGolden.Root, "llama", "onnx", "model_fp16.onnx")));

        Assert.Equal(("float16", "llama"), (scorer.Card.Receipt["precision"], scorer.Card.Receipt["model"]));
        Assert.Equal(FileHash.Sha256(Path.Combine(ArchitectureGolden.Root, "llama", "onnx", "model_fp16.onnx")), scorer.Card.Receipt["model_sha256"]);
    }

    private static async Task<float[]> ScoreAsync(string model)
    {
        await using var scorer = PerplexityScorer.Open(Options(model));
        return (await scorer.ScoreAsync(["A text of some words.", "今天天气很好"], null, TestContext.Current.CancellationToken)).Values;
    }

    private static OnnxScorerOptions Options(string model) => new() { Key = "perplexity_test_1", Method = OnnxScorerOptions.Perplexity, Model = model, Device = "cpu", Threads = 1 };
}
