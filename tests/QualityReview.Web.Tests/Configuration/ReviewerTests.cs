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
}
