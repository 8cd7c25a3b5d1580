using Bunit;
using Microsoft.AspNetCore.Components.Sections;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Home;
using QualityReview.Web.Jobs;
using QualityReview.Web.Layout;

namespace QualityReview.Web.Tests.Home;

public sealed class HomePageTests
{
    [Fact]
    public async Task Render_NothingThere_OffersTheImport()
    {
        await using var rooms = new Rooms();
        var page = rooms.Render<HomePage>();
        Assert.Equal("No datasets yet", page.Find(".empty h2").TextContent);
        Assert.Equal("/#import", page.Find(".empty a").GetAttribute("href"));
        Assert.NotNull(page.Find("#import"));
    }

    [Fact]
    public async Task Render_HostileTitle_IsText()
    {
        await using var rooms = new Rooms();
        await rooms.Store.Datasets.GetOrCreateAsync("hostile", "<img src=x onerror=alert(1)>\u202Egnp");
        var page = rooms.Render<HomePage>();
        Assert.Equal("<img src=x onerror=alert(1)>gnp", page.Find(".dataset h2").TextContent);
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task Render_Dataset_LinksToItsPages()
    {
        await using var rooms = new Rooms();
        await rooms.Store.DatasetOfAsync(Some.Founds(3));
        var page = rooms.Render<HomePage>();
        Assert.Equal(
            ["/datasets/testing", "/datasets/testing/map", "/datasets/testing/subsets", "/datasets/testing/compare", "/datasets/testing/queues", "/datasets/testing/agreement", "/datasets/testing/duplicates", "/datasets/testing/imports"],
            page.FindAll(".dataset .links a").Select(link => link.GetAttribute("href")));
        Assert.Equal("3 samples", page.Find(".dataset .count").TextContent);
    }

    [Fact]
    public async Task Remove_Confirmed_TakesTheDatasetAwayAndQueuesItsDeletion()
    {
        await using var rooms = new Rooms();
        await rooms.Store.DatasetOfAsync(Some.Founds(3));
        rooms.JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult("yes");
        var page = rooms.Render<HomePage>();

        await page.Find(".dataset .remove").ClickAsync(new());

        Assert.Empty(page.FindAll(".dataset"));
        Assert.Equal(("Remove testing", JobKind.Remove), rooms.Store.Jobs.List().Select(job => (job.Title, job.Kind)).Single());
        Assert.Equal(("testing", "dataset_removed"), rooms.Store.Audit.List(1).Select(entry => (entry.Subject, entry.Act)).Single());
    }

    [Fact]
    public async Task Remove_NotConfirmed_ChangesNothing()
    {
        await using var rooms = new Rooms();
        await rooms.Store.DatasetOfAsync(Some.Founds(3));
        rooms.JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult("");
        var page = rooms.Render<HomePage>();

        await page.Find(".dataset .remove").ClickAsync(new());

        Assert.Single(page.FindAll(".dataset"));
        Assert.Empty(rooms.Store.Jobs.List());
    }

    [Fact]
    public async Task Render_Annotator_LinksToTheQueuesThatWaitAndToNoLeadsPage()
    {
        await using var rooms = new Rooms();
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(3));
        await rooms.Store.DatasetOfAsync(Some.Founds(3));
        var queues = new QueueStore(rooms.Store.Database, rooms.Store.Reviews, rooms.Store.Samples, rooms.Time);
        foreach (var (name, assignees) in new[] { ("mine", new[] { "Ben" }), ("others", ["Cem"]) })
        {
            await queues.AddAsync(
                new QueueRequest { DatasetId = dataset.DatasetId, Name = name, Author = "Lea", Assignees = assignees, Draw = new QueueDraw { Kind = QueueKind.AsShown, Size = 2 } },
                new DrawnQueue([new DrawnItem(0, "s-0", null), new DrawnItem(1, "s-1", null)], 3, 0));
        }

        rooms.Services.AddSingleton(new Reviewer("Ben", Role.Annotator, () => Role.Annotator));
        var page = rooms.Render<HomePage>();

        Assert.Equal(["/datasets/testing", "/datasets/testing/map", "/review/mine"], page.FindAll(".dataset .links a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Review mine · 2 left", page.Find(".dataset .links a[href='/review/mine']").TextContent);
    }

    [Fact]
    public async Task Score_MissingScorers_QueuesThoseAlone()
    {
        await using var rooms = new Rooms("one_1", "two_1");
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(3));
        await rooms.Store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score", JobRequests.Write(new ScoringRequest("one_1")), "Ana");
        await rooms.Store.Jobs.CancelAsync(1);
        await rooms.Store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score", JobRequests.Write(new ScoringRequest("one_1")), "Ana");
        await rooms.Store.Jobs.EndAsync((await rooms.Store.Jobs.TakeAsync(2))!, JobState.Failed, "No model.");
        var page = rooms.Render<HomePage>();

        await page.Find(".next button").ClickAsync(new());

        Assert.Equal("Score testing with two_1", Assert.Single(rooms.Store.Jobs.Active()).Title);
    }

