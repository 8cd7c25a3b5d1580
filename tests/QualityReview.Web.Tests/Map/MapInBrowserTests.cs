using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Map;

[Collection(AppCollection.Name)]
public sealed class MapInBrowserTests(AppFixture app)
{
    [Fact]
    public async Task Map_PartChosenByTheMouse_LeadsToAsManySamples()
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample/map");
        var page = open.Page;
        var map = page.GetByTestId("map");
        await Expect(map).ToHaveAttributeAsync("data-painted", "true");
        await Expect(map).ToHaveAttributeAsync("data-drawn", "888");
        // Clusters have at least nine colours, and every point has one of them.
        var colours = await page.EvaluateAsync<int>("""
            () => {
              const canvas = document.querySelector('[data-testid=map] canvas');
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const seen = new Set();
              for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) seen.add(data[i] >> 4 << 8 | data[i + 1] >> 4 << 4 | data[i + 2] >> 4);
              return seen.size;
            }
            """);
        Assert.InRange(colours, 9, int.MaxValue);

        var box = (await map.BoundingBoxAsync())!;
        await page.Keyboard.DownAsync("Shift");
        await page.Mouse.MoveAsync(box.X + (box.Width * .3f), box.Y + (box.Height * .25f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * .85f), box.Y + (box.Height * .7f), new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.Keyboard.UpAsync("Shift");

        var count = await page.GetByTestId("region-count").TextContentAsync();
        Assert.InRange(int.Parse(count!, System.Globalization.CultureInfo.InvariantCulture), 50, 887);
        await page.GetByRole(AriaRole.Link, new() { Name = "Browse these" }).ClickAsync();
        await Expect(page.GetByTestId("count")).ToHaveTextAsync($"{count} of 889");
        await Expect(page.GetByTestId("chips")).ToContainTextAsync("a part of the map");
        await Expect(page.Locator("[aria-posinset='1'] article")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.GetByTestId("region-count")).ToHaveTextAsync(count!);
    }

    [Fact]
    public async Task Map_ByKeys_MovesAndChoosesWhatIsInSight()
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample/map?by=source");
        var page = open.Page;
        await Expect(page.GetByTestId("map")).ToHaveAttributeAsync("data-painted", "true");
        await page.Locator("canvas").FocusAsync();

        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForURLAsync(url => url.Contains("view=", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("region-count")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("region-count")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("0");
        await page.WaitForURLAsync(url => url.EndsWith("/map?by=source", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Map_PointerOverAPoint_ShowsTheSampleAndAClickOpensIt()
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample/map");
        var page = open.Page;
        var map = page.GetByTestId("map");
        await Expect(map).ToHaveAttributeAsync("data-painted", "true");
        var box = (await map.BoundingBoxAsync())!;
        var tip = map.Locator("[data-part=tip]");
        // Where the first point of the whole map lies, in pixels.
        var at = await page.EvaluateAsync<float[]>("""
            async () => {
              const bytes = await (await fetch('/datasets/sample/map.bin')).arrayBuffer();
              const drawn = new Int32Array(bytes, 0, 10)[3];
              const [x, y] = [40 + drawn * 4, 40 + drawn * 6].map(place => new Uint16Array(bytes, place, 1)[0] - 32768);
              const { clientWidth, clientHeight } = document.querySelector('[data-testid=map]');
              const scale = Math.min(clientWidth, clientHeight) / 65536;
              return [clientWidth / 2 + x * scale, clientHeight / 2 - y * scale];
            }
            """);
        await page.Mouse.MoveAsync(box.X + at[0] - 20, box.Y + at[1]);
        await page.Mouse.MoveAsync(box.X + at[0], box.Y + at[1], new() { Steps = 4 });
        await Expect(tip).ToBeVisibleAsync();
        await Expect(tip.Locator("b")).Not.ToBeEmptyAsync();
        var id = await tip.Locator("b").TextContentAsync();
        await page.Mouse.DownAsync();
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync(url => url.Contains("/samples/", StringComparison.Ordinal));
        Assert.Contains(Uri.EscapeDataString(id!), page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1440, false)]
    [InlineData("?by=ask_llm_judge_mini_1&region=0,0,40000,40000", 1440, true)]
    [InlineData("?by=verdict&rule=percentile(ask_llm)%20%3E%3D%2060", 390, false)]
    public async Task Page_AnyWidthAndTheme_FitsAndPassesAxe(string query, int width, bool dark)
    {
        await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample/map" + query, width, dark: dark);
        await Expect(open.Page.GetByTestId("map")).ToHaveAttributeAsync("data-painted", "true");
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await open.Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }
}
