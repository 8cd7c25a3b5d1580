using Microsoft.Playwright;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Web.Queues;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;
using static QualityReview.Web.Tests.Queues.PeopleAtWork;

namespace QualityReview.Web.Tests.Queues;

/// <summary>Every page of reviewing and of accounts, in each of its states: without faults that axe finds, and walked by the Tab key with
/// a focus that can be seen.</summary>
public sealed class ReviewPagesTests
{
    [Theory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    public async Task FocusMode_InEachState_PassesAxeAndIsWalkedByTab(int width, bool dark)
    {
        await using var people = await PeopleAtWork.StartAsync(4);
        var queue = await people.QueueAsync("first", request => request with { Guideline = "Keep prose that teaches.\nDrop menus." });
        await using var open = await people.OpenAsync(Ana, "/review/first", width, dark, expected: "net::ERR");
        var page = open.Page;
        await open.KeysAsync("Review");
        await ShownAsync(page, 0);
        await CheckAsync(page, "a sample");

        await page.Keyboard.PressAsync("g");
        await CheckAsync(page, "the guideline, the other way");
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("#note")).ToBeFocusedAsync();
        await CheckAsync(page, "a note");
        await page.Locator("#note").FocusAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("dialog.key-help")).ToBeVisibleAsync();
        await CheckAsync(page, "all keys");
        await page.Keyboard.PressAsync("Escape");
        if (width > 700)
        {
            await page.Locator("#keys-button").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#keys-dialog")).ToBeVisibleAsync();
            await CheckAsync(page, "the choice of keys");
            await page.Locator("#keys-cancel").ClickAsync();
        }

        await page.Context.SetOfflineAsync(true);
        await page.Locator("#reading").FocusAsync();
        await page.Keyboard.PressAsync("q");
        await Expect(page.Locator("#save")).ToContainTextAsync("kept in this browser");
        await CheckAsync(page, "offline, with the strip");
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator("#save")).ToHaveTextAsync("Saved");

        for (var i = 1; i < 4; i++)
        {
            await page.Locator("#reading").FocusAsync();
            await ShownAsync(page, i);
            await page.Keyboard.PressAsync("w");
        }

        await Expect(page.Locator("#end-title")).ToHaveTextAsync("Nothing is left for you");
        await CheckAsync(page, "the end");

        await people.Get<QueueStore>().SetStateAsync(queue.QueueId, QueueState.Paused);
        await page.GotoAsync(new Uri(people.App.Url, "/review/first").ToString());
        await Expect(page.Locator("#end-title")).ToHaveTextAsync("The queue is paused");
        await CheckAsync(page, "paused");
        await page.GotoAsync(new Uri(people.App.Url, "/review/none").ToString());
        await CheckAsync(page, "no such queue");
    }

    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    public async Task LeadsPages_InEachState_PassAxeAndAreWalkedByTab(int width, bool dark)
    {
        await using var people = await PeopleAtWork.StartAsync(60);
        await using var open = await people.OpenAsync(Lea, "/datasets/testing/queues", width, dark);
        var page = open.Page;
        await CheckAsync(page, "no queues");
        await GoAsync(people, page, "/datasets/testing/agreement");
        await CheckAsync(page, "nobody has judged");

        await JudgeAsync(people);
        foreach (var path in new[] { "/", "/datasets/testing/queues", "/datasets/testing/queues/first", "/datasets/testing/agreement", ReviewUrls.Sample("testing", "s-3") })
        {
            await GoAsync(people, page, path);
            await CheckAsync(page, path);
        }

        await GoAsync(people, page, "/datasets/testing/new-queue");
        foreach (var (kind, title, _) in QueueWords.Kinds)
        {
            await page.Locator("#kind").SelectOptionAsync(kind);
            await Expect(page.Locator(".preview .skeleton")).ToHaveCountAsync(0);
            await CheckAsync(page, title);
        }
    }

    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    public async Task PagesOfAccounts_PassAxeAndAreWalkedByTab(int width, bool dark)
    {
        await using var people = await PeopleAtWork.StartAsync(4);
        await people.QueueAsync("first");
        await using (var nobody = await people.OpenAsync("", "/sign-in", width, dark))
        {
            await CheckAsync(nobody.Page, "sign-in");
            foreach (var path in new[] { ReviewUrls.Join(await people.App.Invitations.InviteAsync(Role.Lead, "test")), "/join/used" })
            {
                await nobody.Page.GotoAsync(new Uri(people.App.Url, path).ToString());
                await CheckAsync(nobody.Page, path);
            }
        }

        await using (var annotator = await people.OpenAsync(Ana, "/", width, dark))
        {
            await GoAsync(people, annotator.Page, "/");
            await Expect(annotator.Page.GetByRole(AriaRole.Link, new() { Name = "Review first · 4 left" })).ToBeVisibleAsync();
            await CheckAsync(annotator.Page, "Home of an annotator");
            await annotator.Page.GotoAsync(new Uri(people.App.Url, "/people").ToString());
            await Expect(annotator.Page.GetByRole(AriaRole.Heading, new() { Name = "Your role does not open this page" })).ToBeVisibleAsync();
            await CheckAsync(annotator.Page, "no permission");
            await GoAsync(people, annotator.Page, ReviewUrls.Sample("testing", "s-1"));
            await CheckAsync(annotator.Page, "a sample that waits in a blind queue");
        }

        await using var admin = await people.OpenAsync(Adam, "/people", width, dark);
        await GoAsync(people, admin.Page, "/people");
        await admin.Page.Locator("#invite").ClickAsync();
        await Expect(admin.Page.GetByTestId("invitation")).ToBeVisibleAsync();
        await CheckAsync(admin.Page, "people");
        await GoAsync(people, admin.Page, "/account");
        await CheckAsync(admin.Page, "account");
    }

    /// <summary>Two people judge sixty samples each, and one of gold, so that there is agreement to measure and something to settle.</summary>
    private static async Task JudgeAsync(PeopleAtWork people)
    {
        var queue = await people.QueueAsync("first", request => request with { OverlapShare = 1, Guideline = "Keep prose." });
        var work = people.Get<QueueWork>();
        foreach (var name in new[] { Ana, Bo })
        {
            for (var i = 0; i < 60; i++)
            {
                var verdict = i % 3 == 0 || (name == Bo && i % 7 == 0) ? Verdict.Drop : i % 11 == 0 ? Verdict.Unsure : Verdict.Keep;
                await work.SaveAsync(queue, name, new QueueVerdict { Position = i, Verdict = verdict, Reasons = verdict == Verdict.Drop ? ["spam"] : [], Seconds = 3 + (i % 9), ClientKey = $"{name}{i:00000000}" });
            }
        }
    }

    private static async Task GoAsync(PeopleAtWork people, IPage page, string path)
    {
        await page.GotoAsync(new Uri(people.App.Url, path).ToString());
        await page.Locator("main[data-ready=true]").WaitForAsync();
        await Expect(page.Locator("main .skeleton")).ToHaveCountAsync(0);
    }

    private static async Task CheckAsync(IPage page, string state)
    {
        await PageChecks.PassesAxeAsync(page, state);
        // Keys lead the same way in every colour.
        if (!await page.EvaluateAsync<bool>("() => matchMedia('(prefers-color-scheme: dark)').matches"))
        {
            await PageChecks.IsWalkedByTabAsync(page, state);
        }
    }

    private static Task ShownAsync(IPage page, int position) =>
        Expect(page.Locator("#focus")).ToHaveAttributeAsync("data-position", position.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
