namespace QualityReview.Web.Tests.Browser;

/// <summary>Tests that share one running app: starting it scores the whole sample dataset, which is worth doing once.</summary>
[CollectionDefinition(Name)]
public sealed class AppCollection : ICollectionFixture<AppFixture>
{
    public const string Name = "app";
}
