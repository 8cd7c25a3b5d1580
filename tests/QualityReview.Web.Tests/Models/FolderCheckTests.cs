using System.Security.Cryptography;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Models;

namespace QualityReview.Web.Tests.Models;

public sealed class FolderCheckTests
{
    private static readonly ModelFolderRoots _anywhere = new(new QualityReviewOptions());

    [Fact]
    public void Of_ShippedModel_SaysWhatItIs()
    {
        var check = FolderCheck.Of(ConfiguredScorers.Shipped[1].Model, _anywhere);

        Assert.True(check.IsUsable);
        Assert.Contains("lm-mini (gpt2) is a causal language model", check.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "A path is needed")]
    [InlineData("  \0", "A path is needed")]
    [InlineData("https://example.org/model", "only folders of this machine")]
    [InlineData("/no/such/folder", "There is no model folder")]
    public void Of_WrongPath_SaysWhyNot(string path, string expected)
    {
        var check = FolderCheck.Of(path, _anywhere);

        Assert.False(check.IsUsable);
        Assert.Contains(expected, check.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EmptyFolder_SaysWhatIsMissing()
    {
        using var folder = new TestFolder();

        Assert.Contains("has no config.json", FolderCheck.Of(folder.Path, _anywhere).Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ShippedScorers_HaveTheHashesOfTheirFiles()
    {
        var options = new QualityReviewOptions();
        foreach (var scorer in Installed(options))
        {
            var reading = ModelReading.Read(scorer, options.Scoring);

            using var file = File.OpenRead(Path.Combine(scorer.Definition.Model, "onnx", "model.onnx"));
            Assert.Equal(("", file.Length), (reading.Fault, reading.Bytes));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), reading.Receipt!["model_sha256"]);
            Assert.NotNull(scorer.Note);
        }
    }

    [Fact]
    public void Read_MissingModel_SaysSo()
    {
        var options = new QualityReviewOptions();
        options.Scoring.ShippedScorers = false;
        options.Scorers.Add(new ScorerOptions { Key = "perplexity_own_1", Method = "perplexity", Model = "/no/such/model" });
        var scorer = Assert.Single(Installed(options));

        Assert.Null(scorer.Note);
        Assert.Contains("There is no model folder at /no/such/model", ModelReading.Read(scorer, options.Scoring).Fault, StringComparison.Ordinal);
    }

    private static IReadOnlyList<InstalledScorer> Installed(QualityReviewOptions options)
    {
        var settings = new ScorerSettings(options);
        return InstalledScorer.All(settings.Catalog, settings);
    }
}
