using System.Collections.Concurrent;
using System.Text;
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
        await using var open = await OpenAsync(app, expected: "400 (Bad Request)");
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

        await page.Locator("#keys-button").ClickAsync();
        await page.Locator("#key-keep").PressAsync("w");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("#keys-fault")).ToContainTextAsync("The key W is for \"Keep\" already");
        await page.Locator("#key-keep").PressAsync("j");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("#keys-dialog")).Not.ToBeVisibleAsync();

        for (var i = 1; i < 100; i++)
        {
            await ShownAsync(page, i);
            given.Add((i % 3) switch { 0 => Verdict.Keep, 1 => Verdict.Unsure, _ => Verdict.Drop });
            await page.Keyboard.PressAsync(given[i] switch { Verdict.Keep => "j", Verdict.Unsure => "e", _ => "w" });
        }

        await Expect(page.Locator("#end-title")).ToHaveTextAsync("Nothing is left for you");
        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");
        var reviews = app.Services.GetRequiredService<ReviewStore>();
        Assert.Equal(given, reviews.Current(app.Dataset.DatasetId).Select(verdict => verdict.Verdict));
        Assert.Equal(102, reviews.Position(app.Dataset.DatasetId));
        var first = reviews.History(app.Dataset.DatasetId, 0).Single();
        Assert.Equal(("spam", "Says nothing, questions nothing."), (first.Reasons, first.Note));
        Assert.Equal("j", app.Services.GetRequiredService<ReviewerKeys>().Of("ana")["keep"]);
    }

    [Fact]
    public async Task Blind_NothingThatTheServerSendsBeforeTheVerdict_TellsOfScores()
    {
        await using var app = await QueueApp.StartAsync(30);
        await app.Services.GetRequiredService<ReviewStore>().AddAsync(new() { DatasetId = app.Dataset.DatasetId, Ordinal = 0, Author = "benedict", Verdict = Verdict.Drop, ClientKey = "b" });
        var frames = new ConcurrentQueue<string>();
        var responses = new ConcurrentQueue<IResponse>();
        await using var open = await OpenAsync(app, before: page =>
        {
            page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
            page.Response += (_, response) => responses.Enqueue(response);
        });
        var page = open.Page;
        await Expect(page.Locator("#text")).ToContainTextAsync("Sample number 0 ");
        await page.Keyboard.PressAsync("r");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var before = await SentAsync();

        Assert.Contains("Sample number 9 ", before, StringComparison.Ordinal);
        Assert.DoesNotContain("percentile\"", before, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ask_llm", before, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("benedict", before, StringComparison.Ordinal);
        Assert.DoesNotMatch("\"scores\":[^n]|\"verdict\":[^n]|decision\"", before);

        // And what was looked for is what a verdict brings.
        await page.Keyboard.PressAsync("q");
        await Expect(page.Locator("#revealed")).ToContainTextAsync("ask_llm_tests_1 2");
        Assert.Contains("percentile\"", await SentAsync(), StringComparison.OrdinalIgnoreCase);

        // Scripts and styles are the same for everybody and know of no sample.
        async Task<string> SentAsync()
        {
            var bodies = await Task.WhenAll(responses.Where(response => response.Request.ResourceType is not ("script" or "stylesheet" or "image")).Select(response => response.TextAsync()));
            return string.Join('\n', bodies.Concat(frames));
        }
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
        page.SetDefaultTimeout(20_000);
        before?.Invoke(page);
        // A request that fails or is refused is written to the console, which is no fault of the page.
        var open = new OpenPage(context, page, expected);
        await page.GotoAsync(new Uri(app.Url, "/review/first").ToString());
        return open;
    }
}
