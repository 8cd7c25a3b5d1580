using QualityReview.Filters;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Tests.Browse;

public sealed class ScorerPanelTests
{
    [Fact]
    public void Foremost_MethodWithAnEnsemble_IsStoodForByIt()
    {
        ScorerCard[] cards = [Card("ask_llm_a_1"), Card("ask_llm_b_1"), Card("perplexity_1"), EnsembleCard.Of("ask_llm_both_1", "ask_llm", "Both", [Card("ask_llm_a_1"), Card("ask_llm_b_1")])];
        var table = new SampleTable(new SampleColumns
        {
            Sources = NamedCodes.Of(["docs"]),
            Languages = NamedCodes.Of(["en"]),
            Characters = [1],
            Reviews = new ReviewColumns(1),
            Scores = [.. cards.Select(card => new ScoreValues(card, [1], [ScoreFlags.None]))],
        });

        Assert.Equal(["ask_llm_both_1", "perplexity_1"], ScorerPanel.Foremost(table, 2).Select(column => column.Card.Key));
        Assert.Equal(["ask_llm_a_1", "ask_llm_both_1", "perplexity_1"], ScorerPanel.Foremost(table, 3).Select(column => column.Card.Key));
    }

    private static ScorerCard Card(string key) => Some.Card(key) with { Method = key.StartsWith("ask_llm", StringComparison.Ordinal) ? "ask_llm" : "perplexity" };
}
