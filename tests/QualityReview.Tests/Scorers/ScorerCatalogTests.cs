using QualityReview.Scorers;

namespace QualityReview.Tests.Scorers;

public sealed class ScorerCatalogTests
{
    [Fact]
    public void All_EnsembleConfiguredFirst_StandsAfterItsMembers()
    {
        var catalog = new ScorerCatalog([Define("ask_llm_all_1", "ask_llm_a_1", "ask_llm_b_1"), Define("ask_llm_b_1"), Define("ask_llm_a_1")]);

        Assert.Equal(["ask_llm_b_1", "ask_llm_a_1", "ask_llm_all_1"], catalog.All.Select(definition => definition.Key));
        Assert.True(catalog.Get("ask_llm_all_1").NeedsWholeDataset);
        Assert.False(catalog.Get("ask_llm_a_1").NeedsWholeDataset);
    }

    [Fact]
    public void New_KeyTwice_IsRefused() =>
        Assert.Contains("length_1 is configured twice", Assert.Throws<QualityReviewException>(() => new ScorerCatalog([Define("length_1"), Define("length_1")])).Message, StringComparison.Ordinal);

    [Fact]
    public void Get_ScorersThatComeAndGo_KnowsThoseOfNow()
    {
        IReadOnlyList<ScorerDefinition> now = [];
        var catalog = new ScorerCatalog(() => now);
        Assert.Throws<WrongWordsException>(() => catalog.Get("length_1"));

        now = [Define("length_1")];

        Assert.Equal("length_1", catalog.Get("length").Key);
    }

    private static ScorerDefinition Define(string key, params string[] members) =>
        new(key, key[..key.LastIndexOf('_')], key, "", _ => throw new InvalidOperationException()) { Members = members };
}
