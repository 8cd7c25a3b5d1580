namespace QualityReview.Onnx.Tests;

public class ConfiguredModelTests
{
    private readonly ConfiguredModel _perplexity = new(Shipped.Perplexity);

    [Fact]
    public void Options_OfTheShippedModels_HaveTheirStableKeys() =>
        Assert.Equal(["ask_llm_judge_mini_1", "perplexity_lm_mini_1", "embedder_use_lite_1"], DefaultScorers.Options().Select(options => options.Key));

    [Fact]
    public async Task OpenScorerAsync_Default_HasTheCardThatWasReadBefore()
    {
        await using var scorer = await _perplexity.OpenScorerAsync(TestContext.Current.CancellationToken);

        Assert.Equal(_perplexity.ReadCard().Receipt, scorer.Card.Receipt);
    }

    [Fact]
    public async Task OpenEmbedderAsync_Scorer_Throws() =>
        await Assert.ThrowsAsync<WrongWordsException>(() => _perplexity.OpenEmbedderAsync(TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("Perplexity-1", "perplexity", "is not lower_snake")]
    [InlineData("my_scorer_1", "perplexity", "must begin with its method, 'perplexity'.")]
    [InlineData("density_1", "density", "supported are perplexity, ask_llm and embedder.")]
    public void Validate_WrongOptions_SaysWhat(string key, string method, string words)
    {
        OnnxScorerOptions options = new() { Key = key, Method = method, Model = "somewhere" };

        Assert.Contains(words, Assert.Throws<WrongWordsException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
