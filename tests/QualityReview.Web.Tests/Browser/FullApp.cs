using Microsoft.Playwright;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Tests.Api;

namespace QualityReview.Web.Tests.Browser;

/// <summary>The real web app for one user, with something of everything in the dataset "testing" and nothing in "empty"; and a Chromium.</summary>
public sealed class FullApp : IAsyncLifetime
{
    private ApiApp? _app;
    private Chromium? _chromium;

    public T Get<T>()
        where T : notnull => _app!.Get<T>();

    public async ValueTask InitializeAsync()
    {
        _app = await ApiApp.StartAsync(60, new() { ["Access:SingleUser"] = "true" });
        await FillAsync(_app);
        _chromium = await Chromium.LaunchAsync();
    }

    /// <summary>A page of a browser that was never here before, so with the tour.</summary>
    /// <param name="expected">See <see cref="OpenPage"/>.</param>
    public async Task<OpenPage> OpenAsync(string address, string? expected = null)
    {
        var context = await _chromium!.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 1440, Height = 900 },
            Locale = "en-US",
            ReducedMotion = ReducedMotion.Reduce,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        var open = new OpenPage(context, page, expected);
        await GoAsync(page, address);
        return open;
    }

    /// <summary>Goes there and waits until the page answers and has loaded.</summary>
    public async Task GoAsync(IPage page, string address)
    {
        await page.GotoAsync(new Uri(_app!.Accounts.Url, address).ToString());
        // Focus mode tells its position; the page of the API is plain HTML.
        await page.Locator("main[data-ready=true], #focus[data-position], main.lost, main .api").First.WaitForAsync();
        await Assertions.Expect(page.Locator("main .skeleton")).ToHaveCountAsync(0);
    }

    public async ValueTask DisposeAsync()
    {
        // A server that goes on would keep the process of the tests alive.
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>Scores of two scorers, filters, a queue that is judged in part, a recipe, two exports, clusters and duplicates; and a dataset without samples.</summary>
    private static async Task FillAsync(ApiApp app)
    {
        await app.Get<DatasetStore>().GetOrCreateAsync("empty");
        await app.EmbedAsync();
        var id = app.Dataset.DatasetId;
        var scores = app.Get<ScoreStore>();
        var run = await scores.BeginAsync(id, Some.Card("perplexity_1", ScoreDirection.HigherIsBetter, "tokens"), 60, "CPU", "{}", CancellationToken.None);
        await scores.CommitAsync(run, 0, new ScoreChunk([.. Enumerable.Range(0, 60).Select(i => i * 37 % 60 / 4f)], new ScoreFlags[60], [.. Enumerable.Repeat(9f, 60)], []), 0, 0, CancellationToken.None);
        await scores.FinishAsync(run);
        var filters = app.Get<FilterStore>();
        await filters.SaveAsync(id, "early", "percentile(ask_llm_tests_1) <= 60", "lea");
        await filters.SaveAsync(id, "late", "percentile(perplexity) >= 30", "lea");
        var draw = new QueueDraw { Kind = QueueKind.Random, Size = 60, Seed = 7 };
        var queue = await app.Get<QueueStore>().AddAsync(
            new QueueRequest { DatasetId = id, Name = "first", Author = "lea", Draw = draw, OverlapShare = 1 }, app.Get<QueueDrawer>().Draw(app.Get<SampleTables>().Get(id), draw));
        foreach (var (name, odd) in new[] { ("ana", 3), ("bo", 4) })
        {
            for (var i = 0; i < 50; i++)
            {
                await app.Get<QueueWork>().SaveAsync(queue, name, new QueueVerdict { Position = i, Verdict = i % odd == 0 ? Verdict.Drop : Verdict.Keep, Reasons = i % odd == 0 ? ["spam"] : [], Seconds = 4, ClientKey = $"{name}{i:00000000}" });
            }
        }

        var client = app.Accounts.Visitor();
        client.DefaultRequestHeaders.Add("X-Quality-Review", "1");
        foreach (var folder in new[] { "one", "two" })
        {
            using var answer = await client.PostAsync(new Uri("/api/datasets/testing/exports", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { folder, filter = folder == "one" ? "early" : "late" }));
            answer.EnsureSuccessStatusCode();
        }

        while (app.Get<ExportStore>().List(id).Count < 2)
        {
            Assert.DoesNotContain(app.Get<JobStore>().List(), job => job.State == JobState.Failed);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
