using Bunit;
using QualityReview.Comparisons;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Tests.Compare;

public sealed class WhatIfPageTests : IAsyncDisposable
{
    private readonly ScorerRooms _rooms = new();

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();

    [Fact]
    public void Page_NoSuchDataset_SaysSo() => Assert.Contains("There is no such dataset", Open("").Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Page_NothingScored_SaysSo()
    {
        await _rooms.Rooms.Store.DatasetOfAsync(Some.Founds(3));
        Assert.Equal("Not scored yet", Open("").Find(".empty h2").TextContent);
    }

    [Fact]
    public async Task Page_NoTokensCounted_EstimatesFromCharacters()
    {
        var dataset = await _rooms.Rooms.Store.DatasetOfAsync(Some.Found("a", new string('x', 400)), Some.Found("b", new string('y', 800)));
        await _rooms.ScoreAsync(dataset, ScorerRooms.Card("ask_llm_a_1", "Judge"), [1, 2]);
        var page = Open("");

        Assert.Contains("300 tokens (estimated", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("No finished scoring run has counted tokens", page.Find("[data-testid=costs]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TokensOfEachCut_AreThePoolsUnlessTheAddressSaysOthers()
    {
        await CountedAsync();
        var page = Open("?budget=20000");

        // Each sample of the n-th tenth from the top has 100 n tokens, ten samples a tenth.
        Assert.Equal(["1\u00a0k", "3\u00a0k", "6\u00a0k", "10\u00a0k"], page.FindAll("[data-testid=cut]").Take(4).Select(row => row.QuerySelectorAll("td")[0].TextContent));
        Assert.Equal("20", page.FindAll("[data-testid=cut]")[0].QuerySelectorAll("td")[1].TextContent);
        Assert.Equal(WhatIfNumber.Text(WhatIfTokens.Effective(1000, 20_000)), page.FindAll("[data-testid=cut]")[0].QuerySelectorAll("td")[2].TextContent);
        Assert.Equal(["1\u00a0k", "3\u00a0k", "6\u00a0k", "10\u00a0k"], page.FindAll("[data-testid=union]").Select(row => row.QuerySelectorAll("td")[0].TextContent));

        page = Open("?corpus=55000000&size=5000,5000&b=-.2,-.1&tau=3,4&a=1&d=0&unit=100");
        WhatIfPool[] pools = [new("", -.2, 3, 5000), new("", -.1, 4, 5000)];
        Assert.Equal(new WhatIfQuality(1, 0, 100).Unions(pools, 55e6).Select(union => union.Error.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)),
            page.FindAll("[data-testid=union]").Select(row => row.QuerySelectorAll("td")[2].TextContent));
        Assert.Equal("1\u00a0M", page.FindAll("[data-testid=cut]")[0].QuerySelectorAll("td")[0].TextContent);
        Assert.Equal(2, page.FindAll("polyline.line").Count);
    }

    [Fact]
    public async Task Page_SourcesTenths_SaysWhatTheSourceSays()
    {
        await CountedAsync();
        var page = Open("?unit=100000&size=12.8M,12.8M,12.8M,12.8M&budget=640M");

        Assert.Equal(["0.714", "0.644", "0.651", "0.672"], page.FindAll("[data-testid=union]").Select(row => row.QuerySelectorAll("td")[2].TextContent));
        Assert.Contains("the 2 best of 4 pools", page.Find("[data-testid=best]").TextContent, StringComparison.Ordinal);
        Assert.Contains("not on text", page.Find("[data-testid=quality]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=quality] .notice"));
        // The dataset's own tenths are far below what the law was made for.
        Assert.Contains("too small", Open("").Find("[data-testid=quality] .notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Costs_MeasuredRun_GivesHoursAndOperations()
    {
        await CountedAsync();
        var page = Open("?corpus=55M&budget=1B&model=2B&params=perplexity_b_1:500M");

        // 55,000 tokens in 50 s: 55 million of the corpus take 50,000 s. 2 · 5e8 · 5.5e7 = 5.5e16 of 6 · 2e9 · 1e9 = 1.2e19.
        var cells = page.FindAll("[data-testid=cost] td").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["CPU, 2 threads", "1.1\u00a0k", "13.9", "", "5.5e16", "0.458%"], cells);
        Assert.Equal("500\u00a0M", page.Find("[data-testid=cost] input").GetAttribute("value"));
        await page.Find("[data-testid=cost] input").ChangeAsync(new() { Value = "1B" });
        Assert.EndsWith("&params=perplexity_b_1:1000000000", _rooms.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_WrongAndRightNumbers_StayOrMoveTheAddress()
    {
        await CountedAsync();
        var page = Open("");
        var before = _rooms.Address;

        await page.Find("#what-budget").ChangeAsync(new() { Value = "much" });
        Assert.Equal(before, _rooms.Address);
        Assert.Contains("Supported are numbers", page.Find("#what-budget-hint").TextContent, StringComparison.Ordinal);
        await page.Find("#what-budget").ChangeAsync(new() { Value = "20 B" });
        Assert.EndsWith("?budget=20000000000", _rooms.Address, StringComparison.Ordinal);
        await page.Find("#what-b").ChangeAsync(new() { Value = "-.2, .3" });
        Assert.Contains("numbers from -5", page.Find("#what-b-hint").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20B", 20e9)]
    [InlineData(" 1.5 k ", 1500.0)]
    [InlineData("3e8", 3e8)]
    [InlineData("12,800,000", 12.8e6)]
    [InlineData("2T", 2e12)]
    [InlineData("B", null)]
    [InlineData("1e99", null)]
    [InlineData("-4", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public void Number_AsPeopleType_IsReadOrRefused(string text, double? expected) => Assert.Equal(expected, WhatIfNumber.Parse(text, 1, 1e18));

    [Fact]
    public void Address_OfItsOwnQuery_IsTheSame()
    {
        const string query = "?by=ask_llm_x_1&corpus=184000000000&budget=5.24E%2B20&b=-0.2,-0.1&tau=3,4&size=5,6&a=0.5&d=0&unit=100&rs=20&model=1000000&params=k_1:5000";
        var values = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query.Replace("E%2B20", "E%2B11", StringComparison.Ordinal));

        var address = WhatIfAddress.Of(name => values.TryGetValue(name, out var found) ? (string?)found : null, [.. values["params"].OfType<string>()]);

        Assert.Equal(query.Replace("5.24E%2B20", "524000000000", StringComparison.Ordinal), address.ToQueryString());
    }

    // 100 samples in ten tenths; the tokens of a sample of the n-th best tenth are 100 n.
    private async Task<Dataset> CountedAsync()
    {
        var dataset = await _rooms.Rooms.Store.DatasetOfAsync(Some.Founds(100));
        await _rooms.ScoreAsync(dataset, ScorerRooms.Card("ask_llm_a_1", "Judge"), [.. Enumerable.Range(0, 100).Select(i => (float)i)]);
        await _rooms.ScoreAsync(
            dataset, ScorerRooms.Card("perplexity_b_1", "Surprise", ScoreDirection.LowerIsBetter) with { DetailNames = ["tokens"] },
            new float[100], details: [.. Enumerable.Range(0, 100).Select(i => 100f * (10 - (i / 10)))], seconds: 50, tokens: 55_000);
        return dataset;
    }

    private IRenderedComponent<WhatIfPage> Open(string query) => _rooms.Open<WhatIfPage>("compare/what-if" + query, page => page.Name);
}
