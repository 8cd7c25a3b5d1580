using System.Runtime.InteropServices;
using QualityReview.Onnx.AskLlm;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.AskLlm;

public sealed class AskLlmScorerTests(AskLlmScorerFixture fixture) : IClassFixture<AskLlmScorerFixture>
{
    private readonly AskLlmScorer _scorer = fixture.Scorer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ScoreAsync_GoldenTexts_AgreesWithPyTorch()
    {
        var chunk = await _scorer.ScoreAsync(GoldenText.All.Select(g => g.Text).ToList(), null, Cancel);

        for (var i = 0; i < chunk.Count; i++)
        {
            var golden = GoldenText.All[i];
            var details = chunk.Details.AsSpan(i * 4, 4);
            Assert.Equal(golden.PYes, chunk.Values[i], 1e-3);
            Assert.Equal(golden.PNo, details[0], 1e-3);
            Assert.Equal(golden.PYes / (golden.PYes + golden.PNo), details[1], 1e-3);
            Assert.Equal(1 - golden.PYes - golden.PNo, details[2], 1e-3);
            Assert.Equal(golden.PromptIds.Length, details[3]);
            Assert.Equal(golden.Ids.Length > 256 ? ScoreFlags.Truncated : ScoreFlags.None, chunk.Flags[i]);
        }
    }

    [Fact]
    public async Task ScoreAsync_OneByOneOrTogether_GivesTheSameNumbers()
    {
        var texts = SampleTexts.Mixed(24);
        await using var small = AskLlmScorer.Open(Shipped.AskLlm with { TokenBudget = 1 });

        var together = await _scorer.ScoreAsync(texts, null, Cancel);
        var alone = await small.ScoreAsync(texts, null, Cancel);

        Assert.All(together.Values.Zip(alone.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * pair.Second));
    }

    [Fact]
    public async Task ScoreAsync_SameChunkTwice_GivesTheSameBytes()
    {
        var texts = SampleTexts.Mixed(24);

        var first = await _scorer.ScoreAsync(texts, null, Cancel);
        var second = await _scorer.ScoreAsync(texts, null, Cancel);

        Assert.Equal(MemoryMarshal.AsBytes<float>(first.Values).ToArray(), MemoryMarshal.AsBytes<float>(second.Values).ToArray());
    }

    [Fact]
    public async Task ScoreAsync_UntunedModel_DidNotAnswer()
    {
        await using var scorer = AskLlmScorer.Open(Shipped.AskLlm with { Model = Shipped.LmMini });

        var chunk = await scorer.ScoreAsync(["The cat sat on the mat.", ""], null, Cancel);

        Assert.Equal([ScoreFlags.DidNotAnswer, ScoreFlags.Failed], chunk.Flags);
        Assert.Equal("The text is empty.", Assert.Single(chunk.Failures).Reason);
    }

    [Fact]
    public async Task ScoreAsync_MaxTokens_ReadsOnlyThose()
    {
        await using var scorer = AskLlmScorer.Open(Shipped.AskLlm with { MaxTokens = 3 });

        var chunk = await scorer.ScoreAsync(["a b c d e f g", "a b c"], null, Cancel);

        Assert.Equal([ScoreFlags.Truncated, ScoreFlags.None], chunk.Flags);
        Assert.Equal(chunk.Values[1], chunk.Values[0], 1e-6);
    }

    [Fact]
    public void Open_PromptLongerThanTheWindow_SaysHowLong()
    {
        var fault = Assert.Throws<QualityReviewException>(() => AskLlmScorer.Open(Shipped.AskLlm with { Prompt = "dclm", Window = 100 }));

        Assert.Matches("^The prompt 'dclm' takes [0-9]+ tokens, and the model reads 100 at once;", fault.Message);
    }

    [Fact]
    public void Card_Default_HoldsPromptAndAnswers()
    {
        var receipt = _scorer.Card.Receipt;

        Assert.Equal(("4095", "573", AskLlmPrompt.JudgeMini.Text), (receipt["yes_tokens"], receipt["no_tokens"], receipt["prompt"]));
        Assert.Equal(receipt.Keys.Order(StringComparer.Ordinal), receipt.Keys);
        Assert.DoesNotContain(receipt.Keys, k => k.Contains("device", StringComparison.Ordinal) || k.Contains("thread", StringComparison.Ordinal));
    }
}

/// <summary>Loads the shipped model once for all tests.</summary>
public sealed class AskLlmScorerFixture : IAsyncDisposable
{
    public AskLlmScorer Scorer { get; } = AskLlmScorer.Open(Shipped.AskLlm);

    public ValueTask DisposeAsync() => Scorer.DisposeAsync();
}
