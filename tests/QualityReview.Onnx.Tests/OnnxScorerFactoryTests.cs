namespace QualityReview.Onnx.Tests;

public class OnnxScorerFactoryTests
{
    private readonly OnnxScorerFactory _factory = new(DefaultScorers.Options());

    [Fact]
    public void Definitions_Defaults_AreThreeStableKeys() =>
        Assert.Equal(["ask_llm_judge_mini_1", "embedder_use_lite_1", "perplexity_lm_mini_1"], _factory.Definitions.Select(d => d.Key));

    [Fact]
    public async Task OpenScorerAsync_Default_HasTheCardThatWasReadBefore()
    {
        var definition = _factory.Find("perplexity_lm_mini_1");

        await using var scorer = await definition.OpenScorerAsync(TestContext.Current.CancellationToken);

        Assert.Equal(definition.ReadCard().Receipt, scorer.Card.Receipt);
    }

    [Fact]
    public async Task OpenEmbedderAsync_Scorer_Throws() =>
        await Assert.ThrowsAsync<WrongWordsException>(() => _factory.Find("perplexity_lm_mini_1").OpenEmbedderAsync(TestContext.Current.CancellationToken));

    [Fact]
    public void Find_UnknownKey_NamesTheKnown() =>
        Assert.Equal(
            "There is no scorer 'x'; configured are ask_llm_judge_mini_1, embedder_use_lite_1, perplexity_lm_mini_1.",
            Assert.Throws<WrongWordsException>(() => _factory.Find("x")).Message);

    [Theory]
    [InlineData("Perplexity-1", "perplexity", "is not lower_snake")]
    [InlineData("my_scorer_1", "perplexity", "must begin with its method, 'perplexity'.")]
    [InlineData("density_1", "density", "supported are perplexity, ask_llm and embedder.")]
    public void Constructor_WrongOptions_SaysWhat(string key, string method, string words)
    {
        OnnxScorerOptions options = new() { Key = key, Method = method, Model = "somewhere" };

        Assert.Contains(words, Assert.Throws<WrongWordsException>(() => new OnnxScorerFactory([options])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_KeyTwice_Throws() =>
        Assert.Throws<WrongWordsException>(() => new OnnxScorerFactory([Shipped.Perplexity, Shipped.Perplexity]));
}
