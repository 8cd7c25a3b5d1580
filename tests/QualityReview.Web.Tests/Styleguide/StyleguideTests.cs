using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Styleguide;

public class StyleguideTests(StyleguideApp app) : IClassFixture<StyleguideApp>
{
    [Theory]
    [InlineData(1440, false, false)]
    [InlineData(1440, true, false)]
    [InlineData(1440, true, true)]
    [InlineData(390, false, true)]
    public async Task Page_InEveryLook_PassesAxeAndFitsTheWidth(int width, bool dark, bool contrast)
    {
        await using var open = await app.OpenAsync(width, dark, contrast);
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await open.Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }

    [Fact]
    public async Task Keys_Verdict_WorkExceptWhileTyping()
    {
        await using var open = await app.OpenAsync();
        var panel = open.Page.Locator(".verdict-panel").First;
        await open.KeysAsync("Verdict");
        await open.Page.Keyboard.PressAsync("q");
        await Expect(panel.Locator(".choice.keep")).ToHaveAttributeAsync("aria-pressed", "true");
        await open.Page.Keyboard.PressAsync("n");
        await Expect(panel.Locator("textarea")).ToBeFocusedAsync();
        await open.Page.Keyboard.TypeAsync("w2");
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(panel.Locator("textarea")).ToHaveValueAsync("w2");
        await Expect(panel.Locator(".choice.keep")).ToHaveAttributeAsync("aria-pressed", "true");
        await open.Page.Keyboard.PressAsync("?");
        await Expect(open.Page.Locator("dialog.key-help")).ToContainTextAsync("Lacks context");
    }

    [Fact]
    public async Task Histogram_Drag_ChoosesARange()
    {
        await using var open = await app.OpenAsync();
        var chart = open.Page.Locator(".histogram .chart").First;
        await chart.ScrollIntoViewIfNeededAsync();
        var box = (await chart.BoundingBoxAsync())!;
        await open.Page.Mouse.MoveAsync(box.X + box.Width * .26f, box.Y + 20);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(box.X + box.Width * .49f, box.Y + 20, new() { Steps = 4 });
        await open.Page.Mouse.UpAsync();
        await Expect(open.Page.Locator(".histogram .range").First).ToHaveTextAsync("0.25 – 0.5");
    }

    [Fact]
    public async Task VirtualList_AMillion_ReachesBothEndsAndMovesByCells()
    {
        await using var open = await app.OpenAsync();
        var list = open.Page.Locator(".vlist");
        await list.ScrollIntoViewIfNeededAsync();
        await list.EvaluateAsync("list => list.scrollTop = 1e9");
        await Expect(list.Locator("[aria-posinset='1000000'] article")).ToBeInViewportAsync();
        await list.EvaluateAsync("list => list.scrollBy(0, -610)");
        await Expect(list.Locator("[aria-posinset='999992'] article")).ToBeInViewportAsync();
        await Expect(list.Locator("[aria-posinset='1000000'] article")).Not.ToBeInViewportAsync();
        await list.EvaluateAsync("list => list.scrollTop = 0");
        await Expect(list.Locator("[aria-posinset='1'] article")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task SampleText_FindInMegabytes_ShowsTheHit()
    {
        await using var open = await app.OpenAsync();
        var text = open.Page.Locator(".long");
        await text.Locator("input").FillAsync("eight seasons");
        await Expect(text.Locator(".hits")).ToHaveTextAsync("1 of 10,000+");
        await text.Locator("input").PressAsync("Shift+Enter");
        await Expect(text.Locator(".hits")).ToHaveTextAsync("10,000 of 10,000+");
        await Expect(text.Locator("mark.now")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Theme_Chosen_SurvivesAReload()
    {
        await using var open = await app.OpenAsync();
        await open.Page.Locator("theme-switch summary").ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await open.Page.ReloadAsync();
        await Expect(open.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task ConfirmDialog_EscapeAndConfirm_Answer()
    {
        await using var open = await app.OpenAsync();
        var ask = open.Page.GetByRole(AriaRole.Button, new() { Name = "Drop 41,208 samples" });
        await ask.ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(open.Page.GetByText("Cancelled.")).ToBeVisibleAsync();
        await ask.ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Drop them" }).ClickAsync();
        await Expect(open.Page.GetByText("Confirmed.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Reconnect_Rejected_ReloadsThePage()
    {
        await using var open = await app.OpenAsync();
        await open.Page.EvaluateAsync("() => { globalThis.before = true; }");
        await open.Page.RunAndWaitForResponseAsync(
            () => open.Page.EvaluateAsync("() => document.getElementById('components-reconnect-modal').classList.add('components-reconnect-rejected')"),
            response => response.Url.EndsWith("/styleguide", StringComparison.Ordinal));
        await open.Page.Locator("main[data-ready=true]").WaitForAsync();
        Assert.False(await open.Page.EvaluateAsync<bool>("() => 'before' in globalThis"));
    }
}
