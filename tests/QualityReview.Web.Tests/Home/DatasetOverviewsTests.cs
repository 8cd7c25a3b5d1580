using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Home;

namespace QualityReview.Web.Tests.Home;

public sealed class DatasetOverviewsTests
{
    [Fact]
    public async Task Load_ConfiguredAndEarlierScorers_SaysHowFarEachIs()
    {
        await using var rooms = new Rooms("configured_1", "idle_1");
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(5));
        await ScoreAsync(rooms, dataset, "earlier_1", 5, failed: 1);
        await ScoreAsync(rooms, dataset, "configured_1", 3, failed: 0);

        var overview = Assert.Single(Load(rooms));

        Assert.Equal(
            [
                new ScorerShare("configured_1", "Title of configured_1", 3, 0, Configured: true, Asked: false),
                new ScorerShare("idle_1", "Title of idle_1", 0, 0, Configured: true, Asked: false),
                new ScorerShare("earlier_1", "earlier_1", 5, 1, Configured: false, Asked: false),
            ],
            overview.Scorers);
        Assert.Equal(["configured_1", "idle_1"], overview.Missing.Select(scorer => scorer.Key));
        Assert.Equal(["configured_1", "idle_1"], overview.Main.Select(scorer => scorer.Key));
        Assert.Equal(["earlier_1"], overview.Others.Select(scorer => scorer.Key));
        Assert.Equal(0, overview.Complete);
    }

    [Fact]
    public async Task Load_JobForAScorer_IsAskedForUntilItIsCancelled()
    {
        await using var rooms = new Rooms("configured_1");
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(5));
        var job = await AddAsync(rooms, dataset);
        Assert.Empty(Assert.Single(Load(rooms)).Missing);

        await rooms.Store.Jobs.CancelAsync(job.JobId);
        Assert.Single(Assert.Single(Load(rooms)).Missing);
    }

    [Fact]
    public async Task Load_FailedJob_IsNamedUntilItIsAskedForAgain()
    {
        await using var rooms = new Rooms("configured_1");
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(5));
        var failed = await AddAsync(rooms, dataset);
        await rooms.Store.Jobs.EndAsync((await rooms.Store.Jobs.TakeAsync(failed.JobId))!, JobState.Failed, "No model.");
        var overview = Assert.Single(Load(rooms));
        Assert.Equal(failed.JobId, Assert.Single(overview.Stopped).JobId);
        Assert.Empty(overview.Missing);

        await AddAsync(rooms, dataset);
        Assert.Empty(Assert.Single(Load(rooms)).Stopped);
    }

    [Fact]
    public async Task Load_Verdicts_CountsTheLastThatStands()
    {
        await using var rooms = new Rooms();
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(5));
        await ReviewAsync(rooms, dataset, 0, Verdict.Keep);
        await ReviewAsync(rooms, dataset, 0, Verdict.Drop);
        await ReviewAsync(rooms, dataset, 1, Verdict.Keep);
        await ReviewAsync(rooms, dataset, 2, Verdict.Unsure);
        await ReviewAsync(rooms, dataset, 3, Verdict.Keep);
        await rooms.Store.Reviews.UndoLastAsync(dataset.DatasetId, "Ana", "undo");

        Assert.Equal(new VerdictTally { Keep = 1, Drop = 1, Unsure = 1 }, Assert.Single(Load(rooms)).Verdicts);
    }

    private static IReadOnlyList<DatasetOverview> Load(Rooms rooms) =>
        new DatasetOverviews(rooms.Store.Datasets, rooms.Store.Scores, rooms.Store.Reviews, rooms.Store.Imports, rooms.Store.Jobs, rooms.Catalog).Load(rooms.Store.Jobs.Active());

    private static Task<Job> AddAsync(Rooms rooms, Dataset dataset) =>
        rooms.Store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score", JobRequests.Write(new ScoringRequest("configured_1")), "Ana");

    private static Task<Review> ReviewAsync(Rooms rooms, Dataset dataset, int ordinal, Verdict verdict) => rooms.Store.Reviews.AddAsync(
        new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = ordinal, Author = "Ana", Verdict = verdict, ClientKey = $"{ordinal} {verdict}" });

    private static async Task ScoreAsync(Rooms rooms, Dataset dataset, string key, int count, int failed)
    {
        var run = await rooms.Store.Scores.BeginAsync(dataset.DatasetId, Some.Card(key), 256, "CPU", "{}");
        var failures = Enumerable.Range(0, failed).Select(index => new ScoreFailure(index, "Empty.")).ToArray();
        await rooms.Store.Scores.CommitAsync(run, 0, new ScoreChunk(new float[count], new ScoreFlags[count], [], failures), 1, 1);
    }
}
