using QualityReview.People;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Configuration;

public sealed class ReviewerTests
{
    [Fact]
    public void From_SettingOrElseTheAccount_NamesSomebody()
    {
        Assert.Equal("Ana", Reviewer.From(new QualityReviewOptions { Reviewer = " Ana " }).Name);
        Assert.Equal(Environment.UserName, Reviewer.From(new QualityReviewOptions { Reviewer = "  " }).Name);
    }

    [Fact]
    public void Require_RoleTakenAwayMeanwhile_CountsFromThenOn()
    {
        string? now = Role.Lead;
        var ana = new Reviewer("Ana", Role.Lead, () => now);

        ana.Require(Role.Lead, "export a subset");
        now = Role.Annotator;
        var fault = Assert.Throws<WrongWordsException>(() => ana.Require(Role.Lead, "export a subset"));
        now = null;
        var ended = Assert.Throws<WrongWordsException>(() => ana.Require(Role.Annotator, "judge a sample"));

        Assert.StartsWith("To export a subset needs the role lead, and you have annotator;", fault.Message, StringComparison.Ordinal);
        Assert.Equal("Your session has ended; sign in again to judge a sample.", ended.Message);
    }

    [Theory]
    [InlineData("", Role.Annotator, false)]
    [InlineData(Role.Annotator, Role.Annotator, true)]
    [InlineData(Role.Annotator, Role.Lead, false)]
    [InlineData(Role.Lead, Role.Admin, false)]
    [InlineData(Role.Admin, Role.Lead, true)]
    [InlineData("owner", Role.Annotator, false)]
    public void May_RoleAgainstNeed_IsAllowedFromThatRoleUp(string held, string needed, bool may) =>
        Assert.Equal(may, new Reviewer("Ana", held, () => held).May(needed));
}
