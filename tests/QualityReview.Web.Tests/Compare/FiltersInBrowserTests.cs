using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Web.Tests.Browser;
using QualityReview.Web.Tests.Queues;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Compare;

public sealed class FiltersInBrowserTests : IAsyncLifetime
{
    private Chromium? _chromium;

    public async ValueTask InitializeAsync() => _chromium = await Chromium.LaunchAsync();

    public async ValueTask DisposeAsync() => await _chromium!.DisposeAsync();

    [Fact]
    public async Task Lead_BuildsTwoFilters_ReviewsWhereTheyDisagreeAndComesBack()
    {
        await using var app = await QueueApp.StartAsync(200, request => request with { Draw = new QueueDraw { Kind = QueueKind.Random, Size = 200 } });
        await using var open = await OpenAsync(app, "/datasets/testing/subsets");
        var page = open.Page;

        // 1. Two filters, built without typing a rule.
        await page.GetByTestId("build").Locator("summary").ClickAsync();
        var builder = page.GetByTestId("rule-builder");
        await builder.Locator("select.kind").SelectOptionAsync("top");
        await Expect(page.Locator("#rule")).ToHaveValueAsync("top(ask_llm_tests, 10%)");
        await builder.GetByLabel("How many").FillAsync("40");
        await builder.GetByLabel("How many").BlurAsync();
        await Expect(page.Locator("#rule")).ToHaveValueAsync("top(ask_llm_tests, 40%)");
        await SaveAsync(page, "best");
        await builder.GetByLabel("Within").SelectOptionAsync("Source");
        await Expect(page.Locator("#rule")).ToHaveValueAsync("top(ask_llm_tests, 40%, source)");
        await builder.Locator("select.kind").SelectOptionAsync("source");
        await Expect(page.Locator("#rule")).ToHaveValueAsync("top(ask_llm_tests, 40%, source) and source = \"docs\"");
        await SaveAsync(page, "best of docs");

        // 2. Where do they disagree?
        await page.GotoAsync(new Uri(app.Url, "/datasets/testing/compare/filters").ToString());
        await page.Locator("main[data-ready=true]").WaitForAsync();
        await page.Locator("#add-filter").SelectOptionAsync("best");
        await Expect(page.GetByTestId("filter-slot")).ToHaveCountAsync(1);
        await page.Locator("#add-filter").SelectOptionAsync("best of docs");
        await Expect(page.GetByTestId("filter-slot")).ToHaveCountAsync(2);
        var tables = app.Services.GetRequiredService<SampleTables>().Get(app.Dataset.DatasetId);
        var expected = tables.Evaluator.Evaluate("top(ask_llm_tests, 40%) and not (top(ask_llm_tests, 40%, source) and source = docs)");
        await Expect(page.Locator("[data-part=A] .num").First).ToHaveTextAsync(expected.Count.ToString(CultureInfo.InvariantCulture));
        Assert.InRange(expected.Count, 30, 60);
        await Expect(page.GetByTestId("examples").GetByTestId("sample-row")).ToHaveCountAsync(5);
        var compared = page.Url;

        // What people have said of a random queue so far: enough for an interval of the first filter's precision.
        var earlier = await JudgeAsync(app, 120);
        var people = new Uri(app.Url, "/datasets/testing/compare/people?f=best").ToString();
        var (labelsBefore, intervalBefore) = await MeasuredAsync(page, people);
        Assert.Equal("120 labels", labelsBefore);
        Assert.Matches("^\\d+% to \\d+%$", intervalBefore);
        await page.GotoAsync(compared);
        await page.Locator("main[data-ready=true]").WaitForAsync();

        // 3. Ten of them as a queue, drawn at random.
        await page.GetByRole(AriaRole.Link, new() { Name = "Review these: A only" }).ClickAsync();
        await Expect(page.GetByTestId("drawn")).ToContainTextAsync($"{expected.Count} samples of {expected.Count}");
        await page.Locator("#size").FillAsync("10");
        await page.Locator("#size").BlurAsync();
        await Expect(page.GetByTestId("drawn")).ToContainTextAsync($"10 samples of {expected.Count}");
        await page.Locator("#name").FillAsync("disagreement");
        await Expect(page.GetByText("Its address: /review/disagreement")).ToBeVisibleAsync();
        await page.Locator("#make").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(app.Url, "/datasets/testing/queues/disagreement").ToString(), new() { Timeout = 30_000 });

        // 4. Judged in focus mode.
        await page.GotoAsync(new Uri(app.Url, "/review/disagreement").ToString());
        await open.KeysAsync("Review");
        for (var i = 0; i < 10; i++)
        {
            await Expect(page.Locator("#focus")).ToHaveAttributeAsync("data-position", i.ToString(CultureInfo.InvariantCulture));
            await page.Keyboard.PressAsync(i % 5 == 0 ? "q" : "w");
        }

        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");

