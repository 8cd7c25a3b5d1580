using Bunit;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Browse;

public sealed class BrowsePageTests
{
    [Fact]
    public async Task Render_Everything_ShowsCountListAndLinksThatKeepTheQuery()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?sort=percentile%28ask_llm%29&desc=1");
        Assert.Equal("s-5 s-4 s-3 s-2 s-1 s-0", Browsing.Ids(page));
        Assert.Equal("6 of 6", page.Find("[data-testid=count]").TextContent);
        Assert.Equal("/datasets/testing/samples/s-5?sort=percentile%28ask_llm%29&desc=1", page.Find("[data-sample=s-5] a").GetAttribute("href"));
        Assert.Equal("/datasets/testing/new-queue?sort=percentile%28ask_llm%29&desc=1", page.Find(".actions a").GetAttribute("href"));
    }

    [Fact]
    public async Task Histogram_Drag_PutsTheRangeIntoTheAddressAndTheListFollows()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open();
        await page.InvokeAsync(() => page.FindComponent<HistogramPanel>().Instance.Dragged(.5, 1));
        page.WaitForAssertion(() => Assert.StartsWith("score(ask_llm_1) >= 0.3", browsing.Rule, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("s-3 s-4 s-5", Browsing.Ids(page)));
        Assert.Equal("≥ 0.35", page.Find("[data-testid=histogram-ask_llm] button.range").TextContent);
    }

    [Fact]
    public async Task Histogram_PercentileRule_IsDrawnAsRawRangeAndClearedThere()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?rule=percentile%28ask_llm%29%20%3E%3D%2050");
        Assert.Equal("≥ 0.4", page.Find("[data-testid=histogram-ask_llm] button.range").TextContent);
        page.Find("[data-testid=histogram-ask_llm] button.clear").Click();
        page.WaitForAssertion(() => Assert.Equal("all", browsing.Rule));
    }

    [Fact]
    public async Task Chip_Remove_TakesThatPartAlone()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?rule=source%20%3D%20docs%20and%20percentile%28ask_llm%29%20%3E%3D%2050");
        Assert.Equal("s-4", Browsing.Ids(page));
        page.Find("[aria-label='Remove source: docs']").Click();
        page.WaitForAssertion(() => Assert.Equal("percentile(ask_llm) >= 50", browsing.Rule));
        page.WaitForAssertion(() => Assert.Equal("s-3 s-4 s-5", Browsing.Ids(page)));
    }

    [Fact]
    public async Task Facet_Toggle_AddsAndTakesAwayWhileOthersStayCounted()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open();
        page.Find("[data-testid=facet-source] input").Change(true);
        page.WaitForAssertion(() => Assert.Equal("source = \"docs\"", browsing.Rule));
        page.WaitForAssertion(() => Assert.Equal("s-0 s-2 s-4", Browsing.Ids(page)));
        Assert.Equal(["docs3", "forums3"], page.FindAll("[data-testid=facet-source] label").Select(label => string.Concat(label.TextContent.Split())));
        page.Find("[data-testid=facet-source] input[checked]").Change(false);
        page.WaitForAssertion(() => Assert.Equal("all", browsing.Rule));
    }

    [Fact]
    public async Task Search_Words_GoIntoTheAddressAndNothingCanBeSearchedAway()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?rule=source%20%3D%20docs&search=number%203");
        Assert.Contains("Nothing matches", page.Markup, StringComparison.Ordinal);
        page.FindAll(".empty button").Single(button => button.TextContent.StartsWith("Remove", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal("s-3", Browsing.Ids(page)));
        Assert.Equal("/datasets/testing?search=number%203", new Uri(browsing.Navigation.Uri).PathAndQuery);
        Assert.Equal("number", page.Find("mark").TextContent);
    }

    [Fact]
    public async Task Sort_AnotherScorer_BeginsWithHighPercentiles()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open();
        page.Find(".sort select").Change("percentile(ask_llm_1)");
        page.WaitForAssertion(() => Assert.Equal("s-5 s-4 s-3 s-2 s-1 s-0", Browsing.Ids(page)));
        page.Find(".sort button").Click();
        page.WaitForAssertion(() => Assert.Equal("s-0 s-1 s-2 s-3 s-4 s-5", Browsing.Ids(page)));
    }

    [Fact]
    public async Task Rule_Faulty_ShowsItsPositionAndCanBeCorrected()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?rule=percentile%28ask_llm%29%20%3E%3D%20sixty");
        var fault = page.Find("[data-testid=rule-fault]");
        Assert.Equal("24", fault.GetAttribute("data-position"));
        Assert.Contains("found \"sixty\", expected a number", fault.TextContent, StringComparison.Ordinal);
        Assert.Equal("sixty", page.Find(".where mark").TextContent);

        page.Find("[data-testid=rule-box] textarea").Input("id = s-2");
        page.WaitForElement("[data-testid=rule-box] button:not([disabled])");
        page.Find("[data-testid=rule-box]").Submit();
        page.WaitForAssertion(() => Assert.Equal("id = \"s-2\"", browsing.Rule));
        page.WaitForAssertion(() => Assert.Equal("s-2", Browsing.Ids(page)));
    }

    [Fact]
    public async Task Views_SaveAndCompare_ShowWhatTheFilterSays()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open("?rule=source%20%3D%20docs&search=says");
        page.FindAll(".second button").Single(button => button.TextContent == "Views").Click();
        page.WaitForElement("[data-testid=view-name]").Input("good docs");
        page.WaitForElement("[data-testid=views] form button:not([disabled])");
        page.Find("[data-testid=views] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Saved as good docs, version 1.", browsing.Toasts.Shown.Select(toast => toast.Text)));
        var filter = browsing.Filters.List(browsing.Store.Datasets.Get("testing").DatasetId)[1];
        Assert.Equal(("good docs", "source = \"docs\" and text contains \"says\""), (filter.Name, filter.Rule));

        page = browsing.Open("?filter=good%20docs");
        Assert.Equal(["filter keeps", "filter drops"], page.FindAll(".badge small").Take(2).Select(detail => detail.TextContent));
    }

    [Fact]
    public async Task Look_NewScores_ComeByThemselves()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = browsing.Open();
        await browsing.ScoreAsync(browsing.Store.Datasets.Get("testing"), "density_1", [6, 5, 4, 3, 2, 1]);
        Assert.Empty(page.FindAll("[data-testid=histogram-density]"));
        page.WaitForAssertion(() =>
        {
            browsing.Time.Advance(Web.Browse.BrowsePage.LookEvery);
            Assert.Single(page.FindAll("[data-testid=histogram-density]"));
        });
    }

    [Theory]
    [InlineData("nope", "No dataset is named \"nope\".")]
    [InlineData("empty", "Nothing has been imported into this dataset")]
    public async Task Render_NothingThere_SaysSo(string name, string text)
    {
        await using var browsing = await Browsing.StartAsync();
        await browsing.Store.Datasets.GetOrCreateAsync("empty");
        Assert.Contains(text, System.Net.WebUtility.HtmlDecode(browsing.Open("", name).Markup), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_UnknownFilterCompared_SaysWhichThereAre()
    {
        await using var browsing = await Browsing.StartAsync();
        Assert.Equal("There is no filter \"nope\"; there are all.", browsing.Open("?filter=nope").Find(".notice p").TextContent);
    }
}
