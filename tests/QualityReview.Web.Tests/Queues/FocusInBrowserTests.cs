using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Queues;

public sealed class FocusInBrowserTests : IAsyncLifetime
{
    private Chromium? _chromium;

    public async ValueTask InitializeAsync() => _chromium = await Chromium.LaunchAsync();

    public async ValueTask DisposeAsync() => await _chromium!.DisposeAsync();

    [Fact]
    public async Task HundredSamples_JudgedByKeyboardAlone_OneKeyEach()
    {
        await using var app = await QueueApp.StartAsync(100);
        Assert.True(app.Queue.IsBlind);
        await using var open = await OpenAsync(app, expected: "Failed to load resource");
        var page = open.Page;
        await open.KeysAsync("Review");
        await Expect(page.Locator("#text")).ToContainTextAsync("Sample number");
        var given = new List<Verdict>();

        // A note and a reason on the first one; then a wrong key, taken back.
        await page.Keyboard.PressAsync("4");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Says nothing, questions nothing.");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("w");
        given.Add(Verdict.Drop);
        await ShownAsync(page, 1);
        await page.Keyboard.PressAsync("q");
        await ShownAsync(page, 2);
        await page.Keyboard.PressAsync("z");
        await ShownAsync(page, 1);

        // Another key for keep, chosen without a pointer: the dialog opens with its first field, which is that of keep.
        await TabToAsync(page, "keys-button");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#key-keep")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("w");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#keys-fault")).ToContainTextAsync("The key W is for \"Keep\" already");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#keys-dialog")).Not.ToBeVisibleAsync();
        await page.Keyboard.PressAsync("q");
        await ShownAsync(page, 1);

        for (var i = 1; i < 100; i++)
        {
            // The connection is away for five samples in the middle, fewer than lie ready.
            if (i is 50 or 55)
            {
                await Expect(page.Locator("#save")).ToHaveAttributeAsync("data-state", i == 50 ? "saved" : "failed");
                await page.Context.SetOfflineAsync(i == 50);
            }

            await ShownAsync(page, i);
            Assert.DoesNotContain("ask_llm", await page.Locator("body").InnerHTMLAsync(), StringComparison.Ordinal);
            given.Add((i % 3) switch { 0 => Verdict.Keep, 1 => Verdict.Unsure, _ => Verdict.Drop });
            await page.Keyboard.PressAsync(given[i] switch { Verdict.Keep => "j", Verdict.Unsure => "e", _ => "w" });
            if (i == 54)
            {
                await Expect(page.Locator("#save")).ToContainTextAsync("5 kept in this browser");
            }
        }

        await Expect(page.Locator("#end-title")).ToHaveTextAsync("Nothing is left for you");
        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");
        var reviews = app.Services.GetRequiredService<ReviewStore>();
        Assert.Equal(given, reviews.Current(app.Dataset.DatasetId).Select(verdict => verdict.Verdict));
        Assert.Equal(102, reviews.Position(app.Dataset.DatasetId));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i == 1 ? 3 : 1), Enumerable.Range(0, 100).Select(i => reviews.History(app.Dataset.DatasetId, i).Count));
        var first = reviews.History(app.Dataset.DatasetId, 0).Single();
        Assert.Equal(("spam", "Says nothing, questions nothing."), (first.Reasons, first.Note));
        Assert.Equal("j", app.Services.GetRequiredService<ReviewerKeys>().Of("ana")["keep"]);
    }

    [Fact]
    public async Task Blind_NothingThatTheServerSendsBeforeTheVerdict_TellsOfScores()
    {
        await using var app = await QueueApp.StartAsync(30, request => request with { Guideline = "Keep prose." });
        for (var i = 0; i < 30; i++)
        {
            await app.Services.GetRequiredService<ReviewStore>().AddAsync(new() { DatasetId = app.Dataset.DatasetId, Ordinal = i, Author = "benedict", Verdict = Verdict.Drop, ClientKey = $"b{i}" });
        }

        var frames = new ConcurrentQueue<string>();
        var bodies = new ConcurrentQueue<Task<string>>();
        await using var open = await OpenAsync(app, before: page =>
        {
            page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
            // Read at once: a reload drops them. Scripts and styles are the same for everybody and know of no sample.
            page.Response += (_, response) =>
            {
                if (response.Request.ResourceType is not ("script" or "stylesheet" or "image"))
                {
                    bodies.Enqueue(response.TextAsync());
                }
            };
        });
        var page = open.Page;
        await Expect(page.Locator("#text")).ToContainTextAsync("Sample number 0 ");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await TellsNothingAsync();
        Assert.Contains("Sample number 9 ", await SentAsync(), StringComparison.Ordinal);

        // A verdict, its undoing, a skip and a new visit tell nothing either, as long as nobody asks for scores afterwards.
        await page.Keyboard.PressAsync("q");
        await ShownAsync(page, 1);
        await page.Keyboard.PressAsync("z");
        await ShownAsync(page, 0);
        await page.Keyboard.PressAsync("s");
        await ShownAsync(page, 1);
        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");
        await TellsNothingAsync();
        await page.ReloadAsync();
        await ShownAsync(page, 1);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await TellsNothingAsync();

        // Asked for, a verdict brings the scores of that sample alone: what was looked for is what comes then.
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("q");
        await Expect(page.Locator("#revealed")).ToContainTextAsync("ask_llm_tests_1 25");
        var told = await SentAsync();
        Assert.Single(Regex.Matches(told, "\"percentile\":"));
        Assert.DoesNotContain("benedict", told, StringComparison.Ordinal);
        // Focus mode has no circuit through which anything else could come.
        Assert.Empty(frames);

        async Task TellsNothingAsync()
        {
            var sent = await SentAsync();
            var shown = await page.ContentAsync();
            foreach (var text in new[] { sent, shown })
            {
                Assert.DoesNotContain("percentile\"", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("ask_llm", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("benedict", text, StringComparison.Ordinal);
            }

            // The person's own verdicts alone, which the strip shows.
            Assert.DoesNotMatch("\"scores\":[^n]|decision\"", sent);
            Assert.All(Regex.Matches(sent, "\"verdict\":(?!null)[^,}]*").Select(match => match.Value), verdict => Assert.Equal("\"verdict\":\"skip\"", verdict));
        }

        async Task<string> SentAsync() => string.Join('\n', (await Task.WhenAll(bodies)).Concat(frames));
    }

    [Fact]
    public async Task Connection_CutInTheMiddle_KeepsVerdictsAndSendsThemOnceAfterwards()
    {
        await using var app = await QueueApp.StartAsync(40);
        await using var open = await OpenAsync(app, expected: "net::ERR");
        var page = open.Page;
        await ShownAsync(page, 0);
        await page.Context.SetOfflineAsync(true);
        for (var i = 0; i < 8; i++)
        {
            await ShownAsync(page, i);
            await page.Keyboard.PressAsync("q");
        }

        await Expect(page.Locator("#save")).ToContainTextAsync("8 kept in this browser");
        Assert.Equal(0, app.Services.GetRequiredService<ReviewStore>().Position(app.Dataset.DatasetId));
        await page.Context.SetOfflineAsync(false);

        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");
        Assert.Equal(8, app.Services.GetRequiredService<ReviewStore>().Position(app.Dataset.DatasetId));
        Assert.Equal(Enumerable.Range(0, 8), app.Services.GetRequiredService<ReviewStore>().Current(app.Dataset.DatasetId).Select(verdict => verdict.Ordinal));
    }

    [Fact]
    public async Task Server_RestartedInTheMiddle_AndThePageReloaded_LosesNothing()
    {
        await using var app = await QueueApp.StartAsync(40);
        await using var open = await OpenAsync(app, expected: "net::ERR");
        var page = open.Page;
        for (var i = 0; i < 3; i++)
        {
            await ShownAsync(page, i);
            await page.Keyboard.PressAsync("q");
        }

        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");
        await app.StopAsync();
        for (var i = 3; i < 6; i++)
        {
            await ShownAsync(page, i);
            await page.Keyboard.PressAsync("w");
        }

        await Expect(page.Locator("#save")).ToContainTextAsync("3 kept in this browser");
        await app.StartAsync();
        // Nobody waits for the next try: what was kept is sent by the page that is opened next.
        await page.ReloadAsync();

        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");
        await ShownAsync(page, 6);
        await Expect(page.Locator("#strip button")).ToHaveCountAsync(6);
        Assert.Equal(6, app.Services.GetRequiredService<ReviewStore>().Position(app.Dataset.DatasetId));
    }

    [Fact]
    public async Task Lead_FromBrowseToAQueue_PausesItAndOpensItAgain()
    {
        await using var app = await QueueApp.StartAsync(30, request => request with { Draw = request.Draw with { Size = 5 } });
        await using var open = await OpenAsync(app);
        var page = open.Page;
        await page.GotoAsync(new Uri(app.Url, "/datasets/testing?rule=source%20%3D%20docs").ToString());
        await page.Locator("main[data-ready=true]").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Review these" }).ClickAsync();

        await Expect(page.GetByTestId("drawn")).ToContainTextAsync("15 samples of 15");
        await Expect(page.Locator(".rule")).ToHaveTextAsync("source = \"docs\"");
        await page.Locator("#size").FillAsync("6");
        await page.Locator("#size").BlurAsync();
        await Expect(page.GetByTestId("drawn")).ToContainTextAsync("6 samples of 15");
        await Expect(page.Locator(".preview")).ToContainTextAsync("Each sample had the probability 0.400");
        await page.Locator("#name").FillAsync("second");
        await Expect(page.GetByText("Its address: /review/second")).ToBeVisibleAsync();
        await page.Locator("#make").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(app.Url, "/datasets/testing/queues/second").ToString(), new() { Timeout = 30_000 });
        var queue = app.Services.GetRequiredService<QueueStore>().Find("second")!;
        Assert.Equal(("source = \"docs\"", QueueKind.Random, 15), (queue.Rule, queue.Kind, queue.Offered));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause second" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Open second" })).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(app.Url, "/review/second").ToString());
        await Expect(page.Locator("#end-title")).ToHaveTextAsync("The queue is paused");
        await app.Services.GetRequiredService<QueueStore>().SetStateAsync(queue.QueueId, QueueState.Open);
        await Expect(page.Locator("#text")).ToContainTextAsync("Sample number");
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("#strip button")).ToBeVisibleAsync();
        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");

        await page.GotoAsync(app.Url.ToString());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Review 5 samples of testing" })).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task Page_InItsLooks_PassesAxeAndFitsTheWidth(int width, bool dark)
    {
        await using var app = await QueueApp.StartAsync(20, request => request with { Guideline = "Keep prose that teaches.\nDrop menus.", IsBlind = width == 390 });
        await using var open = await OpenAsync(app, width, dark);
        await ShownAsync(open.Page, 0);
        await open.Page.Keyboard.PressAsync("2");
        await open.Page.Keyboard.PressAsync("q");
        await ShownAsync(open.Page, 1);
        await CheckAsync(open.Page, width);

        foreach (var path in new[] { "/datasets/testing/queues", "/datasets/testing/queues/first", "/datasets/testing/new-queue?rule=length%20%3E%202", "/" })
        {
            await open.Page.GotoAsync(new Uri(app.Url, path).ToString());
            await open.Page.Locator("main[data-ready=true]").WaitForAsync();
            await CheckAsync(open.Page, width);
        }
    }

    private static async Task CheckAsync(IPage page, int width)
    {
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, page.Url + "\n" + string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }

    private static async Task TabToAsync(IPage page, string id)
    {
        for (var press = 0; press < 60 && await page.EvaluateAsync<string>("document.activeElement.id") != id; press++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await Expect(page.Locator("#" + id)).ToBeFocusedAsync();
    }

    private static Task ShownAsync(IPage page, int position) => Expect(page.Locator("#focus")).ToHaveAttributeAsync("data-position", position.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<OpenPage> OpenAsync(QueueApp app, int width = 1440, bool dark = false, Action<IPage>? before = null, string? expected = null)
    {
        var context = await _chromium!.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-US",
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Chromium.Patience);
        before?.Invoke(page);
        // A request that fails or is refused is written to the console, which is no fault of the page.
        var open = new OpenPage(context, page, expected);
        await page.GotoAsync(new Uri(app.Url, "/review/first").ToString());
        return open;
    }
}
