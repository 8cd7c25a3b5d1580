using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Tests.Filters;

public sealed class FilterDecisionsTests
{
    [Fact]
    public void Of_EveryVerdict_PeopleWinOverTheFilter()
    {
        var table = RandomTable.Of(400, 51);
        var keeps = new FilterEvaluator(table).Evaluate("length < 150");

        var decisions = new FilterDecisions(table, keeps);

        for (var ordinal = 0; ordinal < 400; ordinal++)
        {
            var expected = table.Reviews.VerdictOf(ordinal) switch
            {
                Verdict.Keep => Decision.Keep,
                Verdict.Drop => Decision.Drop,
                _ => keeps.Contains(ordinal) ? Decision.Keep : Decision.Drop,
            };
            Assert.Equal(expected, decisions.Of(ordinal));
            Assert.Equal(expected == Decision.Keep != keeps.Contains(ordinal), decisions.IsOverride(ordinal));
        }

        Assert.NotEqual(0, decisions.Added.Count * decisions.Removed.Count);
        Assert.Equal(decisions.Kept.Count, keeps.Count + decisions.Added.Count - decisions.Removed.Count);
        Assert.Equal(decisions.Conflicts, decisions.Added.Or(decisions.Removed));
    }

    [Fact]
    public void Evaluate_FilterAll_KeepsEverySample() => Assert.Equal(30, new FilterEvaluator(RandomTable.Of(30, 1)).Evaluate(Filter.All.Rule).Count);
}
