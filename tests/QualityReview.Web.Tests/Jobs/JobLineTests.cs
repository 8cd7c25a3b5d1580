using Bunit;
using Microsoft.AspNetCore.Components.Sections;
using QualityReview.Jobs;
using QualityReview.Web.Jobs;
using QualityReview.Web.Layout;

namespace QualityReview.Web.Tests.Jobs;

public sealed class JobLineTests
{
    [Fact]
    public async Task Render_RunningAndWaitingJobs_SaysOneLineAndKeepsItFresh()
    {
        await using var rooms = new Rooms();
        var header = rooms.Render(builder =>
        {
            builder.OpenComponent<SectionOutlet>(0);
            builder.AddAttribute(1, nameof(SectionOutlet.SectionId), LayoutSlots.JobLine);
            builder.CloseComponent();
            builder.OpenComponent<JobLine>(2);
            builder.CloseComponent();
        });
        Assert.Empty(header.FindAll("a"));

        var job = await rooms.Store.Jobs.AddAsync(JobKind.Score, null, "Score enron", "{}", "Ana");
        await rooms.Store.Jobs.AddAsync(JobKind.Score, null, "Score web", "{}", "Ana");
        rooms.Time.Advance(JobFeed.Pace);
        header.WaitForAssertion(() => Assert.Equal("2 jobs waiting", header.Find("a").TextContent));

        await rooms.Store.Jobs.TakeAsync(job.JobId);
        await rooms.Store.Jobs.ReportAsync(job with { Done = 1, Total = 4 });
        rooms.Time.Advance(JobFeed.Pace);
        header.WaitForAssertion(() => Assert.StartsWith("Score enron · 25%", header.Find("a").TextContent, StringComparison.Ordinal));
        Assert.EndsWith(" · 1 more", header.Find("a").TextContent, StringComparison.Ordinal);
    }
}
