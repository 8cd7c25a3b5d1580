using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Sessions;
using QualityReview.Onnx.Tokenizers;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.Architectures;

/// <summary>T5 1.0 (tied embeddings, ReLU) and 1.1 (own head, gated GELU; Flan-T5) against a reference that shares only the weights.</summary>
public class T5Tests
{
    // Relative: single precision through a few layers.
    private const double Tolerance = 1e-4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int> Models(params int[] numbers)
    {
        var data = new TheoryData<string, string, int>();
        foreach (var variant in T5Golden.Variants)
        {
            foreach (var decoder in T5Golden.Decoders)
            {
                foreach (var number in numbers)
                {
                    data.Add(variant, decoder, number);
                }
            }
        }
        return data;
    }

    // Each text alone; a few at once; all at once.
    [Theory]
    [MemberData(nameof(Models), new[] { 1, 1024, 65536 })]
    public async Task ScoreAsync_GoldenTexts_AgreesWithTheDefinition(string variant, string decoder, int tokenBudget)
    {
        var golden = T5Golden.Of(variant);
        using var folder = T5Golden.Folder(variant, decoder);
        await using var scorer = AskLlmScorer.Open(Options(folder) with { TokenBudget = tokenBudget });

        var chunk = await scorer.ScoreAsync(golden.Texts.Select(t => t.Text).ToList(), null, Cancel);

        Assert.True(golden.Texts.Count >= 30);
        Assert.Contains(golden.Texts, t => t.IsTruncated);
        for (var i = 0; i < chunk.Count; i++)
        {
            var text = golden.Texts[i];
            AssertNear(text.PYes, chunk.Values[i]);
            AssertNear(text.PNo, chunk.Details[i * 4]);
            AssertNear(text.PYes / (text.PYes + text.PNo), chunk.Details[(i * 4) + 1]);
            Assert.Equal(text.Ids.Length, chunk.Details[(i * 4) + 3]);
            Assert.Equal(text.IsTruncated, chunk.Flags[i].HasFlag(ScoreFlags.Truncated));
        }
    }

    [Theory]
    [MemberData(nameof(Models), new[] { 1, 3, 16, 64 })]
    public void Nll_BatchOfAnySize_PaddedAndNot_AgreesWithTheDefinition(string variant, string decoder, int size)
    {
        var golden = T5Golden.Of(variant);
        using var folder = T5Golden.Folder(variant, decoder);
        using var model = EncoderDecoderModel.Open(ModelFolder.Read(folder.Path), Shipped.Cpu, 2);
        for (var start = 0; start < golden.Texts.Count; start += Math.Max(5, size))
        {
            var mixed = Enumerable.Range(0, size).Select(i => golden.Texts[(start + i) % golden.Texts.Count]).ToList();
            AssertBatch(model, golden, mixed);
            AssertBatch(model, golden, Enumerable.Repeat(mixed[0], size).ToList());
        }
    }

    [Theory]
    [MemberData(nameof(Models), new[] { 0 })]
    public async Task ScoreAsync_WindowBeyondTheContextLength_ReadsFurther(string variant, string decoder, int tokenBudget)
    {
        var golden = T5Golden.Of(variant);
        var texts = golden.Texts.Where(t => t.WideIds is not null).ToList();
        using var folder = T5Golden.Folder(variant, decoder);
        await using var scorer = AskLlmScorer.Open(Options(folder) with { Window = golden.WideWindow, TokenBudget = tokenBudget });

        var chunk = await scorer.ScoreAsync(texts.Select(t => t.Text).ToList(), null, Cancel);

        Assert.NotEmpty(texts);
        for (var i = 0; i < chunk.Count; i++)
        {
            AssertNear(texts[i].WidePYes, chunk.Values[i]);
            AssertNear(texts[i].WidePNo, chunk.Details[i * 4]);
            Assert.Equal(texts[i].IsWideTruncated, chunk.Flags[i].HasFlag(ScoreFlags.Truncated));
        }
        Assert.Equal($"{golden.WideWindow}", scorer.Card.Receipt["window"]);
    }

