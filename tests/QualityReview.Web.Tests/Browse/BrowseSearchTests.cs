using Bunit;
using Dapper;

namespace QualityReview.Web.Tests.Browse;

/// <summary>What Browse says where the time allowed did not do for a search. Six samples would always be found in time, so that here
/// none is allowed at all; and of an accented word that is being typed few samples are not asked one by one.</summary>
public sealed class BrowseSearchTests
{
    [Fact]
    public async Task Search_NoTime_SaysSoAndOffersToWait()
    {
        await using var browsing = await Browsing.StartAsync(TimeSpan.FromTicks(-1));
        var page = browsing.Open("?search=%C3%B6wn");

        Assert.Equal("0 of 6", page.Find("[data-testid=count]").TextContent);
        Assert.Contains("found in the time allowed", page.Find("[data-testid=partial]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".actions"));

        page.Find("[data-testid=partial] button").Click();

        page.WaitForAssertion(() => Assert.Equal("6 of 6", page.Find("[data-testid=count]").TextContent));
        Assert.Empty(page.FindAll("[data-testid=partial]"));
        Assert.NotEmpty(page.FindAll(".actions"));
        Assert.EndsWith("?search=%C3%B6wn&wait=1", browsing.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_NoTimeButFewUnderTheRule_ShowsAllOfThem()
    {
        await using var browsing = await Browsing.StartAsync(TimeSpan.FromTicks(-1));
        // A whole word: each of the few samples is asked for it.
        var page = browsing.Open("?rule=source%20%3D%20docs&search=%22number%22");

        page.WaitForAssertion(() => Assert.Equal("s-0 s-2 s-4", Browsing.Ids(page)));
        Assert.Empty(page.FindAll("[data-testid=partial]"));
    }

    [Fact]
    public async Task Search_SamplesOfAnOlderIndex_SaysHowManyCanBeFound()
    {
        await using var browsing = await Browsing.StartAsync();
        await browsing.Store.Database.WriteAsync(connection => connection.Execute("update datasets set uncut_count = 4"));
        var page = browsing.Open("?search=京都");

        Assert.Contains("Words of 2 of 6 samples are indexed so far", page.Find("[data-testid=partial]").TextContent, StringComparison.Ordinal);
    }
}
