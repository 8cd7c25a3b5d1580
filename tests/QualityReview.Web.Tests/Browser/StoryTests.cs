using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Tests.Commands;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Browser;

/// <summary>The main job as a person does it, in one browser: wait for the scores, filter, read, overrule, export, verify.</summary>
[Collection(AppCollection.Name)]
public sealed partial class StoryTests(AppFixture app)
{
    private static bool MakesScreenshots => Environment.GetEnvironmentVariable("QUALITY_REVIEW_SCREENSHOTS") == "1";

    [Fact]
    public async Task MainJob_FromTheFirstStartToAVerifiedExport_WorksInTheBrowser()
    {
        await using var open = await app.OpenAsync("/");
        var page = open.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Datasets", Exact = true })).ToBeVisibleAsync();
        var dataset = await app.SampleDatasetAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("889 samples");

        // Browse, and filter by a click on the highest bar of the Ask-LLM histogram.
        await page.GotoAsync(app.Url + "/datasets/sample");
        await Expect(page.GetByTestId("count")).ToContainTextAsync("889 of 889");
        await InteractiveAsync(page);
        await page.Locator("section.histogram[aria-label='Ask-LLM'] g.bin").Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(RuleInAddress());
        await Expect(page.GetByTestId("count")).Not.ToContainTextAsync("889 of 889");
        var kept = await CountAsync(page);
        Assert.InRange(kept, 50, 600);
        var browseUrl = page.Url;

        // The address is the whole state: a colleague who opens it sees the same.
        await page.ReloadAsync();
        await Expect(page.GetByTestId("count")).ToContainTextAsync($"{kept} of 889");

        // Read one, and overrule the filter from the keyboard: drop, undo, drop with a reason.
        await InteractiveAsync(page);
        await page.GetByTestId("sample-row").First.Locator(".meta a").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/datasets/sample/samples/"));
        var id = Uri.UnescapeDataString(new Uri(page.Url).AbsolutePath.Split("/samples/")[1]);
        await open.KeysAsync("Verdict");
        // A verdict counts only once the sample is on the screen.
        await Expect(page.GetByTestId("sample")).ToHaveAttributeAsync("data-seen", "true");
        await page.Keyboard.PressAsync("w");
        await Expect(CurrentVerdict(page, "Drop")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("z");
        await Expect(CurrentVerdict(page, "Drop")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("4");
        await page.Keyboard.PressAsync("w");
        await Expect(CurrentVerdict(page, "Drop")).ToBeVisibleAsync();

        var reviews = app.Services.GetRequiredService<ReviewStore>();
        var ordinal = app.Services.GetRequiredService<SampleStore>().OrdinalOf(dataset.DatasetId, id)!.Value;
        var standing = await EventuallyAsync(() => reviews.Current(dataset.DatasetId, ordinal), current => current is { Verdict: Verdict.Drop, Reasons: "spam" });
        var history = reviews.History(dataset.DatasetId, ordinal);
        Assert.Equal([Verdict.Drop, Verdict.None, Verdict.Drop], history.TakeLast(3).Select(review => review.Verdict));
        Assert.Equal((standing!.ReviewId, Verdict.Keep), (history[^1].ReviewId, history[^1].FilterSaid));

        // Export what the list showed, and verify it on the page.
        await page.GotoAsync(browseUrl);
        await InteractiveAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Export this" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/datasets/sample/subsets"));
        var subset = Subset(dataset, Uri.UnescapeDataString(new Uri(browseUrl).Query["?rule=".Length..]));
        Assert.DoesNotContain(ordinal, subset);
        await Expect(page.Locator("#export")).ToHaveTextAsync($"Export {subset.Count} samples");
        await InteractiveAsync(page);
        await page.Locator("#export").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download it" })).ToBeVisibleAsync();
        var export = page.Locator("article.past-export").First;
        await Expect(export).ToContainTextAsync($"{subset.Count} samples");
        await export.Locator(".verify").ClickAsync();
        await Expect(export.Locator(".verify-result")).ToContainTextAsync("As it was exported");

        await CheckFolderAsync(subset);
        if (MakesScreenshots)
        {
            await ScreenshotsAsync(browseUrl, id);
        }
    }

    /// <summary>What the rule keeps and people leave in, by ordinal.</summary>
    private HashSet<int> Subset(Dataset dataset, string rule)
    {
        var loaded = app.Services.GetRequiredService<SampleTables>().Get(dataset.DatasetId);
        var subset = new HashSet<int>();
        foreach (var ordinal in new FilterDecisions(loaded.Table, loaded.Evaluator.Evaluate(rule, TestContext.Current.CancellationToken)).Kept)
        {
            subset.Add(ordinal);
        }

        return subset;
    }

    /// <summary>The exported folder holds exactly those samples, and the command finds it as it was exported.</summary>
    private async Task CheckFolderAsync(HashSet<int> subset)
    {
        var samples = app.Services.GetRequiredService<SampleStore>();
        var dataset = await app.SampleDatasetAsync();
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(app.Folder.File("data"), "exports"), "sample*"));
        var exported = Directory.GetFiles(folder, "subset*.jsonl").SelectMany(File.ReadLines)
            .Select(line => samples.OrdinalOf(dataset.DatasetId, JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetString()!)!.Value)
            .ToList();
        Assert.Equal(subset.Order(), exported.Order());
        Assert.Equal(0, (await CommandRun.OfAsync("verify", folder)).ExitCode);
    }

    private async Task ScreenshotsAsync(string browseUrl, string id)
    {
        var folder = Repository.File(".github/screenshots");
        Directory.CreateDirectory(folder);
        (string Name, string Path)[] pages =
        [
            ("home", "/"),
            ("browse", new Uri(browseUrl).PathAndQuery),
            ("sample", $"/datasets/sample/samples/{Uri.EscapeDataString(id)}"),
            ("subsets", "/datasets/sample/subsets" + new Uri(browseUrl).Query),
            ("imports", "/datasets/sample/imports"),
            ("jobs", "/jobs"),
            ("models", "/models"),
        ];
        foreach (var (name, path) in pages)
        {
            await using var open = await app.OpenAsync(path, 1280, 800);
            await InteractiveAsync(open.Page);
            await open.Page.WaitForTimeoutAsync(1500);
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }

    /// <summary>The verdict that the panel shows as the standing one, once it says that it is saved.</summary>
    private static ILocator CurrentVerdict(IPage page, string verdict) =>
        page.Locator($"[data-testid='judge'][data-save='saved'] [data-testid='current-verdict']:has-text('{verdict}')");

    /// <summary>Waits until the page answers: its components have rendered over the live connection.</summary>
    private static Task InteractiveAsync(IPage page) => Expect(page.Locator("main[data-ready='true']")).ToBeVisibleAsync();

    private static async Task<int> CountAsync(IPage page) =>
        int.Parse(Leading().Match(await page.GetByTestId("count").InnerTextAsync()).Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static async Task<T> EventuallyAsync<T>(Func<T> get, Func<T, bool> holds)
    {
        for (var i = 0; i < 200 && !holds(get()); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var value = get();
        Assert.True(holds(value));
        return value;
    }

    [GeneratedRegex("^[0-9,]+")]
    private static partial Regex Leading();

    [GeneratedRegex(@"rule=score")]
    private static partial Regex RuleInAddress();
}
