using Bunit;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Samples;

public sealed class NeighbourListTests
{
    [Fact]
    public async Task Render_Vectors_ListsTheNearestFirst()
    {
        await using var room = new SampleRoom();
        var dataset = await room.Store.DatasetOfAsync([.. Some.Founds(12), Some.Found("<b>x</b>", "<script>near</script>")]);
        // Vectors on a circle: the angle is the distance; the last sample is hostile and nearest.
        double[] angles = [0, 9, 8, 7, 6, 5, 4, 3, 2, 20, 30, 40, 1];
        await room.Store.Embeddings.CommitAsync(dataset.DatasetId, "embedder_1", 0, 13,
            [.. angles.SelectMany(angle => new[] { (Half)Math.Cos(angle / 50), (Half)Math.Sin(angle / 50) })]);
        var page = room.Open("s-0", "?rule=length%20%3E%203");
        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("[data-testid=neighbours] li").Count));
        var items = page.FindAll("[data-testid=neighbours] li");
        Assert.Equal(["<b>x</b>", "s-8", "s-7", "s-6", "s-5", "s-4", "s-3", "s-2"], items.Select(item => item.QuerySelector("a")!.TextContent));
        var similarities = items.Select(item => double.Parse(item.GetAttribute("data-similarity")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(similarities.OrderDescending(), similarities);
        Assert.Equal("/datasets/testing/samples/%3Cb%3Ex%3C%2Fb%3E?rule=length%20%3E%203", items[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=neighbours] script, [data-testid=neighbours] b"));
        Assert.NotNull(items[0].QuerySelector(".tag.warn"));
    }

    [Fact]
    public async Task Render_NoVectors_SaysWhereTheyComeFrom()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(2));
        var page = room.Open("s-0");
        page.WaitForAssertion(() => Assert.Contains("density scorer", page.Find("[data-testid=neighbours]").TextContent, StringComparison.Ordinal));
    }
}
