using Deque.AxeCore.Playwright;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Compare;

[Collection(AppCollection.Name)]
public sealed class ScorersInBrowserTests(AppFixture app)
{
    private const string Pair = "/datasets/sample/compare?a=ask_llm_judge_mini_1&b=perplexity_lm_mini_1&flagged=1";

    [Theory]
    [InlineData(Pair + "&x=0..40&y=50..100", 1440, true, "pair-panel")]
    [InlineData(Pair + "&x=0..40&y=50..100", 390, false, "pair-panel")]
    [InlineData("/datasets/sample/compare/galleries?show=2", 1440, false, "gallery-sample")]
    [InlineData("/datasets/sample/compare/galleries?show=2", 390, true, "gallery-sample")]
    [InlineData("/datasets/sample/compare/what-if?corpus=184B", 1440, true, "costs")]
    [InlineData("/datasets/sample/compare/what-if?corpus=184B", 390, false, "costs")]
    public async Task Page_EveryWidthAndTheme_FitsAndIsAccessible(string path, int width, bool dark, string part)
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync(path, width, dark: dark);
        await Expect(open.Page.GetByTestId(part).First).ToBeVisibleAsync();
        await Expect(open.Page.Locator("main")).ToHaveAttributeAsync("data-ready", "true");
        await open.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(part => part.open = true)");

        Assert.Equal(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var faults = (await open.Page.RunAxe()).Violations;
        Assert.True(faults.Length == 0, string.Join("\n", faults.Select(fault => $"{fault.Id}: {fault.Help}: {fault.Nodes[0].Html}")));
    }

    [Fact]
    public async Task Pair_PartChosenByTheMouse_KeepsThePlaceAndLeadsToAsManySamples()
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample/compare?flagged=1");
        var page = open.Page;
        await Expect(page.Locator("main")).ToHaveAttributeAsync("data-ready", "true");
        await page.GetByTestId("pair").Locator("a").First.ClickAsync();
        await Expect(page.Locator("#pair")).ToBeInViewportAsync();
        var plot = page.GetByTestId("density").Locator("svg.plot");
        await plot.ScrollIntoViewIfNeededAsync();
        var scrolled = await page.EvaluateAsync<double>("() => scrollY");
        Assert.True(scrolled > 0);

        var box = (await plot.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * .1f), box.Y + (box.Height * .1f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * .9f), box.Y + (box.Height * .6f), new() { Steps = 5 });
        await page.Mouse.UpAsync();

        await Expect(page.Locator("#band-x1")).ToHaveValueAsync("10");
        await Expect(page.Locator("#band-y2")).ToHaveValueAsync("90");
        Assert.Equal(scrolled, await page.EvaluateAsync<double>("() => scrollY"), 1.0);
        var count = await page.GetByTestId("brush-count").TextContentAsync();
        Assert.InRange(int.Parse(count!, System.Globalization.CultureInfo.InvariantCulture), 50, 888);
        await page.GetByTestId("density").Locator("a.primary").ClickAsync();
        await Expect(page.GetByTestId("count")).ToHaveTextAsync($"{count} of 889");
    }
}
