using QualityReview.Jobs;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Jobs;

public sealed class JobViewsTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Left_ResumedScoring_TakesItsOwnRate()
    {
        // 900 of 1,000 were scored by an earlier run; this one has done 10 samples in 10 seconds.
        var job = Running(JobKind.Score) with { Done = 910, Total = 1000, SamplesPerSecond = 1 };
        Assert.Equal(TimeSpan.FromSeconds(90), JobViews.Left(job, _start.AddSeconds(10)));
    }

    [Fact]
    public void Left_Import_TakesBytesAndNotSamples()
    {
        var job = Running(JobKind.Import) with { Done = 250_000, Total = 1_000_000, SamplesPerSecond = 1000, Device = ImportJob.Disk };
        Assert.Equal(TimeSpan.FromSeconds(30), JobViews.Left(job, _start.AddSeconds(10)));
    }

    [Fact]
    public void Of_ImportThatScores_CountsSamplesAndPromisesNoTime()
    {
        var view = JobViews.Of(Running(JobKind.Import) with { Done = 256, Total = 889, SamplesPerSecond = 1000, Device = "CPU" }, _start.AddSeconds(10));
        Assert.StartsWith("256 of 889 samples", view.Figures, StringComparison.Ordinal);
        Assert.Null(view.Left);
    }

    [Theory]
    [InlineData(JobState.Running, 0, 0)]
    [InlineData(JobState.Running, 0, 100)]
    [InlineData(JobState.Running, 100, 100)]
    [InlineData(JobState.Failed, 50, 100)]
    public void Left_NothingToGoBy_IsNull(string state, long done, long total) =>
        Assert.Null(JobViews.Left(Running(JobKind.Export) with { State = state, Done = done, Total = total }, _start.AddSeconds(10)));

    [Theory]
    [InlineData(500, 900, "500 of 900 bytes")]
    [InlineData(250_000, 1_500_000, "250 of 1,500 kB")]
    [InlineData(41_000_000, 912_000_000, "41 of 912 MB")]
    public void Of_Import_CountsInFittingUnits(long done, long total, string expected) =>
        Assert.StartsWith(expected, JobViews.Of(Running(JobKind.Import) with { Done = done, Total = total, Device = ImportJob.Disk }, _start).Figures, StringComparison.Ordinal);

    [Fact]
    public void Of_FailedAndOtherJobs_KeepFailuresApartFromMessages()
    {
        var failed = JobViews.Of(Running(JobKind.Score) with { State = JobState.Failed, Message = "The model is gone." }, _start);
        Assert.Equal(("The model is gone.", ""), (failed.Failure, failed.Message));
        var cancelled = JobViews.Of(Running(JobKind.Score) with { State = JobState.Cancelled, Message = "Cancelled." }, _start);
        Assert.Equal(("", "Cancelled."), (cancelled.Failure, cancelled.Message));
    }

    [Theory]
    [InlineData(JobState.Queued, JobLook.Queued)]
    [InlineData(JobState.Running, JobLook.Running)]
    [InlineData(JobState.Done, JobLook.Done)]
    [InlineData(JobState.Failed, JobLook.Failed)]
    [InlineData(JobState.Cancelled, JobLook.Cancelled)]
    [InlineData(JobState.Interrupted, JobLook.Interrupted)]
    public void Look_State_IsShownAsItself(string state, JobLook look) => Assert.Equal(look, JobViews.Look(state));

    [Fact]
    public void Line_RunningJob_SaysPartAndTimeLeft()
    {
        var job = Running(JobKind.Score) with { Done = 710, Total = 1000, SamplesPerSecond = 1 };
        Assert.Equal("Score enron with length_1 · 71% · 4\u00a0min left", JobViews.Line(job, _start));
    }

    private static Job Running(string kind) => new()
    {
        JobId = 1, Kind = kind, State = JobState.Running, Title = "Score enron with length_1", Request = "{}", Author = "", CreatedAt = _start, StartedAt = _start,
    };
}
