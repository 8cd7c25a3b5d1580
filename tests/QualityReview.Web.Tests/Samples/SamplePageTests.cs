using Bunit;
using Microsoft.AspNetCore.Components;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Samples;

public sealed class SamplePageTests
{
    private static readonly ScorerCard Perplexity = Some.Card("perplexity_1", ScoreDirection.LowerIsBetter) with { Title = "Perplexity", Unit = "bits per byte" };

    [Fact]
    public async Task Render_UnknownDataset_SaysSo()
    {
        await using var room = new SampleRoom();
        Assert.Contains("No dataset is named", room.Open("s-0").Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_UnknownSample_SaysSoAndLeadsBack()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(2));
        var page = room.Open("<b>nope</b>", "?rule=length%20%3E%203");
        Assert.Contains("\"<b>nope</b>\"", page.Find(".notice p").TextContent, StringComparison.Ordinal);
        Assert.Equal("/datasets/testing?rule=length%20%3E%203", page.Find(".notice a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("two words?x=1&y#z")]
    [InlineData("..")]
    [InlineData("\"><script>")]
    [InlineData("Ünï/世界\n")]
    public async Task Render_AnyId_IsFound(string id)
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Found("a/b", "one"), Some.Found("a%2Fb", "two"), Some.Found(id + "!", "three"), Some.Found(id == "a/b" || id == "a%2Fb" ? "other" : id, "four"));
        var page = room.Open(id);
        Assert.Equal(id == "a/b" ? "one" : id == "a%2Fb" ? "two" : "four", page.Find("[data-testid=text] .text").TextContent);
    }

    [Fact]
    public async Task Render_HostileTextAndMetadata_IsInert()
    {
        const string hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202E</div>";
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Found("s-0", hostile, source: "<i>src</i>", meta: """{"<b>k</b>":"<script>x</script>","url":"javascript:alert(1)","page":"https://example.org/a?b"}"""));
        var page = room.Open("s-0");
        Assert.Equal(hostile, page.Find("[data-testid=text] .text").TextContent);
        Assert.Empty(page.FindAll("script, img, .text b, i, .meta b, [style], [onclick], [onerror]"));
        var link = Assert.Single(page.FindAll("[data-testid=meta] a"));
        Assert.Equal("https://example.org/a?b", link.GetAttribute("href"));
        Assert.Contains("noopener", link.GetAttribute("rel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_LongText_SendsItsBeginningAlone()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Found("s-0", string.Concat(Enumerable.Repeat("All work and no play.\n", 100_000)), meta: $"{{\"long\":\"{new string('x', 100_000)}\"}}"));
        var page = room.Open("s-0");
        Assert.InRange(page.Markup.Length, 10_000, 60_000);

        // Parameters that are strings travel to the browser too, drawn or not. Parts may still be replaced while they are looked at.
        page.WaitForAssertion(() =>
        {
            var parameters = page.FindComponents<ComponentBase>().SelectMany(found => found.Instance.GetType().GetProperties()
                .Where(property => property.PropertyType == typeof(string) && property.IsDefined(typeof(ParameterAttribute), false))
                .Select(property => (string?)property.GetValue(found.Instance) ?? ""));
            Assert.InRange(parameters.Max(value => value.Length), 64, 1000);
        });
    }

    [Fact]
    public async Task Render_InList_ShowsPlaceAndNeighboursOfTheList()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(9));
        var page = room.Open("s-2", "?rule=source%20%3D%20docs&sort=dataset&desc=1");
        Assert.Equal("4 of 5", page.Find("[data-testid=position]").TextContent);
        Assert.Equal("/datasets/testing/samples/s-4?rule=source%20%3D%20docs&sort=dataset&desc=1", page.Find("[rel=prev]").GetAttribute("href"));
        Assert.Equal("/datasets/testing/samples/s-0?rule=source%20%3D%20docs&sort=dataset&desc=1", page.Find("[rel=next]").GetAttribute("href"));
        Assert.Equal("/datasets/testing?rule=source%20%3D%20docs&sort=dataset&desc=1", page.Find("[data-testid=back]").GetAttribute("href"));
        await SampleRoom.PressAsync(page, "j");
        Assert.Equal("5 of 5", page.Find("[data-testid=position]").TextContent);
        Assert.Empty(page.FindAll("[rel=next]"));
        await SampleRoom.PressAsync(page, "ArrowLeft", "k");
        Assert.Equal("s-4", page.Find("h1").TextContent);
    }

