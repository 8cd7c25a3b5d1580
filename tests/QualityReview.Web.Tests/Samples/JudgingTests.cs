using Bunit;
using QualityReview.Reviews;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Samples;

public sealed class JudgingTests
{
    [Fact]
    public async Task Press_VerdictAfterReasonsAndNote_WritesOneEntry()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(3));
        var module = room.Context.JSInterop.SetupModule("./Samples/SamplePage.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        module.Setup<double>("seconds").SetResult(12.34);
        var page = room.Open("s-1", "?rule=source%20%3D%20docs");
        page.WaitForAssertion(() => Assert.True(page.FindComponent<QualityReview.Web.Samples.JudgePanel>().Instance.Seen));
        page.Find("textarea").Change("menus <b>only</b>");
        await SampleRoom.PressAsync(page, "4", "2", "1", "4", "w");
        page.WaitForAssertion(() => Assert.Equal("saved", Saved(page)));

        var entry = Assert.Single(room.History(1));
        Assert.Equal((Verdict.Drop, "lacks_context repetitive", "menus <b>only</b>", "Ana", 12.3), (entry.Verdict, entry.Reasons, entry.Note, entry.Author, entry.Seconds));
        Assert.Equal((Verdict.Drop, "source = docs"), (entry.FilterSaid, entry.FilterRule));
        Assert.Contains("Drop", page.Find("[data-testid=current-verdict]").TextContent, StringComparison.Ordinal);
        Assert.Contains("menus <b>only</b>", page.Find("[data-testid=history]").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/samples/s-1?rule=source%20%3D%20docs", room.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_VerdictAgainstTheFilter_IsShownAsOverride()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(3));
        var page = room.Open("s-0", "?rule=source%20%3D%20docs");
        Assert.Equal("filter keeps", page.Find("[data-testid=filter-said]").TextContent);
        await SampleRoom.PressAsync(page, "w");
        page.WaitForAssertion(() => Assert.Equal("filter keeps, overruled", page.Find("[data-testid=filter-said]").TextContent));
    }

    [Fact]
    public async Task Press_VerdictThatEndsThePlaceInTheList_KeepsItUntilMovingOn()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(4));
        var page = room.Open("s-1", "?rule=verdict%20%3D%20none");
        await SampleRoom.PressAsync(page, "w");
        page.WaitForAssertion(() => Assert.Equal("saved", Saved(page)));
        await room.NavigateAsync(page, page.FindAll("[data-testid=scope] a")[1].GetAttribute("href")!);
        Assert.Equal("2 of 4", page.Find("[data-testid=position]").TextContent);
        await SampleRoom.PressAsync(page, "j");
        Assert.Equal(("s-2", "2 of 3"), (page.Find("h1").TextContent, page.Find("[data-testid=position]").TextContent));
    }

    [Fact]
    public async Task Press_LeadOnADisputedSample_SettlesAndSaysSo()
    {
        await using var room = new SampleRoom();
        var dataset = await room.Store.DatasetOfAsync(Some.Founds(2));
        await room.Store.Reviews.AddAsync(Request(dataset.DatasetId, 0, "Tom") with { Verdict = Verdict.Drop });
        await room.Store.Reviews.AddAsync(Request(dataset.DatasetId, 0, "Bo") with { Verdict = Verdict.Keep });
        var page = room.Open("s-0");
        Assert.Equal("People disagree: 1 keep, 1 drop. Your keep or drop settles it.", page.Find("[data-testid=dispute]").TextContent);
        await SampleRoom.PressAsync(page, "e");
        page.WaitForAssertion(() => Assert.Equal("saved", Saved(page)));
        Assert.NotEmpty(page.FindAll("[data-testid=dispute]"));

        await SampleRoom.PressAsync(page, "w");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=dispute]")));
        Assert.Equal([false, false, false, true], room.History(0).Select(entry => entry.Settles));
        Assert.Contains("settled by Ana", page.Find("[data-testid=current-verdict]").TextContent, StringComparison.Ordinal);
        Assert.Contains("settles the disagreement", page.Find("[data-testid=history] li").TextContent, StringComparison.Ordinal);

        await SampleRoom.PressAsync(page, "z");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=dispute]")));
        Assert.Contains("taken back by #5", page.FindAll("[data-testid=history] li")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("undone", page.FindAll("[data-testid=history] li")[1].ClassList);
    }

    [Fact]
    public async Task Press_Undo_TakesBackTheVerdictOnThisSampleAlone()
    {
        await using var room = new SampleRoom();
        var dataset = await room.Store.DatasetOfAsync(Some.Founds(3));
        await room.Store.Reviews.AddAsync(Request(dataset.DatasetId, 0, "Ana"));
        await room.Store.Reviews.AddAsync(Request(dataset.DatasetId, 1, "Tom"));
        var page = room.Open("s-0");
        await SampleRoom.PressAsync(page, "z");
        page.WaitForAssertion(() => Assert.Equal("saved", Saved(page)));
        Assert.Null(room.Store.Reviews.Current(dataset.DatasetId, 0));
        Assert.Equal(2, room.History(0).Count);

        page = room.Open("s-1");
        await SampleRoom.PressAsync(page, "z");
        Assert.Single(room.History(1));
    }

    [Fact]
    public async Task Press_VerdictInReview_MovesOnAndUndoComesBack()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(5));
        var page = room.Open("s-0", "?rule=source%20%3D%20docs&review=1");
        await SampleRoom.PressAsync(page, "5", "q");
        page.WaitForAssertion(() => Assert.Equal("s-2", page.Find("h1").TextContent));
        Assert.EndsWith("/samples/s-2?rule=source%20%3D%20docs&review=1", room.Url, StringComparison.Ordinal);
        Assert.Contains("Keep on s-0", page.Find("[data-testid=last-verdict]").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".reasons [aria-pressed=true]")));
        page.WaitForAssertion(() => Assert.Equal("saved", Saved(page)));
        Assert.Equal(("boilerplate", Verdict.Keep), room.History(0).Select(entry => (entry.Reasons, entry.Verdict)).Single());

        await SampleRoom.PressAsync(page, "z");
        page.WaitForAssertion(() => Assert.Equal("s-0", page.Find("h1").TextContent));
        page.WaitForAssertion(() => Assert.Null(room.Store.Reviews.Current(room.Dataset.DatasetId, 0)));
    }

    [Fact]
    public async Task Press_VerdictOnTheLast_SaysThatTheListHasEnded()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(2));
        var page = room.Open("s-1", "?review=1");
        await SampleRoom.PressAsync(page, "e");
        page.WaitForAssertion(() => Assert.Equal("saved", Saved(page)));
        page.WaitForAssertion(() => Assert.Contains("last of this list", page.Find(".notice h2").TextContent, StringComparison.Ordinal));
        Assert.Single(room.History(1));
    }

    [Fact]
    public async Task Save_LedgerFails_OffersRetryAndNeverDoubles()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(3));
        // On disk, but the answer is lost: the retry must find the entry and not add one.
        var lost = 0;
        room.Store.Reviews.Changed += (_, _) => throw (lost++ == 0 ? new IOException("The connection broke.") : new OperationCanceledException());
        var page = room.Open("s-0");
        await SampleRoom.PressAsync(page, "q");
        page.WaitForAssertion(() => Assert.Equal("failed", Saved(page)));
        Assert.Contains("Not saved", page.Find(".save").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=retry]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, lost));
        Assert.Single(room.History(0));
    }

    [Fact]
    public async Task Save_LedgerBroken_TriesAgainByItselfInTheOrderGiven()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(3));
        await room.BreakLedgerAsync();
        var page = room.Open("s-0", "?review=1");
        await SampleRoom.PressAsync(page, "q");
        page.WaitForAssertion(() => Assert.Equal(("failed", "s-1"), (Saved(page), page.Find("h1").TextContent)));
        await SampleRoom.PressAsync(page, "w");
        page.WaitForAssertion(() => Assert.Contains("2 verdicts not saved", page.Find(".retry").TextContent, StringComparison.Ordinal));
        Assert.Empty(room.History(0));

        await room.MendLedgerAsync();
        room.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("saved", Saved(page)));
        Assert.Equal((Verdict.Keep, Verdict.Drop), (room.History(0).Single().Verdict, room.History(1).Single().Verdict));
        Assert.True(room.History(0).Single().ReviewId < room.History(1).Single().ReviewId);
        Assert.Empty(page.FindAll(".retry"));
    }

    [Fact]
    public async Task Review_BySomebodyElse_ShowsAtOnce()
    {
        await using var room = new SampleRoom();
        var dataset = await room.Store.DatasetOfAsync(Some.Founds(2));
        var page = room.Open("s-0");
        Assert.Contains("No verdict", page.Find("[data-testid=current-verdict]").TextContent, StringComparison.Ordinal);
        await room.Store.Reviews.AddAsync(Request(dataset.DatasetId, 0, "Tom"));
        page.WaitForAssertion(() => Assert.Contains("by Tom", page.Find("[data-testid=current-verdict]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".choice[aria-pressed=true]"));
    }

    private static ReviewRequest Request(long datasetId, int ordinal, string author) =>
        new() { DatasetId = datasetId, Ordinal = ordinal, Author = author, Verdict = Verdict.Keep, ClientKey = $"{author}-{ordinal}" };

    private static string? Saved(IRenderedComponent<QualityReview.Web.Samples.SamplePage> page) => page.Find("[data-testid=judge]").GetAttribute("data-save");
}
