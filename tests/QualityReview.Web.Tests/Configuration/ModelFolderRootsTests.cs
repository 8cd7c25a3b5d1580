using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Configuration;

public sealed class ModelFolderRootsTests
{
    [Theory]
    [InlineData("/models", true)]
    [InlineData("/models/SmolLM2", true)]
    [InlineData("/models/../models/a", true)]
    [InlineData("/models/../etc", false)]
    [InlineData("/models-other/a", false)]
    [InlineData("/", false)]
    [InlineData("models/a", false)]
    [InlineData("/data/b/model", true)]
    public void Refusal_RootsNamed_AllowsWhatLiesInThem(string path, bool allowed)
    {
        var refusal = new ModelFolderRoots(Options(false, "/models", "/data/b/")).Refusal(path);

        Assert.Equal(allowed, refusal.Length == 0);
        Assert.True(allowed || refusal.Contains("/models, /data/b/ alone", StringComparison.Ordinal));
    }

    [Fact]
    public void Refusal_NoRoots_AllowsAnyFolderOnThisMachineAloneAndNoneFromOthers()
    {
        Assert.Empty(new ModelFolderRoots(Options(false)).Refusal("/etc"));
        Assert.Contains("Scoring:ModelFolders names no folder", new ModelFolderRoots(Options(true)).Refusal("/etc"), StringComparison.Ordinal);
        Assert.Empty(new ModelFolderRoots(Options(true, "/")).Refusal("/etc"));
    }

    private static QualityReviewOptions Options(bool remote, params string[] roots)
    {
        var options = new QualityReviewOptions { AllowRemote = remote };
        foreach (var root in roots)
        {
            options.Scoring.ModelFolders.Add(root);
        }

        return options;
    }
}
