using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Samples;

/// <summary>The page of a sample in a real browser, over a dataset of its own.</summary>
[Collection(AppCollection.Name)]
public sealed class SampleBrowserTests(AppFixture app)
{
    private const string Long = "All work and no play. ";

    [Theory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(1000, false)]
    [InlineData(390, true)]
    public async Task Page_InEveryLook_PassesAxeAndFitsTheWidth(int width, bool dark)
    {
        var dataset = await DatasetAsync("sample-looks");
        await using var open = await app.OpenAsync($"/datasets/{dataset.Name}/samples/first%2F1?rule=length%20%3E%203&review=1", width, dark: dark);
        await ReadyAsync(open.Page);
        await Expect(open.Page.GetByTestId("neighbours").Locator("li")).ToHaveCountAsync(3);
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await open.Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }

    [Fact]
    public async Task Open_TextOfMegabytes_SendsItsBeginning()
    {
        var dataset = await DatasetAsync("sample-long");
        await using var open = await app.OpenAsync("/jobs");
        var bytes = 0;
        open.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => bytes += frame.Binary?.Length ?? frame.Text?.Length ?? 0;
        open.Page.Response += (_, response) => bytes += response.Request.ResourceType == "document" && response.Headers.TryGetValue("content-length", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0;
        await open.Page.GotoAsync($"{app.Url}/datasets/{dataset.Name}/samples/long");
        await ReadyAsync(open.Page);
        await Expect(open.Page.GetByTestId("text")).ToContainTextAsync("Show all 2,200,000 characters");
        await Expect(open.Page.GetByTestId("neighbours")).ToHaveAttributeAsync("aria-busy", "false");
        Assert.InRange(bytes, 1, 200_000);
    }

    [Fact]
    public async Task Scroll_TextOfMegabytes_BringsMoreAndAllOfItCanBeCopied()
    {
        var dataset = await DatasetAsync("sample-scroll");
        await using var open = await app.OpenAsync($"/datasets/{dataset.Name}/samples/long");
        await ReadyAsync(open.Page);
        await Expect(open.Page.Locator(".slice")).ToHaveCountAsync(1);
        await open.Page.Locator(".fold.after").ScrollIntoViewIfNeededAsync();
        await Expect(open.Page.Locator(".slice").Nth(5)).ToBeAttachedAsync();
        Assert.Equal(2_200_000, await open.Page.EvaluateAsync<int>("async () => (await (await fetch(document.querySelector('[data-copy-from]').dataset.copyFrom)).text()).length"));
    }

    [Fact]
    public async Task Press_VerdictTwiceInReview_JudgesOnlyWhatWasSeen()
    {
        var dataset = await DatasetAsync("sample-keys");
        await using var open = await app.OpenAsync($"/datasets/{dataset.Name}/samples/first%2F1?review=1");
        await KeysAsync(open);
        await open.Page.Keyboard.PressAsync("4");
        await open.Page.EvaluateAsync("() => { for (const key of ['w', 'w']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); }");
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync("hostile");
        await Expect(open.Page.GetByTestId("judge")).ToHaveAttributeAsync("data-save", "saved");
        var ledger = app.Services.GetRequiredService<ReviewStore>();
        Assert.Equal([0], ledger.Current(dataset.DatasetId).Select(current => current.Ordinal));
        Assert.Equal("spam", ledger.Current(dataset.DatasetId, 0)!.Reasons);
        Assert.InRange(ledger.History(dataset.DatasetId, 0)[0].Seconds!.Value, 0, 60);

        await open.Page.Keyboard.PressAsync("z");
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync("first/1");
        await Expect(open.Page.GetByTestId("history")).ToContainTextAsync("Taken back");
    }

    private static async Task ReadyAsync(IPage page) => await Expect(page.Locator("main")).ToHaveAttributeAsync("data-ready", "true");

    /// <summary>Waits until the sample is on the screen and the page hears its keys.</summary>
    private static async Task KeysAsync(OpenPage open)
    {
        await Expect(open.Page.GetByTestId("sample")).ToHaveAttributeAsync("data-seen", "true");
        await open.KeysAsync("Verdict");
    }

    private async Task<Dataset> DatasetAsync(string name)
    {
        var datasets = app.Services.GetRequiredService<DatasetStore>();
        if (datasets.Find(name) is { SampleCount: > 0 } known)
        {
            return known;
        }

        // The first start brings its dataset only where there is none.
        while (datasets.Find("sample") is null)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var dataset = await datasets.GetOrCreateAsync(name);
        FoundSample[] found =
        [
            Some.Found("first/1", "The petrel nests on the ground. \u200Bקצת עברית.", meta: """{"url":"https://example.org/","title":"Petrels"}"""),
            Some.Found("hostile", "<script>document.title = 'broken'</script>\u202E"),
            Some.Found("third", "A third text."),
            Some.Found("long", string.Concat(Enumerable.Repeat(Long, 100_000))),
        ];
        await app.Services.GetRequiredService<SampleWriter>().AddAsync(dataset.DatasetId, [.. found.Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, default);
        var scores = app.Services.GetRequiredService<ScoreStore>();
        foreach (var card in (ScorerCard[])[Some.Card($"perplexity_{name[7..].Replace('-', '_')}_1", ScoreDirection.LowerIsBetter), Some.Card($"density_{name[7..]}_1")])
        {
            var run = await scores.BeginAsync(dataset.DatasetId, card with { Method = card.Key.Split('_')[0], Caveat = "Made for tests." }, 256, "CPU", """{"made_for":"tests"}""");
            await scores.CommitAsync(run, 0, new ScoreChunk([1, 2, float.NaN, 4], [ScoreFlags.TooShort, 0, ScoreFlags.Failed, 0], [], [new ScoreFailure(2, "The text has no token.")]), 1, 1);
            await scores.FinishAsync(run);
        }

        await app.Services.GetRequiredService<EmbeddingStore>().CommitAsync(dataset.DatasetId, "embedder_1", 0, 4, [(Half)1, (Half)0, (Half)1, (Half)0, (Half).6, (Half).8, (Half)0, (Half)1]);
        return datasets.Get(name);
    }
}
