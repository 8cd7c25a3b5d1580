using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Duplicates;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Duplicates;

[Collection(AppCollection.Name)]
public sealed class DuplicatesInBrowserTests(AppFixture app)
{
    [Fact]
    public async Task Duplicates_SoughtReadDroppedAndTakenBack_WorksInTheBrowser()
    {
        var dataset = await app.SampleDatasetAsync();
        await using var open = await app.OpenAsync("/datasets/sample/duplicates");
        var page = open.Page;
        await Expect(page.Locator("main[data-ready=true]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find duplicates" }).ClickAsync();
        await Expect(page.GetByTestId("group").First).ToBeVisibleAsync();
        var store = app.Services.GetRequiredService<DuplicateStore>();
        var run = store.Find(dataset.DatasetId)!;
        await Expect(page.GetByTestId("duplicates-summary")).ToContainTextAsync($"{run.CopyCount} of 889 samples are copies, in {run.GroupCount} groups");
        await Expect(page.Locator("[data-testid=group] ins").First).ToBeVisibleAsync();

        // From a group to its samples in Browse, and from a sample there back to its group.
        await page.Locator("[data-group='2']").GetByRole(AriaRole.Link, new() { Name = "Browse" }).ClickAsync();
        var size = store.Members(run, 2).Count;
        await Expect(page.GetByTestId("count")).ToContainTextAsync($"{size} of 889");
        await page.GetByRole(AriaRole.Link, new() { Name = $"{size} alike" }).First.ClickAsync();
        await Expect(page.GetByTestId("group")).ToHaveCountAsync(1);

        // Walked by keys, dropped at once, taken back at once.
        await page.GotoAsync(app.Url + "/datasets/sample/duplicates");
        await Expect(page.Locator("main[data-ready=true]")).ToBeVisibleAsync();
        await open.KeysAsync("Duplicates");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("#group-1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("#group-2")).ToBeFocusedAsync();
        var reviews = app.Services.GetRequiredService<ReviewStore>();
        var before = reviews.Current(dataset.DatasetId).Count;
        await page.GetByTestId("drop-all").ClickAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Drop" }).ClickAsync();
        await Expect(page.GetByTestId("drop-all")).ToHaveTextAsync("All copies are judged");
        Assert.InRange(reviews.Current(dataset.DatasetId).Count - before, run.CopyCount - before, run.CopyCount);
        var tables = app.Services.GetRequiredService<SampleTables>().Get(dataset.DatasetId);
        Assert.Equal(0, tables.Evaluator.Evaluate("duplicate = copy and verdict = none", TestContext.Current.CancellationToken).Count);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByTestId("drop-all")).ToContainTextAsync("unjudged copies");
        Assert.Equal(before, reviews.Current(dataset.DatasetId).Count);

        foreach (var (path, width, dark) in new[] { ("/datasets/sample/duplicates", 1440, false), ("/datasets/sample/duplicates?group=2", 390, true), ("/datasets/sample?rule=duplicate%20%3D%20copy&sort=group", 390, false) })
        {
            await using var other = await app.OpenAsync(path, width, dark: dark);
            await Expect(other.Page.Locator("main[data-ready=true]")).ToBeVisibleAsync();
            await Expect(other.Page.Locator(".skeleton")).ToHaveCountAsync(0);
            Assert.Equal(width, await other.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            var result = await other.Page.RunAxe();
            Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
        }
    }
}
