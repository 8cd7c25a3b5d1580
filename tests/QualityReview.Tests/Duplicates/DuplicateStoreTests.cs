using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Duplicates;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Tests.Duplicates;

public sealed class DuplicateStoreTests
{
    private static readonly FoundSample[] _found =
    [
        Some.Found("a", "The same short text."), Some.Found("b", "Something of its own."), Some.Found("c", "the SAME short text"), Some.Found("d", "the same, short text!"),
        Some.Found("e", "Twice"), Some.Found("f", "twice"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_RunTwice_ReplacesTheGroupsAndTellsTables()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(_found);
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews, duplicates: test.Duplicates);
        Assert.Null(tables.Get(dataset.DatasetId).Table.Duplicates);
        var first = await RunAsync(test, dataset);

        Assert.Equal(
            "testing: copies 3 of 6 samples, word for word 3; groups 2. Texts as alike as 0.5 are compared with a probability of 1.0000.", first.Message);
        var run = test.Duplicates.Find(dataset.DatasetId)!;
        Assert.Equal((6, 2, 3, 3), (run.SampleCount, run.GroupCount, run.CopyCount, run.ExactCount));
        Assert.Equal([1, 0, 1, 1, 2, 2], test.Duplicates.Load(run, 6));
        Assert.Equal([(1, 3, 0), (2, 2, 4)], test.Duplicates.List(run, 0, 10).Select(group => (group.Group, group.Size, group.First)));
        Assert.Equal(2, Assert.Single(test.Duplicates.List(run, 1, 10)).Group);
        Assert.Equal([0, 2], test.Duplicates.Members(run, 1, 2).Select(member => member.Ordinal));
        Assert.Equal(new DuplicateMember(1, 3, true, 1, 1), test.Duplicates.Member(run, 3));
        Assert.Null(test.Duplicates.Member(run, 1));
        Assert.Equal("0.5", DuplicateStore.OptionsOf(run)["threshold"]);

        await RunAsync(test, dataset);
        var second = test.Duplicates.Find(dataset.DatasetId)!;
        Assert.True(second.RunId > run.RunId);
        Assert.Equal(run.GroupsHash, second.GroupsHash);
        Assert.Empty(test.Duplicates.List(run, 0, 10));
        Assert.Equal(second.RunId, Again(tables, dataset.DatasetId).Table.Duplicates!.RunId);
    }

    [Fact]
    public async Task Tables_DatasetThatHasGrown_SaysWhichSamplesWereNotLookedAt()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(_found);
        await RunAsync(test, dataset);
        await test.DatasetOfAsync(Some.Found("g", "The same short text"));
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews, duplicates: test.Duplicates);
        var loaded = tables.Get(dataset.DatasetId);

        Assert.Equal([6], loaded.Evaluator.Evaluate("duplicate = unchecked", Cancel).ToArray());
        Assert.Equal([0, 1, 4, 6], loaded.Evaluator.Evaluate("not duplicate = copy", Cancel).ToArray());
        Assert.Equal(6, loaded.Duplicates!.SampleCount);
    }

    private static LoadedTable Again(SampleTables tables, long datasetId) => tables.AsOf(datasetId, []);

    private static async Task<Job> RunAsync(TestDatabase test, Dataset dataset)
    {
        var work = new DuplicatesJob(test.Datasets, test.Samples, test.Duplicates);
        var executor = new JobExecutor(test.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance);
        var queued = await test.Jobs.AddAsync(JobKind.Duplicates, dataset.DatasetId, "test", JobRequests.Write(new DuplicateOptions()), "ann", Cancel);
        var outcome = await executor.RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, null, Cancel);
        Assert.Equal(JobState.Done, outcome.Job.State);
        return outcome.Job;
    }
}
