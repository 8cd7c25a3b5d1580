using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Duplicates;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Browse;
using QualityReview.Web.Duplicates;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Duplicates;

public sealed class DuplicatesPageTests : IAsyncDisposable
{
    private static readonly FoundSample[] _found =
    [
        Some.Found("a", "The same <b>short</b> text\u202E."), Some.Found("b", "Something of its own."), Some.Found("c", "THE SAME <b>SHORT</b> TEXT."),
        Some.Found("d", "the same b short b text"), Some.Found("e", "twice"), Some.Found("f", "Twice"),
    ];

    private readonly Rooms _rooms = new();

    public DuplicatesPageTests()
    {
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        _rooms.Services.AddSingleton<SampleTables>();
        _rooms.Services.AddSingleton<DuplicatesReader>();
        _rooms.Services.AddSingleton<VerdictActs>();
    }

    private ReviewStore Reviews => _rooms.Store.Reviews;

    private ToastFeed Toasts => _rooms.Services.GetRequiredService<ToastFeed>();

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();

    [Fact]
    public async Task Page_NeverSought_OffersTheSearchAndQueuesIt()
    {
        await _rooms.Store.DatasetOfAsync(_found);
        var page = Open();
        page.Find("#dup-threshold").Change("0.8");
        page.Find("#dup-bands").Change("many");
        await page.Find("form").SubmitAsync();
        Assert.Equal("The number of bands is 0, supported are 1 to 4,096.", page.Find("[role=alert]").TextContent);

        page.Find("#dup-bands").Change("93");
        page.Find("#dup-rows").Change("15");
        await page.Find("form").SubmitAsync();
        var job = Assert.Single(_rooms.Store.Jobs.Active());
        Assert.Equal((JobKind.Duplicates, "Ana", JobRequests.Write(new DuplicateOptions { Threshold = .8, Bands = 93, Rows = 15 })), (job.Kind, job.Author, job.Request));
    }

    [Fact]
    public async Task Page_Groups_ShowsMembersAndDifferencesAsTextOnly()
    {
        await FoundAsync();
        var page = Open();

        Assert.Equal("3 of 6 samples are copies, in 2 groups · 3 word for word · just now", page.Find("[data-testid=duplicates-summary]").TextContent);
        Assert.Equal(["1", "2"], page.FindAll("[data-testid=group]").Select(group => group.GetAttribute("data-group")));
        Assert.Equal(["0", "2", "3"], page.FindAll("[data-group='1'] li").Select(member => member.GetAttribute("data-ordinal")));
        Assert.Contains("<b>SHORT</b>", page.Find("[data-group='1'] [data-ordinal='2'] ins").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".diff b"));
        // A character that turns text around is shown as a mark.
        Assert.Equal("RLO", page.Find("[data-group='1'] del .hidden-mark").TextContent);
        Assert.Contains("/datasets/testing/samples/a?rule=group%20%3D%201", page.Find("[data-group='1'] li a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OneGroup_ShowsThatAlone()
    {
        await FoundAsync();
        Assert.Equal("2", Assert.Single(Open("?group=2").FindAll("[data-testid=group]")).GetAttribute("data-group"));
        Assert.Contains("There is no group 9.", Open("?group=9").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_DatasetHasGrown_SaysHowManyWereNotLookedAt()
    {
        await FoundAsync();
        await _rooms.Store.DatasetOfAsync(Some.Found("g", "New."));
        Assert.Contains("1 sample came after duplicates were sought", Open().Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", 2)]
    [InlineData("", 0)]
    public async Task DropAll_Asked_SparesJudgedSamplesAndOneOfEach(string answer, int dropped)
    {
        var dataset = await FoundAsync();
        _rooms.JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult(answer);
        // The first of group 1 is dropped already, so the second stays; that of group 2 was kept.
        await GiveAsync(dataset, 0, Verdict.Drop);
        var page = Open();
        Assert.Equal("Drop all 2 unjudged copies", page.Find("[data-testid=drop-all]").TextContent);
        await page.Find("[data-testid=drop-all]").ClickAsync(new());

        Assert.Equal("Drop 2 samples?", page.Find("dialog h2").TextContent);
        Assert.Equal(1 + dropped, Reviews.Current(dataset.DatasetId).Count);
        if (dropped > 0)
        {
            Assert.Equal([3, 5], Reviews.Current(dataset.DatasetId).Where(verdict => verdict is { Verdict: Verdict.Drop, Reasons: "duplicate" }).Select(verdict => verdict.Ordinal));
            page.WaitForAssertion(() => Assert.Equal("All copies are judged", page.Find("[data-testid=drop-all]").TextContent));
            await Toasts.Shown.Single(shown => shown.ActionTitle == "Undo").Action!();
            Assert.Equal(0, Assert.Single(Reviews.Current(dataset.DatasetId)).Ordinal);
        }
    }

    [Fact]
    public async Task DropGroup_Asked_LeavesOtherGroupsAlone()
    {
        var dataset = await FoundAsync();
        _rooms.JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult("yes");
        await Open().Find("[data-group='1'] button").ClickAsync(new());
        Assert.Equal([2, 3], Reviews.Current(dataset.DatasetId).Select(verdict => verdict.Ordinal));
    }

    private async Task<Dataset> FoundAsync()
    {
        var dataset = await _rooms.Store.DatasetOfAsync(_found);
        var groups = new DuplicateFinder(new StoredTexts(_rooms.Store.Samples, dataset), new DuplicateOptions()).Find();
        await _rooms.Store.Duplicates.ReplaceAsync(dataset.DatasetId, new DuplicateOptions(), dataset.SampleCount, groups, 0);
        return _rooms.Store.Datasets.Get(dataset.Name);
    }

    private Task<Review> GiveAsync(Dataset dataset, int ordinal, Verdict verdict) =>
        Reviews.AddAsync(new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = ordinal, Author = "bob", Verdict = verdict, ClientKey = $"{ordinal}" });

    private IRenderedComponent<DuplicatesPage> Open(string query = "")
    {
        _rooms.Services.GetRequiredService<NavigationManager>().NavigateTo(ReviewUrls.Duplicates("testing") + query);
        var page = _rooms.Render<DuplicatesPage>(p => p.Add(d => d.Name, "testing"));
        page.WaitForElement("[data-testid=duplicates]");
        return page;
    }
}
