using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

public sealed class ExportFolderNameTests
{
    [Theory]
    [InlineData("web-good_2.1")]
    [InlineData("A")]
    [InlineData("2026")]
    public void FaultOf_PlainName_IsNull(string name) => Assert.Null(ExportFolderName.FaultOf(name));

    [Theory]
    [InlineData("", "needs a name")]
    [InlineData(".", "begin with")]
    [InlineData("..", "begin with")]
    [InlineData(".hidden", "begin with")]
    [InlineData("-rf", "begin with")]
    [InlineData("a.", "end with a dot")]
    [InlineData("../x", "“/”")]
    [InlineData("a/b", "“/”")]
    [InlineData("/etc", "“/”")]
    [InlineData("a\\b", "“\\”")]
    [InlineData("a b", "a space")]
    [InlineData("a\0b", "a character that folders cannot have")]
    [InlineData("a\nb", "a character that folders cannot have")]
    [InlineData("ü", "“ü”")]
    [InlineData("C:x", "“:”")]
    public void FaultOf_WrongName_SaysWhatIsWrong(string name, string expected) => Assert.Contains(expected, ExportFolderName.FaultOf(name), StringComparison.Ordinal);

    [Fact]
    public void FaultOf_TooLong_SaysTheLimit() => Assert.Contains("101 characters; up to 100", ExportFolderName.FaultOf(new string('a', 101)), StringComparison.Ordinal);

    [Fact]
    public void PathFor_ExistingFolder_IsRefused()
    {
        using var folder = new TestFolder();
        var options = new QualityReviewOptions { ExportFolder = folder.Path };
        Directory.CreateDirectory(folder.File("web"));

        Assert.Equal(folder.File("fresh"), ExportFolderName.PathFor(options, "fresh"));
        Assert.Contains("already a folder web", Assert.Throws<WrongWordsException>(() => ExportFolderName.PathFor(options, "web")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web", "good & long", "web-good---long-20261121")]
    [InlineData("web", null, "web-rule-20261121")]
    [InlineData("web", "日本語", "web-20261121")]
    public void Suggest_AnyFilter_IsAFreeValidName(string dataset, string? filter, string expected)
    {
        using var folder = new TestFolder();
        var options = new QualityReviewOptions { ExportFolder = folder.Path };
        var now = new DateTimeOffset(2026, 11, 21, 23, 59, 0, TimeSpan.Zero);

        var first = ExportFolderName.Suggest(options, dataset, filter, now, []);
        Directory.CreateDirectory(folder.File(first));
        var third = ExportFolderName.Suggest(options, dataset, filter, now, [first + "-2"]);

        Assert.Equal((expected, expected + "-3"), (first, third));
        Assert.Null(ExportFolderName.FaultOf(third));
    }

    [Fact]
    public void Suggest_LongestNames_StaysWithinTheLimit()
    {
        var name = ExportFolderName.Suggest(new QualityReviewOptions { ExportFolder = "/nowhere" }, new string('d', 200), "f", DateTimeOffset.UnixEpoch, []);

        Assert.Null(ExportFolderName.FaultOf(name));
    }
}
