using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Jobs;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Tests.Jobs;

public sealed class JobsPageTests
{
    [Fact]
    public async Task Render_JobsOfSeveralStates_ShowsThemNewestFirstWithTheirSentence()
    {
        await using var rooms = new Rooms();
        await EndedAsync(rooms, "Older", JobState.Done, "All is well.");
        await EndedAsync(rooms, "<b>Newer</b>", JobState.Failed, "The model <i>is</i> gone.");
        await AddAsync(rooms, "Waiting");

        var page = rooms.Render<JobsPage>();

        Assert.Equal(["<b>Newer</b>", "Older"], page.FindAll(".ended h2").Select(title => title.TextContent));
        Assert.Equal("The model <i>is</i> gone.", page.Find(".ended .failure").TextContent);
        Assert.Equal("Waiting", page.Find(".job h3").TextContent);
        Assert.Equal(["All 3", "Queued 1", "Done 1", "Failed 1"], page.FindAll(".states a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task Render_StateInTheAddress_ShowsThatStateAlone()
    {
        await using var rooms = new Rooms();
        await EndedAsync(rooms, "Good", JobState.Done, "All is well.");
        await EndedAsync(rooms, "Bad", JobState.Failed, "It broke.");

        rooms.Services.GetRequiredService<NavigationManager>().NavigateTo(ReviewUrls.Jobs(JobState.Failed));
        var page = rooms.Render<JobsPage>();

        Assert.Equal("Bad", Assert.Single(page.FindAll(".ended h2")).TextContent);
        Assert.Equal("Failed 1", page.Find(".states [aria-current=page]").TextContent);
    }

    [Fact]
    public async Task Render_MoreJobsThanAreShown_LinksToOlderOnes()
    {
        await using var rooms = new Rooms();
        for (var i = 0; i < 3; i++)
        {
            await EndedAsync(rooms, $"Job {i}", JobState.Done, "");
        }

        rooms.Services.GetRequiredService<NavigationManager>().NavigateTo(ReviewUrls.Jobs(JobState.Done, 2));
        var page = rooms.Render<JobsPage>();

        Assert.Equal(["Job 2", "Job 1"], page.FindAll(".ended h2").Select(title => title.TextContent));
        Assert.Equal("/jobs?state=done&show=4", page.Find(".more a").GetAttribute("href"));
    }

    [Fact]
    public async Task Cancel_WaitingJob_CancelsItAndShowsThat()
    {
        await using var rooms = new Rooms();
        var job = await AddAsync(rooms, "Waiting");
        var page = rooms.Render<JobsPage>();

        await page.Find("button[aria-label='Cancel: Waiting']").ClickAsync(new());
        rooms.Time.Advance(JobFeed.Pace);

        Assert.Equal(JobState.Cancelled, rooms.Store.Jobs.Find(job.JobId)!.State);
        page.WaitForAssertion(() => Assert.Equal("cancelled", page.Find(".ended .tag").TextContent));
    }

    [Fact]
    public async Task Cancel_RunningJob_SaysThatItStopsAndTakesTheButtonAway()
    {
        await using var rooms = new Rooms();
        var job = await AddAsync(rooms, "Running");
        await rooms.Store.Jobs.TakeAsync(job.JobId);
        var page = rooms.Render<JobsPage>();

        await page.Find("button[aria-label='Cancel: Running']").ClickAsync(new());
        rooms.Time.Advance(JobFeed.Pace);

        page.WaitForAssertion(() => Assert.Equal("Stopping…", page.Find(".job .message").TextContent));
        Assert.Empty(page.FindAll(".job button"));
    }

    [Fact]
    public async Task Resume_FailedJob_QueuesItAgain()
    {
        await using var rooms = new Rooms();
        var job = await EndedAsync(rooms, "Bad", JobState.Failed, "It broke.");
        var page = rooms.Render<JobsPage>();

        await page.Find("button[aria-label='Resume: Bad']").ClickAsync(new());

        Assert.Equal(JobState.Queued, rooms.Store.Jobs.Find(job.JobId)!.State);
    }

    [Fact]
    public async Task Dispose_OfThePage_LeavesNoListener()
    {
        await using var rooms = new Rooms();
        rooms.Render<JobsPage>();
        Assert.Equal(1, rooms.Feed.Listeners);

        await rooms.DisposeComponentsAsync();

        Assert.Equal(0, rooms.Feed.Listeners);
    }

    [Fact]
    public async Task Render_NoJobs_SaysWhatWouldStandHere()
    {
        await using var rooms = new Rooms();
        Assert.Contains("No jobs yet", rooms.Render<JobsPage>().Find(".empty h2").Text(), StringComparison.Ordinal);
    }

    private static Task<Job> AddAsync(Rooms rooms, string title) => rooms.Store.Jobs.AddAsync(JobKind.Score, null, title, "{}", "Ana");

    private static async Task<Job> EndedAsync(Rooms rooms, string title, string state, string message)
    {
        var job = await AddAsync(rooms, title);
        await rooms.Store.Jobs.EndAsync((await rooms.Store.Jobs.TakeAsync(job.JobId))!, state, message);
        return job;
    }
}
