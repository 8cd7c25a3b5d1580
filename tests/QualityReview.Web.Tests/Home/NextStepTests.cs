using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Home;

namespace QualityReview.Web.Tests.Home;

public sealed class NextStepTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_ImportRuns_SaysHowFar()
    {
        var job = Job(JobKind.Import, JobState.Running) with { StartedAt = _now.AddSeconds(-60), Done = 25, Total = 100, Device = ImportJob.Disk };
        Assert.Equal(new NextStep("Importing: 25%, 3\u00a0min left."), NextStep.Of(Overview(0) with { Active = [job] }, _now));
    }

    [Fact]
    public void Of_ImportWaits_SaysSo() =>
        Assert.Equal(new NextStep("The import waits for its turn."), NextStep.Of(Overview(0) with { Active = [Job(JobKind.Import, JobState.Queued), Job(JobKind.Score, JobState.Queued)] }, _now));

    [Fact]
    public void Of_EmptyDataset_AsksForAFile() => Assert.StartsWith("No samples yet", NextStep.Of(Overview(0), _now).Text, StringComparison.Ordinal);

    [Fact]
    public void Of_ScoringRuns_OffersToBeginReading()
    {
        var overview = Overview(812, Share("a", 812), Share("b", 100, asked: true)) with { Active = [Job(JobKind.Score, JobState.Running)] };
        Assert.Equal(new NextStep("Scoring; 1 of 2 scorers done. Reading can begin.", "/datasets/enron", "Browse"), NextStep.Of(overview, _now));
    }

    [Fact]
    public void Of_NothingScored_OffersAllScorers() =>
        Assert.Equal(new NextStep("812 samples imported, not scored yet.", "", "Score with 2 scorers", true), NextStep.Of(Overview(812, Share("a", 0), Share("b", 0)), _now));

    [Fact]
    public void Of_ImportMadeTheDatasetGrow_OffersTheScorersThatMissSome() =>
        Assert.Equal(new NextStep("1 scorer still to run over 812 samples.", "", "Score with 1 scorer", true), NextStep.Of(Overview(812, Share("a", 812), Share("b", 800)), _now));

    [Fact]
    public void Of_ScorerFailed_DoesNotOfferItAgain() =>
        Assert.Equal("812 samples scored: read and judge some.", NextStep.Of(Overview(812, Share("a", 812), Share("b", 0, asked: true)), _now).Text);

    [Fact]
    public void Of_NoScorersAtAll_LeadsToReading() => Assert.Equal("812 samples imported: read and judge some.", NextStep.Of(Overview(812), _now).Text);

    [Theory]
    [InlineData(1, "1 reviewed; fewer than 30 is too few to judge a filter by.", "/datasets/enron")]
    [InlineData(29, "29 reviewed; fewer than 30 is too few to judge a filter by.", "/datasets/enron")]
    [InlineData(30, "30 reviewed: choose what to train on.", "/datasets/enron/subsets")]
    public void Of_Reviewed_LeadsToASubsetFromThirtyOn(int reviewed, string text, string link)
    {
        var step = NextStep.Of(Overview(812, Share("a", 812)) with { Verdicts = new VerdictTally { Keep = reviewed } }, _now);
        Assert.Equal((text, link), (step.Text, step.Link));
    }

    private static ScorerShare Share(string key, int scored, bool asked = false) => new(key, key, scored, 0, true, asked);

    private static DatasetOverview Overview(int samples, params ScorerShare[] scorers) => new(
        new Dataset { DatasetId = 1, Name = "enron", Title = "Enron", CreatedAt = _now, SampleCount = samples, Revision = 1 }, scorers, new VerdictTally(), 0, [], []);

    private static Job Job(string kind, string state) => new() { JobId = 1, Kind = kind, State = state, Title = "", Request = "{}", Author = "", CreatedAt = _now };
}