        // 5. Ten verdicts are in the ledger, all of the part, and each knows with what probability it was drawn.
        var ledger = app.Services.GetRequiredService<ReviewStore>();
        var verdicts = ledger.Entries(app.Dataset.DatasetId, earlier, 100).Select(entry => (entry.Ordinal, entry.Verdict)).ToList();
        Assert.Equal(10, verdicts.Count);
        Assert.Equal(2, verdicts.Count(verdict => verdict.Verdict == Verdict.Keep));
        Assert.All(verdicts, verdict => Assert.True(expected.Contains(verdict.Ordinal)));
        var queue = app.Services.GetRequiredService<QueueStore>().Find("disagreement")!;
        Assert.Equal((QueueKind.Random, expected.Count), (queue.Kind, queue.Offered));
        var judged = app.Services.GetRequiredService<QueueReader>().ProbabilityJudgements(queue.QueueId);
        Assert.Equal(verdicts.Order(), judged.Select(judgement => (judgement.Ordinal, judgement.Verdict)).Order());
        Assert.All(judged, judgement => Assert.Equal(10.0 / expected.Count, judgement.InclusionProbability, 9));

        // 6. The interval has moved: it knows of ten verdicts more, on samples that it knew in part.
        var (labels, interval) = await MeasuredAsync(page, people);
        Assert.NotEqual(labelsBefore, labels);
        Assert.Matches("^\\d+% to \\d+%$", interval);
        Assert.NotEqual(intervalBefore, interval);

        // 7. Back to the comparison: the address holds it.
        await page.GotoAsync(compared);
        await Expect(page.Locator("[data-part=A] .num").First).ToHaveTextAsync(expected.Count.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task Page_InItsLooks_PassesAxeAndFitsTheWidth(int width, bool dark)
    {
        await using var app = await QueueApp.StartAsync(60);
        await app.Services.GetRequiredService<FilterStore>().SaveAsync(app.Dataset.DatasetId, "good", "percentile(ask_llm_tests) >= 30", "ana");
        await app.Services.GetRequiredService<FilterStore>().SaveAsync(app.Dataset.DatasetId, "good", "percentile(ask_llm_tests) >= 60 and source = docs", "ana");
        await using var open = await OpenAsync(app, "/datasets/testing/compare/filters?f=good&f=good%401&f=rule%3Arandom%2850%25%2C%20seed%203%29&edit=1&by=length", width, dark);
        await Expect(open.Page.Locator("svg.upset a").First).ToBeVisibleAsync();
        await CheckAsync(open.Page, width);

        foreach (var path in new[] { "/datasets/testing/compare/filters", "/datasets/testing/compare/filters?f=good&f=all", "/datasets/testing/subsets?filter=good%401" })
        {
            await open.Page.GotoAsync(new Uri(app.Url, path).ToString());
            await open.Page.Locator("main[data-ready=true]").WaitForAsync();
            await Expect(open.Page.Locator(".skeleton")).ToHaveCountAsync(0);
            await open.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(details => details.open = true)");
            await CheckAsync(open.Page, width);
        }
    }

    /// <summary>Somebody else judges the first items of the app's own queue, good and bad in turn.</summary>
    /// <returns>The ledger's position afterwards.</returns>
    private static async Task<long> JudgeAsync(QueueApp app, int count)
    {
        var work = app.Services.GetRequiredService<QueueWork>();
        for (var judged = 0; judged < count;)
        {
            foreach (var item in (await work.TakeAsync(app.Queue.QueueId, "Ben", Math.Min(10, count - judged))).Items)
            {
                await work.SaveAsync(app.Queue, "Ben", new QueueVerdict { Position = item.Position, Verdict = item.Ordinal % 3 == 0 ? Verdict.Drop : Verdict.Keep, ClientKey = $"earlier{judged++:D5}" });
            }
        }

        return app.Services.GetRequiredService<ReviewStore>().LastPosition();
    }

    /// <summary>The labels that count, and the interval of the filter's precision.</summary>
    private static async Task<(string Labels, string Interval)> MeasuredAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("main[data-ready=true]").WaitForAsync();
        return (await page.GetByTestId("labels").Locator("b").TextContentAsync() ?? "", await page.GetByTestId("filters").Locator("td.range").First.TextContentAsync() ?? "");
    }

    private static async Task SaveAsync(IPage page, string name)
    {
        await page.Locator("#filter-name").FillAsync(name);
        await page.Locator("form.save button").ClickAsync();
        await Expect(page.Locator("#filter")).ToHaveValueAsync(name);
    }

    private static async Task CheckAsync(IPage page, int width)
    {
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, page.Url + "\n" + string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }

    private async Task<OpenPage> OpenAsync(QueueApp app, string path, int width = 1440, bool dark = false)
    {
        var context = await _chromium!.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-US",
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Chromium.Patience);
        var open = new OpenPage(context, page);
        await page.GotoAsync(new Uri(app.Url, path).ToString());
        await page.Locator("main[data-ready=true]").WaitForAsync();
        return open;
    }
}