    [Theory]
    [InlineData("?rule=source%20%3D%20forums", "Not in the list")]
    [InlineData("?rule=percentile(nope)", "cannot be shown")]
    public async Task Render_NotInList_SaysSoAndOffersTheDatasetsOrder(string query, string said)
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(4));
        var page = room.Open("s-2", query);
        Assert.Contains(said, page.Find(".notice h2").TextContent, StringComparison.Ordinal);
        Assert.Equal("/datasets/testing/samples/s-2", page.Find(".notice a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=position]"));
    }

    [Fact]
    public async Task Render_Scores_SaysExactRanks()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(5));
        await room.ScoreAsync(Perplexity, 3f, 1.24f, 2f, 4f, float.NaN);
        // Sources alternate: s-1 and s-3 are of forums, where 1.24 bits is the better half.
        Assert.Equal("rank 4 of 4 · 87.5 percentile · 1.24 bits per byte", Strip(room.Open("s-1")));
        Assert.Equal("rank 3 of 4 · 62.5 percentile · 2 bits per byte", Strip(room.Open("s-2")));
        Assert.Equal("rank 2 of 2 · 75.0 percentile · 1.24 bits per byte", Strip(room.Open("s-1", "?scope=source")));
        Assert.Equal("rank 4 of 4 · 87.5 percentile · 1.24 bits per byte", Strip(room.Open("s-1", "?scope=language")));
        Assert.StartsWith("The text is empty.", Strip(room.Open("s-4")), StringComparison.Ordinal);
        Assert.Contains("failed", room.Open("s-4").Find("[data-testid=flags]").TextContent, StringComparison.Ordinal);

        static string Strip(IRenderedComponent<QualityReview.Web.Samples.SamplePage> page) => page.Find("[data-testid=strip] .exact").TextContent;
    }

    [Fact]
    public async Task Scope_Click_KeepsTheListAndCountsAnew()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(4));
        await room.ScoreAsync(Perplexity, 4f, 3f, 2f, 1f);
        var page = room.Open("s-1", "?rule=source%20%3D%20forums");
        Assert.Equal("Dataset", page.Find("[data-testid=scope] [aria-current]").TextContent);
        var link = page.FindAll("[data-testid=scope] a")[1].GetAttribute("href")!;
        Assert.Equal("/datasets/testing/samples/s-1?rule=source%20%3D%20forums&scope=source", link);
        page = room.Open("s-1", link[link.IndexOf('?', StringComparison.Ordinal)..]);
        Assert.Contains("“forums”", page.Find("[data-testid=among]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("rank 1 of 2", page.Find("[data-testid=strip] .exact").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Receipt_ShowsWhatMadeTheScore()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(1));
        await room.ScoreAsync(Perplexity with { Caveat = "Compare within one language." }, 1f);
        var receipts = room.Open("s-0").Find("[data-testid=receipts]").TextContent;
        Assert.All((string[])["made for", "tests", "CPU, 2 threads", "Compare within one language.", "Long texts.", "perplexity_1"], words => Assert.Contains(words, receipts, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_FlaggedScore_SaysSoInItsReceipt()
    {
        await using var room = new SampleRoom();
        await room.Store.DatasetOfAsync(Some.Founds(2));
        await room.ScoreAsync(Perplexity, -1f, 1f);

        Assert.Equal("too_short", Line(room.Open("s-0"), Perplexity.Key, "flags"));
        Assert.Equal("none", Line(room.Open("s-1"), Perplexity.Key, "flags"));
        Assert.Equal("1, done", Line(room.Open("s-1"), Perplexity.Key, "run"));
        Assert.Contains("not to be trusted", room.Open("s-0").Find("[data-testid=strip] .exact").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Ensemble_ShowsItsMembersAsTheyWere()
    {
        await using var room = new SampleRoom();
        var dataset = await room.Store.DatasetOfAsync(Some.Founds(2));
        ScorerCard[] members = [Some.Card("ask_llm_a_1"), Some.Card("ask_llm_b_1")];
        var card = EnsembleCard.Of("ask_llm_both_1", "ask_llm", "Both", members);
        var run = await room.Store.Scores.BeginAsync(dataset.DatasetId, card, 256, "CPU", EnsembleCard.RunReceipt(card, []));
        await room.Store.Scores.CommitAsync(run, 0, new ScoreChunk([50f, float.NaN], [ScoreFlags.None, ScoreFlags.Failed], [25f, 1f, 75f, 1234f, 75f, 2f, float.NaN, float.NaN], [new ScoreFailure(1, "It has no score by ask_llm_b_1, so the ensemble has none.")]), 1, 0);
        var done = await room.Store.Scores.BeginAsync(dataset.DatasetId, members[1], 256, "CPU", "{}");
        await room.Store.Scores.CommitAsync(done, 0, new ScoreChunk(new float[2], new ScoreFlags[2], [], []), 0, 0);
        await room.Store.Scores.FinishAsync(run, EnsembleCard.RunReceipt(card, room.Store.Scores.Runs(dataset.DatasetId).Where(member => member.ScorerKey == "ask_llm_b_1")));

        Assert.Equal("percentile 75.0, rank 1,234 of 2", Line(room.Open("s-0"), card.Key, "ask_llm_b_1"));
        Assert.Equal("percentile 25.0, rank 1", Line(room.Open("s-0"), card.Key, "ask_llm_a_1"));
        Assert.Equal(EnsembleCard.Formula, Line(room.Open("s-0"), card.Key, "ensemble formula"));
        Assert.Equal("no score", Line(room.Open("s-1"), card.Key, "ask_llm_b_1"));
        Assert.Contains("no score by ask_llm_b_1", room.Open("s-1").Find("[data-testid=flags]").TextContent, StringComparison.Ordinal);
    }

    private static string Line(IRenderedComponent<QualityReview.Web.Samples.SamplePage> page, string scorer, string name) =>
        page.FindAll($"[data-testid=receipts] [data-scorer={scorer}] dl > div").First(line => line.QuerySelector("dt")!.TextContent == name).QuerySelector("code")!.TextContent;
}
