using AngleSharp.Html.Parser;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.TestKit;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Tests.Compare;

public sealed class GalleriesPageTests : IAsyncDisposable
{
    private const string Hostile = "</p></article><script>alert(1)</script><img src=x onerror=alert(2)>\n&amp; \u202Eevil\u0007 \"quoted\" <!-- <style>body{display:none}</style> 汉字";

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
    public async Task Page_JudgesOfKnownSizes_StandFromSmallToLarge()
    {
        await ScoredAsync();
        var page = Open("?show=1");

        Assert.Equal(["Small judge", "Large judge", "Huge judge"], page.FindAll("[data-testid=order] .title").Select(title => title.TextContent));
        Assert.Contains("from the smallest model to the largest", page.Find("[data-testid=order]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["high", "low", "rising", "falling"], page.FindAll("[data-testid=gallery-sample] h3 a").Select(id => id.TextContent));
        Assert.Contains("slope +47.0", page.FindAll("[data-testid=gallery-sample]")[2].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=gallery-sample] script, [data-testid=gallery-sample] img"));
    }

    [Fact]
    public async Task Page_ChosenOrder_IsKeptAndTurnsRisingRound()
    {
        await ScoredAsync();
        var page = Open("?of=ask_llm_c_1&of=ask_llm_b_1&of=ask_llm_a_1&show=1");

        Assert.Equal(["high", "low", "falling", "rising"], page.FindAll("[data-testid=gallery-sample] h3 a").Select(id => id.TextContent));
        Assert.Equal("/datasets/testing/compare/galleries.html?of=ask_llm_c_1&of=ask_llm_b_1&of=ask_llm_a_1&show=1", page.Find("a[download]").GetAttribute("href"));
        Assert.Equal("/datasets/testing/compare/galleries?of=ask_llm_b_1&of=ask_llm_c_1&of=ask_llm_a_1&show=1", page.Find("[data-testid=order] li a").GetAttribute("href"));
        await page.Find("#gallery-add").ChangeAsync(new() { Value = "perplexity_d_1" });
        Assert.EndsWith("of=ask_llm_a_1&of=perplexity_d_1&show=1", _rooms.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OneScorerOrAnUnknownOne_SaysWhatIsMissing()
    {
        await ScoredAsync();
        var page = Open("?of=perplexity_d_1&of=gone_1&show=bad&flagged=2");

        Assert.Contains("No sample of this dataset has a score of gone_1", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains("Two scorers or more are needed", page.FindAll("[data-testid=gallery]")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_HostileTexts_AreTextAlone()
    {
        await ScoredAsync();
        var reader = _rooms.Rooms.Services.GetRequiredService<GalleryReader>();
        var view = reader.Read("testing", new GalleryAddress(), GalleryReport.TextLength, CancellationToken.None)!;

        var html = GalleryReport.Of(view);

        var document = new HtmlParser().ParseDocument(html);
        Assert.Equal(20, document.QuerySelectorAll("article").Length);
        Assert.Single(document.QuerySelectorAll("style"));
        Assert.Empty(document.QuerySelectorAll("script, img, link, iframe, object, embed, base, form, a, svg"));
        Assert.All(document.All, element => Assert.DoesNotContain(element.Attributes, attribute =>
            attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name is "src" or "href" or "style"));
        // All of the text is there, but the signs that turn text around or ring.
        Assert.All(document.QuerySelectorAll("article .text").Where(text => text.TextContent.Contains("alert", StringComparison.Ordinal)),
            text => Assert.Equal(Hostile.Replace("\u202E", "", StringComparison.Ordinal).Replace("\u0007", "", StringComparison.Ordinal), text.TextContent));
        Assert.Contains(document.QuerySelectorAll("article .text"), text => text.TextContent.Contains("汉字", StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", document.QuerySelector("meta[http-equiv]")!.GetAttribute("content"), StringComparison.Ordinal);
        Assert.Equal(["99.00", "99.00", "99.00"], document.QuerySelector("article")!.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(html, GalleryReport.Of(reader.Read("testing", new GalleryAddress(), GalleryReport.TextLength, CancellationToken.None)!));
    }

    // 50 samples: one that three judges of growing size rank high, one low, one ever higher, one ever lower; the others in the middle.
    private async Task ScoredAsync()
    {
        string[] ids = ["high", "low", "rising", "falling"];
        var dataset = await _rooms.Rooms.Store.DatasetOfAsync([.. Enumerable.Range(0, 50).Select(i => Some.Found(i < 4 ? ids[i] : $"s-{i}", i < 4 ? Hostile : $"Sample {i}."))]);
        await ScoreAsync("ask_llm_b_1", "Large judge", "judge-1.5B", [99, -99, 25.2f, 25.3f]);
        await ScoreAsync("ask_llm_a_1", "Small judge", "judge-135M", [99, -99, -50, 98]);
        await ScoreAsync("ask_llm_c_1", "Huge judge", "judge-7b-it", [99, -99, 98, -50]);
        await ScoreAsync("perplexity_d_1", "Surprise", "lm", [1, 2, 3, 4]);

        Task ScoreAsync(string key, string title, string model, float[] first) =>
            _rooms.ScoreAsync(dataset, ScorerRooms.Card(key, title, model: model), [.. first, .. Enumerable.Range(4, 46).Select(i => (float)i)]);
    }

    private IRenderedComponent<GalleriesPage> Open(string query) => _rooms.Open<GalleriesPage>("compare/galleries" + query, page => page.Name);
}
