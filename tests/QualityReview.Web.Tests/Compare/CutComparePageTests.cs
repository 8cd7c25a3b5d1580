using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Web.Tests.Compare;

public sealed class CutComparePageTests
{
    [Fact]
    public async Task Page_NothingScored_SaysSo()
    {
        await using var bench = await PeopleBench.OfAsync(4, scored: false);
        Assert.Equal("Nothing has been scored", bench.OpenCut().Find(".empty h2").TextContent);
    }

    [Theory]
    [InlineData("?scorer=gone", "There is no scorer “gone”; there are length_1.")]
    [InlineData("?rule=lenght", "did you mean length")]
    [InlineData("?filter=gone", "There is no filter “gone”")]
    public async Task Page_WrongAddress_SaysWhatIsWrong(string query, string expected)
    {
        await using var bench = await PeopleBench.OfAsync(10);
        Assert.Contains(expected, bench.OpenCut(query).Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NoVerdicts_StillCuts()
    {
        await using var bench = await PeopleBench.OfAsync(100);
        var page = bench.OpenCut("?cut=80");
        page.WaitForAssertion(() => Assert.Equal("20", page.Find("#kept").TextContent));
        Assert.Contains("Nobody has judged a drawn sample yet", page.Find("[data-testid=no-people]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=cut-plot]"));
        await bench.JudgeAsync(await bench.QueueAsync("targeted", Enumerable.Range(0, 40), null), "Ana", _ => Verdict.Keep);
        Assert.Contains("Only targeted verdicts", bench.OpenCut().Find("[data-testid=no-people]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slider_Dragged_ShowsEachCutAndWritesTheLastIntoTheAddress()
    {
        await using var bench = await PeopleBench.OfAsync(100);
        var page = bench.OpenCut();
        page.WaitForAssertion(() => Assert.Equal("50", page.Find("#kept").TextContent));
        foreach (var cut in new[] { "60", "70.5", "90" })
        {
            await page.Find("#slider").InputAsync(cut);
        }

        page.WaitForAssertion(() => Assert.Equal("10", page.Find("#kept").TextContent));
        Assert.EndsWith("/compare/cut", bench.Navigation.Uri, StringComparison.Ordinal);
        page.Find("#slider").Change("90");
        page.WaitForAssertion(() => Assert.EndsWith("/compare/cut?cut=90", bench.Navigation.Uri, StringComparison.Ordinal));
        await page.Find("#typed").ChangeAsync("33.25");
        page.WaitForAssertion(() => Assert.Equal("67", page.Find("#kept").TextContent));
        Assert.EndsWith("/compare/cut?cut=33.25", bench.Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("percentile(length_1) >= 33.25", page.Find("[data-testid=rule]").TextContent);
    }

    [Fact]
    public async Task Pin_OtherCut_ShowsWhatFlips()
    {
        await using var bench = await PeopleBench.OfAsync(100);
        var page = bench.OpenCut("?pin=80&cut=70&rule=source+%3D+docs");
        page.WaitForAssertion(() => Assert.Equal("5 samples", page.Find("#flipped").TextContent));
        Assert.Contains("come in", page.Find("[data-testid=flips]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["s-70", "s-72", "s-74", "s-76", "s-78"], page.FindAll("[data-testid=flip] a").Select(link => link.TextContent));
        var rule = Uri.EscapeDataString("source = docs and percentile(length_1) >= 70 and percentile(length_1) < 80");
        Assert.Equal("/datasets/testing?rule=" + rule, page.Find("#browse-flips").GetAttribute("href")!.Replace("%22docs%22", "docs", StringComparison.Ordinal));
        Assert.Contains("sort=percentile", page.Find("#queue-flips").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["docs"], page.FindAll("[data-testid=share] th").Select(cell => cell.TextContent).Where(name => name is "docs" or "forums"));
        page.Find("#unpin").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain("pin=", bench.Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task People_DrawnVerdicts_ShowPrecisionAndRecallAtTheCut()
    {
        await using var bench = await PeopleBench.OfAsync(200);
        await bench.JudgeAsync(await bench.QueueAsync("random", Enumerable.Range(0, 100).Select(i => 2 * i), .5), "Ana", ordinal => ordinal >= 100 ? Verdict.Keep : Verdict.Drop);
        var page = bench.OpenCut("?cut=25");
        page.WaitForAssertion(() => Assert.StartsWith("67%", page.Find("#precision").TextContent, StringComparison.Ordinal));
        Assert.StartsWith("100%", page.Find("#recall").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[data-testid=cut-plot] polyline:not(.kept)").Count);
        Assert.Equal("25", page.Find("[data-testid=cut-plot] line.cut").GetAttribute("x1"));
    }

    [Fact]
    public async Task Save_Cut_SavesTheRuleOfTheCut()
    {
        await using var bench = await PeopleBench.OfAsync(50);
        var page = bench.OpenCut("?keep=low&cut=30");
        page.WaitForAssertion(() => Assert.Equal("15", page.Find("#kept").TextContent));
        page.Find("#filter-name").Input("short");
        await page.Find("form.save").SubmitAsync();
        var saved = bench.Rooms.Services.GetRequiredService<FilterStore>().Get(bench.Dataset.DatasetId, "short");
        Assert.Equal("percentile(length_1) <= 30", saved.Rule);
        page.Find("#filter-name").Input("all");
        await page.Find("form.save").SubmitAsync();
        Assert.Contains("built in", page.Find("#save-said").TextContent, StringComparison.Ordinal);
    }
}
