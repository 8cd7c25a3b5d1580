using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Jobs;
using QualityReview.TestKit;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Tests.Jobs;

public sealed class JobFeedTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly TestDatabase _store;
    private readonly JobFeed _feed;
    private int _told;

    public JobFeedTests()
    {
        _store = new TestDatabase(_time);
        _feed = new JobFeed(_store.Jobs, _time, NullLogger<JobFeed>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _feed.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Subscribe_BurstOfChanges_IsToldAtOnceAndThenOnceAPace()
    {
        using var listening = Listen();
        var job = await AddAsync(_store.Jobs);
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(1, _told);

        await _store.Jobs.TakeAsync(job.JobId);
        for (var done = 1; done <= 5; done++)
        {
            await _store.Jobs.ReportAsync(job with { Done = done, Total = 9 });
        }

        _time.Advance(JobFeed.Pace - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _told);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, _told);
        Assert.Equal(5, Assert.Single(_feed.Active).Done);
    }

    [Fact]
    public async Task Subscribe_JobOfAnotherProcess_IsToldAtTheNextLook()
    {
        using var listening = Listen();
        // A second store over the same file raises no event of the first: so does another process.
        var other = new JobStore(_store.Database, _time);
        var job = await AddAsync(other);
        _time.Advance(JobFeed.LookEvery);
        Assert.Equal(1, _told);
        Assert.Equal(job.JobId, Assert.Single(_feed.Active).JobId);

        _time.Advance(JobFeed.LookEvery);
        Assert.Equal(1, _told);

        await other.CancelAsync(job.JobId);
        _time.Advance(JobFeed.LookEvery);
        Assert.Equal(2, _told);
        Assert.Empty(_feed.Active);
    }

    [Fact]
    public async Task Subscribe_JobThatBeganAndEndedBetweenTwoLooks_IsTold()
    {
        using var listening = Listen();
        var other = new JobStore(_store.Database, _time);
        await other.CancelAsync((await AddAsync(other)).JobId);
        _time.Advance(JobFeed.LookEvery);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void Subscribe_NothingHappens_IsToldOnceAMinute()
    {
        using var listening = Listen();
        _time.Advance(JobFeed.RefreshEvery * 3);
        Assert.Equal(3, _told);
    }

    [Fact]
    public async Task Dispose_OfTheSubscription_EndsTheTelling()
    {
        Listen().Dispose();
        await AddAsync(_store.Jobs);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _told);
        Assert.Equal(0, _feed.Listeners);
    }

    [Fact]
    public async Task Active_WithoutListeners_IsFresh()
    {
        await AddAsync(_store.Jobs);
        Assert.Single(_feed.Active);
    }

    [Fact]
    public async Task Subscribe_ListenerThatThrows_DoesNotKeepOthersFromBeingTold()
    {
        using var broken = _feed.Subscribe(() => throw new InvalidOperationException("The page is broken."));
        using var listening = Listen();
        await AddAsync(_store.Jobs);
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(1, _told);
    }

    private IDisposable Listen() => _feed.Subscribe(() =>
    {
        _told++;
        return Task.CompletedTask;
    });

    private static Task<Job> AddAsync(JobStore jobs) => jobs.AddAsync(JobKind.Score, null, "Score", "{}", "Ana");
}
