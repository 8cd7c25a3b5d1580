using Bunit;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Web.Browse;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Browse;

public sealed class BrowseVerdictTests
{
    [Fact]
    public async Task Keys_VerdictAndUndo_WriteTheLedgerForTheSelectedSample()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?filter=all");
        await Browsing.PressAsync(page, "j");
        await Browsing.PressAsync(page, "w");
        page.WaitForAssertion(() => Assert.Equal("✕Drop", page.Find("[data-sample=s-1] .badge b").TextContent));
        Assert.Equal("overrides filter", page.Find("[data-sample=s-1] .badge small").TextContent);
        var review = Assert.Single(History(browsing, 1));
        Assert.Equal(("Ana", Verdict.Drop, Verdict.Keep, "all"), (review.Author, review.Verdict, review.FilterSaid, review.FilterRule));

        await Browsing.PressAsync(page, "z");
        page.WaitForAssertion(() => Assert.Equal("filter keeps", page.Find("[data-sample=s-1] .badge small").TextContent));
        Assert.Equal([Verdict.Drop, Verdict.None], History(browsing, 1).Select(entry => entry.Verdict));
    }

    [Fact]
    public async Task Keys_ChosenByThePerson_AreThoseOfVerdictsAndTakeTheirKeysFromWalking()
    {
        await using var browsing = await Browsing.StartAsync();
        await new ReviewerKeys(browsing.Store.Database, browsing.Time).SaveAsync("Ana", new Dictionary<string, string> { ["keep"] = "j", ["drop"] = "d" });
        var page = browsing.Open();

        // Walks no more, and the defaults are free.
        await Browsing.PressAsync(page, "w");
        await Browsing.PressAsync(page, "j");
        page.WaitForAssertion(() => Assert.Equal(Verdict.Keep, Assert.Single(History(browsing, 0)).Verdict));
        await Browsing.PressAsync(page, "ArrowDown");
        await Browsing.PressAsync(page, "d");
        page.WaitForAssertion(() => Assert.Equal(Verdict.Drop, Assert.Single(History(browsing, 1)).Verdict));
        Assert.Single(page.FindComponent<KeyMap>().Instance.Keys, key => key.Key == "j");
    }

    [Fact]
    public async Task Keys_UndoWithNothing_SaysSo()
    {
        await using var browsing = await Browsing.StartAsync();
        await Browsing.PressAsync(browsing.Open(), "z");
        Assert.Equal("Nothing was judged here that could be taken back.", Assert.Single(browsing.Toasts.Shown).Text);
    }

    [Fact]
    public async Task Keys_UnsureUnderARuleOfVerdicts_LeavesTheListAndMovesTheNextUp()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?rule=verdict%20%3D%20none");
        await Browsing.PressAsync(page, "e");
        page.WaitForAssertion(() => Assert.Equal("s-1 s-2 s-3 s-4 s-5", Browsing.Ids(page)));
        Assert.Equal("true", page.Find("[data-sample=s-1]").GetAttribute("aria-current"));
    }

    [Theory]
    [InlineData("yes", 3)]
    [InlineData("", 0)]
    public async Task JudgeAll_Asked_WritesOneEntryEachOrNone(string answer, int entries)
    {
        await using var browsing = await Browsing.StartAsync();
        browsing.JS.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult(answer);
        var page = browsing.Open("?rule=source%20%3D%20docs");
        page.FindAll(".second button").Single(button => button.TextContent == "Judge all").Click();
        page.WaitForElement("[data-testid=judge-all]");
        await page.FindAll("[data-testid=judge-all] button").Single(button => button.TextContent == "Drop all 3").ClickAsync(new());
        Assert.Equal(entries, Enumerable.Range(0, 6).Sum(ordinal => History(browsing, ordinal).Count));
        Assert.Equal("Drop 3 samples?", page.Find("dialog h2").TextContent);
        if (entries > 0)
        {
            var toast = browsing.Toasts.Shown.Single(shown => shown.ActionTitle == "Undo");
            await toast.Action!();
            Assert.All([0, 2, 4], ordinal => Assert.Equal([Verdict.Drop, Verdict.None], History(browsing, ordinal).Select(entry => entry.Verdict)));
        }
    }

    [Fact]
    public async Task GiveAsync_TooMany_IsRefusedWithTheCount()
    {
        await using var browsing = await Browsing.StartAsync();
        var acts = new VerdictActs(browsing.Store.Reviews, browsing.Store.Audit, Reviewer.From(new()));
        var fault = await Assert.ThrowsAsync<WrongWordsException>(() => acts.GiveAsync(null!, new int[VerdictActs.MostSamples + 1], Verdict.Keep));
        Assert.Equal("The list has 10,001 samples; one act gives a verdict to 10,000 at most, so narrow the rule first.", fault.Message);
    }

    private static IReadOnlyList<Review> History(Browsing browsing, int ordinal) => browsing.Store.Reviews.History(browsing.Store.Datasets.Get("testing").DatasetId, ordinal);
}