    [Fact]
    public async Task Render_RunningJob_IsLiveAndCanBeCancelled()
    {
        await using var rooms = new Rooms();
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(3));
        var job = await rooms.Store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score it", "{}", "Ana");
        var page = rooms.Render<HomePage>();
        Assert.Equal("Score it", page.Find(".waiting li span").TextContent);

        await rooms.Store.Jobs.TakeAsync(job.JobId);
        await rooms.Store.Jobs.ReportAsync(job with { Done = 1, Total = 3, SamplesPerSecond = 2, TokensPerSecond = 30, Device = "CPU, 2 threads" });
        rooms.Time.Advance(JobFeed.Pace);

        page.WaitForAssertion(() => Assert.Equal("1 of 3 samples · 33% · 2.00 samples/s · 30.0 tokens/s · under 1 min left", page.Find(".job .figures").TextContent));
        Assert.Contains("CPU, 2 threads", page.Find(".job .foot").TextContent, StringComparison.Ordinal);
        await page.Find("button[aria-label='Cancel: Score it']").ClickAsync(new());
        Assert.True(rooms.Store.Jobs.Find(job.JobId)!.CancelRequested);
    }

    [Fact]
    public async Task Render_FirstStart_SaysThatNothingNeedsDoing()
    {
        await using var rooms = new Rooms("one_1");
        var dataset = await rooms.Store.Datasets.GetOrCreateAsync(FirstStart.DatasetName, "Sample dataset");
        var import = await rooms.Store.Jobs.AddAsync(JobKind.Import, dataset.DatasetId, "Import", "{}", "");
        await rooms.Store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score", JobRequests.Write(new ScoringRequest("one_1")), "");
        var page = rooms.Render<HomePage>();
        Assert.Equal("Getting ready", page.Find(".notice h2").TextContent);
        Assert.Equal("0", page.Find(".notice progress").GetAttribute("value"));

        await rooms.Store.Jobs.EndAsync((await rooms.Store.Jobs.TakeAsync(import.JobId))!, JobState.Done, "Imported.");
        rooms.Time.Advance(JobFeed.Pace);

        page.WaitForAssertion(() => Assert.Equal("0.5", page.Find(".notice progress").GetAttribute("value")));
    }

    [Fact]
    public async Task Render_Banner_SaysWhoReviews()
    {
        await using var rooms = new Rooms();
        var page = rooms.Render(builder =>
        {
            builder.OpenComponent<SectionOutlet>(0);
            builder.AddAttribute(1, nameof(SectionOutlet.SectionId), LayoutSlots.Banner);
            builder.CloseComponent();
            builder.OpenComponent<HomePage>(2);
            builder.CloseComponent();
        });
        Assert.Contains("reviews as Ana", page.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_OfThePage_LeavesNoListener()
    {
        await using var rooms = new Rooms();
        rooms.Render<HomePage>();
        Assert.Equal(1, rooms.Feed.Listeners);
        await rooms.DisposeComponentsAsync();
        Assert.Equal(0, rooms.Feed.Listeners);
    }
}
