using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Browse;

[Collection(AppCollection.Name)]
public sealed class BrowseInBrowserTests(AppFixture app)
{
    [Theory]
    [InlineData("", 1440, false)]
    [InlineData("?rule=source%20%3D%20books&filter=all", 1440, true)]
    [InlineData("?search=password", 390, false)]
    [InlineData("?rule=length%20%3C%20", 390, true)]
    public async Task Page_AnyWidthAndTheme_FitsAndPassesAxe(string query, int width, bool dark)
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample" + query, width, dark: dark);
        await Expect(open.Page.Locator("main[data-ready=true]")).ToBeVisibleAsync();
        await Expect(open.Page.Locator(".skeleton")).ToHaveCountAsync(0);
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await open.Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }

    [Fact]
    public async Task List_WalkedByKeysAndLeft_IsFoundAgainInPlace()
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample?sort=length");
        var page = open.Page;
        await Expect(page.Locator("main[data-ready=true]")).ToBeVisibleAsync();
        await open.KeysAsync("Browse");
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("j");
        }

        await Expect(page.Locator("[aria-posinset='31'] article")).ToHaveAttributeAsync("aria-current", "true");
        await Expect(page.Locator("[aria-posinset='31'] article")).ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Jobs" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Jobs · Quality Review");
        await page.GoBackAsync();
        await Expect(page.Locator("[aria-posinset='31'] article")).ToBeInViewportAsync();
        await Expect(page.Locator("[aria-posinset='31'] article")).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task Histogram_Dragged_TwiceIsOneStepBack()
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample");
        var page = open.Page;
        await Expect(page.Locator("main[data-ready=true]")).ToBeVisibleAsync();
        await page.Locator("[data-testid=facet-source] input").First.CheckAsync();
        await Expect(page.GetByTestId("chips").Locator("li")).ToHaveCountAsync(1);
        foreach (var (from, to) in new[] { (.1f, .9f), (.2f, .7f) })
        {
            var before = page.Url;
            await DragAsync(page, from, to);
            await page.WaitForURLAsync(url => url != before);
        }

        await Expect(page.GetByTestId("chips").Locator("li")).ToHaveCountAsync(3);
        await page.GoBackAsync();
        await Expect(page.GetByTestId("chips").Locator("li")).ToHaveCountAsync(1);
    }

    private static async Task DragAsync(IPage page, float from, float to)
    {
        var box = (await page.Locator("[data-testid=histogram-perplexity] svg").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * from), box.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * to), box.Y + 20, new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }
}
