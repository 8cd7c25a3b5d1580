using Bunit;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Agreement;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Tests.Compare;

public sealed class ScorersPageTests : IAsyncDisposable
{
    private const string Pair = "a=ask_llm_a_1&b=perplexity_b_1";

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
    public async Task Page_OneScorer_SaysThatItIsAlone()
    {
        var dataset = await _rooms.Rooms.Store.DatasetOfAsync(Some.Founds(3));
        await _rooms.ScoreAsync(dataset, ScorerRooms.Card("ask_llm_a_1", "Judge"), [1, 2, 3]);
        // One that has no score at all is none.
        await _rooms.ScoreAsync(dataset, ScorerRooms.Card("ask_llm_c_1", "Mute"), [float.NaN, float.NaN, float.NaN]);
        var page = Open($"?{Pair}");

        Assert.Equal("One scorer alone", page.Find(".empty h2").TextContent);
        Assert.Contains("Only Judge has scored", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public async Task Matrix_ThreeScorers_ShowsTheFiguresOfTheDomain()
    {
        var dataset = await ScoredAsync();
        var page = Open("");
        var columns = _rooms.Table(dataset).Scores;
        var pair = ScorerMatrix.Of([columns[0], columns[1]]).Between(0, 1);

        var cells = page.FindAll("[data-testid=pair] a");
        Assert.Equal(6, cells.Count);
        // Row by row: above the diagonal Spearman, below it Kendall.
        Assert.EndsWith(Measures.Kappa(pair.Spearman), cells[0].TextContent.Trim(), StringComparison.Ordinal);
        Assert.EndsWith(Measures.Kappa(pair.Kendall), cells[2].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal($"/datasets/testing/compare?{Pair}#pair", cells[0].GetAttribute("href"));
        Assert.Equal(cells[0].GetAttribute("href"), cells[2].GetAttribute("href"));
        Assert.Equal(["118", "1", "1"], page.Find("[data-testid=counted]").QuerySelectorAll("td").Skip(2).Select(cell => cell.TextContent));
        Assert.Equal(["119", "1", "0"], Open("?flagged=1").Find("[data-testid=counted]").QuerySelectorAll("td").Skip(2).Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Pair_BandsInTheAddress_CountWhatBrowseShows()
    {
        var dataset = await ScoredAsync();
        var page = Open($"?{Pair}&x=0..40&y=60..100");

        var rule = Uri.UnescapeDataString(page.Find("[data-testid=density] a.primary").GetAttribute("href")!["/datasets/testing?rule=".Length..]);
        var found = new FilterEvaluator(_rooms.Table(dataset)).Evaluate(rule);
        Assert.True(found.Count > 3);
        Assert.Equal($"{found.Count}", page.Find("[data-testid=brush-count]").TextContent);
        Assert.Contains("percentile(ask_llm_a_1) in 0..40 and percentile(perplexity_b_1) in 60..100", rule, StringComparison.Ordinal);
        Assert.StartsWith("/datasets/testing/new-queue?rule=", page.FindAll("[data-testid=density] a.btn")[1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["0", "40", "60", "100"], page.FindAll(".bands input").Select(input => input.GetAttribute("value")));
        Assert.Equal("0", page.Find("rect.brush").GetAttribute("x"));
        Assert.Equal(100, page.FindAll("[data-testid=density] details tbody td").Count);
        Assert.Equal(118, page.FindAll("[data-testid=density] details tbody td").Sum(cell => int.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Pair_DraggedOrTyped_WritesTheBandsIntoTheAddress()
    {
        await ScoredAsync();
        var page = Open($"?{Pair}&cut=30");

        await page.InvokeAsync(() => page.FindComponent<ScorerDensityPanel>().Instance.Dragged(.502, .9, .25, .1));
        Assert.EndsWith($"/compare?{Pair}&x=25..50&y=10..90&cut=30", _rooms.Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("25", page.Find("#band-x1").GetAttribute("value")));

        await page.Find("#band-y2").ChangeAsync(new() { Value = "12.5" });
        Assert.EndsWith("&x=25..50&y=10..12.5&cut=30", _rooms.Address, StringComparison.Ordinal);
        await page.Find("#shift-cut").ChangeAsync(new() { Value = "72" });
        Assert.EndsWith("&cut=72", _rooms.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shift_Decisions_CountEverySampleOnceAndShowTheFarthest()
    {
        await ScoredAsync();
        var page = Open($"?{Pair}&cut=40");

        var counts = page.FindAll("[data-testid=decided]").Select(row => int.Parse(row.QuerySelectorAll("td")[2].TextContent, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((4, 118), (counts.Count, counts.Sum()));
        Assert.Equal(2, page.FindAll("[data-testid=decided] .tag").Count);
        Assert.True(counts[0] > 5 && counts[1] > 5);
        Assert.Equal(10, page.FindAll("[data-testid=shift] [data-testid=example]").Count);
        Assert.Empty(page.FindAll("[data-testid=example] b"));
        Assert.Contains("<b>Sample</b>", page.Find("[data-testid=example]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pair_UnknownOrTheSameScorer_SaysSoOrShowsNone()
    {
        await ScoredAsync();

        Assert.Contains("No sample of this dataset has a score of nope_1", Open("?a=ask_llm_a_1&b=nope_1").Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Empty(Open("?a=ask_llm_a_1&b=ask_llm_a_1&x=bad&cut=1e99").FindAll("#pair, .notice"));
    }

    // 120 samples: the second scorer follows the first halfway, one score is missing and one flagged.
    private async Task<Dataset> ScoredAsync()
    {
        var dataset = await _rooms.Rooms.Store.DatasetOfAsync([.. Enumerable.Range(0, 120).Select(i => Some.Found($"s-{i}", $"<b>Sample</b> {i}."))]);
        float[] first = [.. Enumerable.Range(0, 120).Select(i => (float)(i * 37 % 120))], second = [.. first.Select((value, i) => -(value + (i * 53 % 150)))];
        second[7] = float.NaN;
        var flags = new ScoreFlags[120];
        flags[3] = ScoreFlags.Truncated;
        await _rooms.ScoreAsync(dataset, ScorerRooms.Card("ask_llm_a_1", "Judge"), first, flags);
        await _rooms.ScoreAsync(dataset, ScorerRooms.Card("perplexity_b_1", "Surprise", ScoreDirection.LowerIsBetter), second);
        await _rooms.ScoreAsync(dataset, ScorerRooms.Card("length_1", "Length", ScoreDirection.HigherIsMore), [.. Enumerable.Range(0, 120).Select(i => (float)(i % 3))]);
        return dataset;
    }

    private IRenderedComponent<ScorersPage> Open(string query) => _rooms.Open<ScorersPage>("compare" + query, page => page.Name);
}