    [Fact]
    public void Encode_GoldenTexts_GivesSentencepiecesIdsWithTheEndToken()
    {
        var golden = T5Golden.Of("v1_0");
        using var folder = T5Golden.Folder("v1_0");
        var tokenizer = Tokenizer.Load(folder.Path);
        var encoder = new PromptEncoder(tokenizer, AskLlmPrompt.Paper, PromptFrame.Plain(AskLlmPrompt.Paper, tokenizer) with { After = SpecialFrame.Of(tokenizer).After }, golden.Window, 0);

        Assert.All(golden.Texts, text =>
        {
            var (ids, isTruncated) = encoder.Encode(text.Text);
            Assert.Equal(text.Ids, ids);
            Assert.Equal(text.IsTruncated, isTruncated);
            Assert.Equal(1, ids[^1]);
        });
    }

    [Fact]
    public void Card_T5_HoldsBothFilesAndTheStartToken()
    {
        using var folder = T5Golden.Folder("v1_1", "decoder_model_merged");
        var golden = T5Golden.Of("v1_1");

        var receipt = new ConfiguredModel(Options(folder)).ReadCard().Receipt;

        Assert.Matches("^[0-9a-f]{64},[0-9a-f]{64}$", receipt["model_sha256"]);
        Assert.Equal(("0", "288"), (receipt["decoder_start_token"], receipt["window"]));
        Assert.Equal((string.Join(' ', golden.Yes), string.Join(' ', golden.No)), (receipt["yes_tokens"], receipt["no_tokens"]));
    }

    [Fact]
    public void Perplexity_T5_IsRefusedBeforeLoading()
    {
        using var folder = T5Golden.Folder("v1_0");
        var options = new OnnxScorerOptions { Key = "perplexity_t5_1", Method = OnnxScorerOptions.Perplexity, Model = folder.Path, Device = "cpu" };

        var card = Assert.Throws<QualityReviewException>(() => new ConfiguredModel(options).ReadCard());
        var open = Assert.Throws<QualityReviewException>(() => QualityReview.Onnx.Perplexity.PerplexityScorer.Open(options));

        Assert.Equal(card.Message, open.Message);
        Assert.Contains("is an encoder-decoder model, for which perplexity is not defined", card.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedder_T5WithItsDecoder_IsRefused()
    {
        using var folder = T5Golden.Folder("v1_0");
        var options = new OnnxScorerOptions { Key = "embedder_t5_1", Method = OnnxScorerOptions.Embedder, Model = folder.Path, Device = "cpu" };

        var fault = Assert.Throws<QualityReviewException>(() => QualityReview.Onnx.Embeddings.OnnxEmbedder.Open(options));

        Assert.EndsWith("is an encoder-decoder model, usable for Ask-LLM and not for density or neighbours.", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertBatch(EncoderDecoderModel model, T5Golden golden, List<T5Text> texts)
    {
        int[] labels = [.. golden.Yes, .. golden.No];
        var batch = texts.Select((t, i) => new TokenSequence(i, 0, t.Ids) { FirstRow = t.Ids.Length - 1, RowCount = 1, Labels = labels }).ToList();

        var nll = model.Nll(batch, Cancel);

        Assert.Equal(batch.Count * labels.Length, nll.Length);
        for (var i = 0; i < texts.Count; i++)
        {
            var own = nll.AsSpan(i * labels.Length, labels.Length).ToArray().Select(n => Math.Exp(-n)).ToList();
            AssertNear(texts[i].PYes, own.Take(golden.Yes.Length).Sum());
            AssertNear(texts[i].PNo, own.Skip(golden.Yes.Length).Sum());
        }
    }

    private static void AssertNear(double expected, double actual) => Assert.Equal(expected, actual, Tolerance * expected);

    private static OnnxScorerOptions Options(TemporaryFolder folder) =>
        new() { Key = "ask_llm_t5_1", Method = OnnxScorerOptions.AskLlm, Model = folder.Path, Prompt = "paper", Device = "cpu", Threads = 2 };
}
