using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Agreement;

namespace QualityReview.Web.Tests.Agreement;

public sealed class AgreementPageTests : IAsyncDisposable
{
    private readonly Rooms _rooms = new();
    private int _keys;

    public AgreementPageTests()
    {
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        _rooms.Services.AddSingleton<SampleTables>();
        _rooms.Services.AddSingleton<AgreementReader>();
    }

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();

    [Fact]
    public async Task Page_NobodyHasJudged_SaysSo()
    {
        await _rooms.Store.DatasetOfAsync(Some.Founds(3));
        var page = Open();
        Assert.Equal("Nobody has judged yet", page.Find(".empty h2").TextContent);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Page_NoSuchDataset_SaysSo() => Assert.Contains("Not found", Open().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Page_OnePerson_ShowsPaceButNoAgreement()
    {
        var dataset = await _rooms.Store.DatasetOfAsync(Some.Founds(4));
        await JudgeAsync(dataset, "Ana", 0, Verdict.Keep, 8);
        await JudgeAsync(dataset, "Ana", 1, Verdict.Drop, 4, ["spam"]);
        var page = Open();

        Assert.Equal("2 verdicts of 1 person on 2 samples · as of ledger position 2", page.Find("[data-testid=agreement-summary]").TextContent);
        Assert.Contains("One person alone cannot agree", page.Find("[data-testid=headline]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=pair]"));
        Assert.Equal("6\u00a0s", page.FindAll("[data-testid=person] td")[4].TextContent);
        Assert.Equal(["1", "100%", "–", "100%"], page.FindAll("[data-testid=reason] td").Select(cell => cell.TextContent));
        Assert.Contains("Nothing to settle", page.Find("[data-testid=disputes]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_FewShared_SaysTooFewAndGivesNoNumber()
    {
        var dataset = await _rooms.Store.DatasetOfAsync(Some.Founds(4));
        await JudgeAsync(dataset, "Ana", 0, Verdict.Keep);
        await JudgeAsync(dataset, "Bo", 0, Verdict.Keep);
        var page = Open();

        Assert.Contains("1 sample judged keep or drop by two people or more; at least 30 are needed.", page.Find("[data-testid=headline]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["too few", "too few"], page.FindAll("[data-testid=pair] b").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Page_ThirtyShared_ShowsTheMeasuresOfTheDomain()
    {
        var dataset = await ThirtyAsync();
        var page = Open();
        var report = AgreementReport.Of(_rooms.Store.Reviews.Ledger(dataset.DatasetId), new AgreementChoice(), _ => "");

        Assert.StartsWith(Measures.Kappa(report.Overall.Alpha), page.Find("[data-testid=headline] .figure").TextContent, StringComparison.Ordinal);
        Assert.Contains($"95%: {Measures.Range(report.Overall.AlphaRange)}", page.Find("[data-testid=headline]").TextContent, StringComparison.Ordinal);
        Assert.Equal("firm", page.Find("[data-testid=headline] .tag").TextContent);
        Assert.Equal(Measures.Kappa(report.Pairs.Single().Kappa), page.Find("[data-testid=pair] b").TextContent);
        Assert.Equal(2, page.FindAll("[data-testid=source]").Count);
        Assert.Equal(4, page.FindAll("[data-testid=person] svg[role=img]").Count);
    }

    [Fact]
    public async Task Page_AddressNamesPeopleDaysAndPosition_LooksAtThoseAlone()
    {
        await ThirtyAsync();
        Assert.StartsWith("32 verdicts of 1 person", Summary("?who=Bo"), StringComparison.Ordinal);
        Assert.StartsWith("5 verdicts of 2 people on 3 samples · as of ledger position 5", Summary("?position=5"), StringComparison.Ordinal);
        Assert.StartsWith("0 verdicts", Summary("?from=2030-01-01"), StringComparison.Ordinal);
        var page = Open("?who=Bo");
        Assert.Equal("/datasets/testing/agreement?who=Ana&who=Bo", page.FindAll("[data-testid=choice] a")[0].GetAttribute("href"));
        page.Find("#agreement-from").Change("2026-03-04");
        // The page may be drawing what it has read, and hears of the change after that.
        page.WaitForAssertion(() => Assert.EndsWith("/agreement?who=Bo&from=2026-03-04", _rooms.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        string Summary(string query) => Open(query).Find("[data-testid=agreement-summary]").TextContent;
    }

    [Fact]
    public async Task Page_GoldItems_ShowsEachPersonsShareWithItsInterval()
    {
        var dataset = await _rooms.Store.DatasetOfAsync(Some.Founds(24));
        for (var i = 0; i < 20; i++)
        {
            await JudgeAsync(dataset, "Lea", i, Verdict.Keep);
        }

        await new QueueStore(_rooms.Store.Database, _rooms.Store.Reviews, _rooms.Store.Samples, _rooms.Time).AddAsync(
            new QueueRequest { DatasetId = dataset.DatasetId, Name = "q", Author = "Lea", GoldShare = .5, GoldAuthor = "Lea", Draw = new QueueDraw { Kind = QueueKind.AsShown, Size = 4 } },
            new DrawnQueue([.. Enumerable.Range(20, 4).Select(i => new DrawnItem(i, $"s-{i}", null))], 4, 0));
        var gold = _rooms.Services.GetRequiredService<QueueReader>().Gold(dataset.DatasetId).Keys.Order().ToList();
        Assert.Equal(4, gold.Count);
        foreach (var (ordinal, verdict) in gold.Zip([Verdict.Keep, Verdict.Keep, Verdict.Keep, Verdict.Unsure]))
        {
            await JudgeAsync(dataset, "Ana", ordinal, verdict);
        }

        var cells = Open().FindAll("[data-testid=gold]").Select(cell => cell.TextContent).ToList();

        // Three of four; the author of the gold verdicts is not measured by them.
        var range = Interval.Wilson(.75, 4);
        Assert.Equal([$"75%of 4 ({Measures.ShareRange(range)})", "–"], cells);
        Assert.Equal("30% to 95%", Measures.ShareRange(range));
    }

    [Fact]
    public async Task Page_CourseOfTwoPeople_IsDrawnOverTime()
    {
        var dataset = await _rooms.Store.DatasetOfAsync(Some.Founds(120));
        for (var i = 0; i < 120; i++)
        {
            _rooms.Time.Advance(TimeSpan.FromSeconds(30));
            await JudgeAsync(dataset, "Ana", i, i < 50 ? Verdict.Keep : Verdict.Drop, 8);
            await JudgeAsync(dataset, "Bo", i, Verdict.Keep, 4);
        }

        var course = Open().Find("[data-testid=course]");
        Assert.Equal(["Share of keep", "Verdicts an hour at work", "Median seconds on a sample", "Share reversed"], course.QuerySelectorAll("figcaption").Select(title => title.TextContent));
        Assert.Equal("Share of keep of Ana, Bo; the table below has the numbers.", course.QuerySelector("svg")!.GetAttribute("aria-label"));
        Assert.Equal(["Ana 100%", "Ana 0%", "Ana 0%", "Bo 100%", "Bo 100%", "Bo 100%"], course.QuerySelector("table")!.QuerySelectorAll("tbody tr").Select(row => $"{row.Children[0].TextContent} {row.Children[2].TextContent}"));
        Assert.Equal(8, course.QuerySelectorAll("polyline").Length);
        Assert.Equal(["Ana", "Bo"], course.QuerySelectorAll(".legend li").Select(name => name.TextContent.Trim()));
    }

    [Fact]
    public async Task Page_Disputes_ListsWhoSaidWhatUntilALeadSettles()
    {
        var dataset = await _rooms.Store.DatasetOfAsync(Some.Found("<i>a</i>", "Text <b>one</b>."), Some.Found("b", "Text two."));
        await JudgeAsync(dataset, "Ana", 0, Verdict.Keep);
        await JudgeAsync(dataset, "Bo <i>", 0, Verdict.Drop, null, ["spam", "garbled"]);
        await JudgeAsync(dataset, "Bo <i>", 1, Verdict.Drop);
        var page = Open();

        var item = Assert.Single(page.FindAll("[data-testid=dispute]"));
        Assert.Equal(ReviewUrls.Sample("testing", "<i>a</i>"), item.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(["✓ Keep Ana", "✕ Drop Bo <i> Spam or advertising, Garbled or broken"], page.FindAll("[data-testid=dispute] .voices li").Select(voice => voice.TextContent.Trim()));
        Assert.Empty(page.FindAll("[data-testid=disputes] i"));

        await _rooms.Store.Reviews.AddAsync(new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = 0, Author = "Lea", Verdict = Verdict.Drop, Settles = true, ClientKey = "s" });
        page = Open();
        Assert.Empty(page.FindAll("[data-testid=dispute]"));
        Assert.Contains("1 settled", page.Find("[data-testid=disputes]").TextContent, StringComparison.Ordinal);
    }

    // 32 samples that both judge, of which one is disputed.
    private async Task<Dataset> ThirtyAsync()
    {
        var dataset = await _rooms.Store.DatasetOfAsync(Some.Founds(32));
        for (var i = 0; i < 32; i++)
        {
            await JudgeAsync(dataset, "Ana", i, i % 2 == 0 ? Verdict.Keep : Verdict.Drop, 5);
            await JudgeAsync(dataset, "Bo", i, i % 2 == 0 && i != 8 ? Verdict.Keep : Verdict.Drop, 7);
        }

        return dataset;
    }

    private Task<Review> JudgeAsync(Dataset dataset, string author, int ordinal, Verdict verdict, double? seconds = null, string[]? reasons = null) => _rooms.Store.Reviews.AddAsync(
        new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = ordinal, Author = author, Verdict = verdict, Seconds = seconds, Reasons = reasons ?? [], ClientKey = $"{_keys++}" });

    private IRenderedComponent<AgreementPage> Open(string query = "")
    {
        _rooms.Services.GetRequiredService<NavigationManager>().NavigateTo("/datasets/testing/agreement" + query);
        var page = _rooms.Render<AgreementPage>(parameters => parameters.Add(shown => shown.Name, "testing"));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }
}
