using Microsoft.Playwright;
using QualityReview.Queues;
using QualityReview.Reviews;
using static Microsoft.Playwright.Assertions;
using static QualityReview.Web.Tests.Queues.PeopleAtWork;

namespace QualityReview.Web.Tests.Queues;

public sealed class TwoPeopleInBrowserTests
{
    [Fact]
    public async Task TwoAnnotators_WhoDisagree_AreSettledByALeadAndTheHistoryTells()
    {
        await using var people = await PeopleAtWork.StartAsync(6);
        var queue = await people.QueueAsync("both", request => request with { OverlapShare = 1, OverlapPeople = 2 });

        // Both judge all six by keyboard; on the third they disagree.
        foreach (var (name, third) in new[] { (Ana, "q"), (Bo, "w") })
        {
            await using var open = await people.OpenAsync(name, "/review/both");
            await open.KeysAsync("Review");
            for (var i = 0; i < 6; i++)
            {
                await Expect(open.Page.Locator("#focus")).ToHaveAttributeAsync("data-position", $"{i}");
                await open.Page.Keyboard.PressAsync(i == 2 ? third : "q");
            }

            await Expect(open.Page.Locator("#end-title")).ToHaveTextAsync("Nothing is left for you");
            await Expect(open.Page.Locator("#save")).ToHaveTextAsync("Saved");
        }

        Assert.Equal((12, 12), (people.Get<QueueReader>().Progress(queue.QueueId).Judged, people.Get<QueueReader>().Progress(queue.QueueId).Wanted));
        await using var lead = await people.OpenAsync(Lea, "/datasets/testing/queues/both");
        var page = lead.Page;
        await Expect(page.GetByText("6 samples judged by several: 83% raw agreement")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Agreement" }).First.ClickAsync();
        var dispute = page.GetByTestId("dispute");
        await Expect(dispute).ToHaveCountAsync(1);
        await Expect(dispute.Locator(".voices li")).ToHaveTextAsync(["✓ Keep Ana", "✕ Drop Bo"]);

        await dispute.GetByRole(AriaRole.Link).ClickAsync();
        await lead.KeysAsync("Verdict");
        await Expect(page.GetByTestId("dispute")).ToHaveTextAsync("People disagree: 1 keep, 1 drop. Your keep or drop settles it.");
        await Expect(page.GetByTestId("sample")).ToHaveAttributeAsync("data-seen", "true");
        await page.Keyboard.PressAsync("w");
        await Expect(page.Locator("[data-testid=judge][data-save=saved] [data-testid=current-verdict]")).ToContainTextAsync("settled by Lea");

        var history = page.GetByTestId("history").Locator(".history > li");
        await Expect(history).ToHaveCountAsync(3);
        await Expect(history.Nth(0)).ToContainTextAsync("settles the disagreement");
        await Expect(history.Locator(".who b")).ToHaveTextAsync([Lea, Bo, Ana]);
        await Expect(history.Locator(".what")).ToHaveTextAsync(["✕ Drop", "✕ Drop", "✓ Keep"]);

        await page.GotoAsync(new Uri(people.App.Url, "/datasets/testing/agreement").ToString());
        await Expect(page.GetByTestId("disputes")).ToContainTextAsync("1 settled");
        await Expect(page.GetByTestId("dispute")).ToHaveCountAsync(0);
        var current = people.Get<ReviewStore>().Current(people.Dataset.DatasetId, 2)!;
        Assert.Equal((Verdict.Drop, Lea), (current.Verdict, current.Author));
        // The settling verdict is none of the queue's.
        Assert.Equal(12, people.Get<QueueReader>().Progress(queue.QueueId).Judged);
    }

    [Fact]
    public async Task Annotator_AsksForALeadsPageWithinTheLiveConnection_IsRefused()
    {
        await using var people = await PeopleAtWork.StartAsync(3);
        await people.QueueAsync("first");
        await using var open = await people.OpenAsync(Ana, "/");
        var page = open.Page;
        await Expect(page.Locator("main[data-ready=true]")).ToBeVisibleAsync();
        string[] pages =
        [
            "/datasets/testing/queues", "/datasets/testing/queues/first", "/datasets/testing/new-queue", "/datasets/testing/agreement", "/datasets/testing/subsets",
            "/datasets/testing/imports", "/jobs", "/models", "/people",
        ];
        foreach (var path in pages)
        {
            // No request of a page: the address goes over the WebSocket that is open already.
            await page.EvaluateAsync("path => { window.stays = true; Blazor.navigateTo(path); }", path);
            await Expect(page).ToHaveURLAsync(new Uri(people.App.Url, path).ToString());
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your role does not open this page" })).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("window.stays === true"));
            Assert.Equal(0, await page.Locator("main form, main table, main select").CountAsync());
            await page.EvaluateAsync("Blazor.navigateTo('/')");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Datasets", Exact = true })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Annotator_WithABlindItem_SeesNoScoreOfItUntilItIsJudged()
    {
        await using var people = await PeopleAtWork.StartAsync(4);
        await people.QueueAsync("first", request => request with { Assignees = [Ana] });
        await people.Get<ReviewStore>().AddAsync(new() { DatasetId = people.Dataset.DatasetId, Ordinal = 0, Author = "benedict", Verdict = Verdict.Drop, ClientKey = "b" });
        var sample = ReviewUrls.Sample("testing", "s-0");

        await using (var open = await people.OpenAsync(Ana, sample))
        {
            var page = open.Page;
            await Expect(page.GetByTestId("blinded")).ToContainTextAsync("blind queue first");
            var html = await page.ContentAsync();
            Assert.DoesNotContain("ask_llm", html, StringComparison.Ordinal);
            Assert.DoesNotContain("benedict", html, StringComparison.Ordinal);
            await page.GotoAsync(new Uri(people.App.Url, "/datasets/testing").ToString());
            var row = page.Locator("[data-sample=s-0]");
            await Expect(row.Locator(".badge")).ToContainTextAsync("waits in first");
            Assert.DoesNotContain("ask_llm", await row.InnerHTMLAsync(), StringComparison.Ordinal);
            await page.GotoAsync(new Uri(people.App.Url, "/review/first").ToString());
            await Expect(page.Locator("#focus")).ToHaveAttributeAsync("data-position", "0");
            await page.Keyboard.PressAsync("q");
            await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");
            await page.GotoAsync(new Uri(people.App.Url, sample).ToString());
            await Expect(page.GetByTestId("measures")).ToContainTextAsync("ask_llm_tests_1");
            await Expect(page.GetByTestId("history")).ToContainTextAsync("benedict");
        }

        // Whom the queue does not concern, and who makes queues, see it all.
        foreach (var name in new[] { Bo, Lea })
        {
            await using var open = await people.OpenAsync(name, ReviewUrls.Sample("testing", "s-1"));
            await Expect(open.Page.GetByTestId("measures")).ToContainTextAsync("ask_llm_tests_1");
        }
    }

    [Fact]
    public async Task NewQueue_PressedBeforeThePageIsLive_LosesNothing()
    {
        await using var people = await PeopleAtWork.StartAsync(5);
        await using var open = await people.OpenAsync(Lea, "/");
        var page = open.Page;
        using var live = new SemaphoreSlim(0);
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await live.WaitAsync();
            await route.ContinueAsync();
        });
        await page.GotoAsync(new Uri(people.App.Url, "/datasets/testing/new-queue").ToString());

        // The page is there, its connection is not: nothing can be pressed that nobody would hear.
        await Expect(page.Locator("#make")).ToBeDisabledAsync();
        await Expect(page.Locator("#name")).ToBeDisabledAsync();
        live.Release(10);
        await page.Locator("#name").FillAsync("early");
        await page.Locator("#make").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(people.App.Url, "/datasets/testing/queues/early").ToString());
        Assert.NotNull(people.Get<QueueStore>().Find("early"));
    }
}
