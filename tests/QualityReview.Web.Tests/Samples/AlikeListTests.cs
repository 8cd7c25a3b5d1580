using Bunit;
using QualityReview.Duplicates;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Samples;

public sealed class AlikeListTests
{
    [Fact]
    public async Task Page_SampleOfAGroup_ListsTheOthersWithTheirSimilarity()
    {
        await using var room = new SampleRoom();
        var text = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"word{i}"));
        await room.Store.DatasetOfAsync(Some.Found("a", text), Some.Found("b", "alone"), Some.Found("c", text.Replace("word25", "other", StringComparison.Ordinal)), Some.Found("d", text.ToUpperInvariant()));
        Assert.Empty(room.Open("c").FindAll("[data-testid=alike]"));

        var groups = new DuplicateFinder(new StoredTexts(room.Store.Samples, room.Dataset), new DuplicateOptions()).Find();
        await room.Store.Duplicates.ReplaceAsync(room.Dataset.DatasetId, new DuplicateOptions(), 4, groups, 0);
        var alike = room.Open("c").Find("[data-testid=alike]");
        Assert.Equal(["a first 0.80", "d 1.00"], alike.QuerySelectorAll("li").Select(near =>
            string.Join(' ', near.QuerySelectorAll("code, .tag, .similarity").Select(part => part.TextContent))));
        Assert.Equal("/datasets/testing/duplicates?group=1", alike.QuerySelector(".by a")!.GetAttribute("href"));
        Assert.Contains("None", room.Open("b").Find("[data-testid=alike]").TextContent, StringComparison.Ordinal);

        await room.Store.DatasetOfAsync(Some.Found("e", text));
        Assert.Contains("came after", room.Open("e").Find("[data-testid=alike]").TextContent, StringComparison.Ordinal);
    }
}
