using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class FuzzyMatchTests
{
    [Theory]
    [InlineData("", "Home")]
    [InlineData("home", "Home")]
    [InlineData("om", "Home")]
    [InlineData("comp", "Compare scorers · web")]
    [InlineData("web comp", "Compare scorers · web")]
    [InlineData("cfp", "Compare filters with people")]
    [InlineData("nqw", "New queue in web")]
    public void Score_Fits(string typed, string title) => Assert.NotNull(FuzzyMatch.Score(typed, title));

    [Theory]
    [InlineData("x", "Home")]
    [InlineData("home x", "Home")]
    // Scattered letters begin with the beginning of a word.
    [InlineData("omx", "Home max")]
    [InlineData("emoh", "Home")]
    public void Score_DoesNotFit(string typed, string title) => Assert.Null(FuzzyMatch.Score(typed, title));

    [Theory]
    [InlineData("map", "Map · web", "Sitemap · web")]
    [InlineData("que", "Queues · web", "New queue in web")]
    [InlineData("sub", "Subsets · web", "Scorers, up or below · web")]
    [InlineData("nq", "New queue", "Nothing equal")]
    [InlineData("web", "web", "Compare filters with people · web")]
    public void Score_OfTwo_TheBetterFitIsHigher(string typed, string better, string worse) =>
        Assert.True(FuzzyMatch.Score(typed, better) > (FuzzyMatch.Score(typed, worse) ?? int.MinValue), $"{FuzzyMatch.Score(typed, better)} {FuzzyMatch.Score(typed, worse)}");
}
