using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Tests.Samples;

public sealed class WordIndexTests
{
    // Three turns of an index that is given no time.
    private const int Count = (2 * WordIndex.SamplesAtOnce) + 44;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GoOnAsync_StoppedAndBegunAgain_FindsPartThenAll()
    {
        await using var test = new TestDatabase();
        var dataset = await FilledAsync(test, "d");
        Assert.Equal((Count, 0), (dataset.SampleCount, dataset.IndexedCount));
        Assert.Empty(test.Samples.Words.All(test.Datasets.Find(dataset.DatasetId)!, "something", Cancel));

        Assert.Equal((WordIndex.SamplesAtOnce, Count), await new WordIndex(test.Database, TimeSpan.Zero).GoOnAsync(dataset.DatasetId, Cancel));

        Assert.Equal(WordIndex.SamplesAtOnce, test.Datasets.Get("d").IndexedCount);
        Assert.Equal(Enumerable.Range(0, WordIndex.SamplesAtOnce), test.Samples.Words.All(test.Datasets.Find(dataset.DatasetId)!, "something", Cancel));
        // Another program goes on where this one was stopped.
        await using (var other = ReviewDatabase.Open(test.Folder.Path))
        {
            var words = new WordIndex(other, TimeSpan.Zero);
            Assert.Equal((2 * WordIndex.SamplesAtOnce, Count), await words.GoOnAsync(dataset.DatasetId, Cancel));
            Assert.Equal((Count, Count), await words.GoOnAsync(dataset.DatasetId, Cancel));
            Assert.Equal((Count, Count), await words.GoOnAsync(dataset.DatasetId, Cancel));
        }

        Assert.Equal(Enumerable.Range(0, Count), test.Samples.Words.All(test.Datasets.Find(dataset.DatasetId)!, "something", Cancel));
        Assert.Equal([Count - 1], test.Samples.Words.All(test.Datasets.Find(dataset.DatasetId)!, $"{Count - 1} says", Cancel));
        Assert.True(test.Datasets.Get("d").Revision > dataset.Revision);
        await CheckIndexAsync(test);
    }

    [Fact]
    public async Task AddAsync_WordsOfEarlierSamplesAreMissing_WaitsForThem()
    {
        await using var test = new TestDatabase();
        var dataset = await FilledAsync(test, "d");

        await test.SampleWriter.AddAsync(dataset.DatasetId, [Prepared(Some.Found("last", "A last one says something."))], (_, _) => { }, Cancel);

        Assert.Equal((Count + 1, 0), (test.Datasets.Get("d").SampleCount, test.Datasets.Get("d").IndexedCount));
        await CompleteAsync(test, dataset);
        Assert.Equal([Count], test.Samples.Words.All(test.Datasets.Find(dataset.DatasetId)!, "last something", Cancel));
        await test.SampleWriter.AddAsync(dataset.DatasetId, [Prepared(Some.Found("more", "And more."))], (_, _) => { }, Cancel);
        Assert.Equal([Count + 1], test.Samples.Words.All(test.Datasets.Find(dataset.DatasetId)!, "and more", Cancel));
        await CheckIndexAsync(test);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Removal_WhileWordsAreIndexed_LeavesNoneOfThemAndAllOthers(int turns)
    {
        await using var test = new TestDatabase();
        var (going, staying) = (await FilledAsync(test, "going"), await FilledAsync(test, "staying"));
        var words = new WordIndex(test.Database, TimeSpan.Zero);
        await CompleteAsync(test, staying);
        for (var turn = 0; turn < turns; turn++)
        {
            await words.GoOnAsync(going.DatasetId, Cancel);
        }

        var queued = await test.Jobs.RemoveAsync(going, "Ana", Cancel);
        Assert.Equal((0, 0), await words.GoOnAsync(going.DatasetId, Cancel));
        var job = await new JobExecutor(test.Jobs, [new RemovalJob(test.Database)], TimeProvider.System, NullLogger<JobExecutor>.Instance)
            .RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, null, Cancel);

        Assert.True(job.Job.State == JobState.Done, job.Job.Message);
        Assert.Empty(test.Samples.Words.All(going with { SampleCount = Count }, "something", Cancel));
        Assert.Equal(Enumerable.Range(0, Count), test.Samples.Words.All(test.Datasets.Find(staying.DatasetId)!, "something", Cancel));
        await CheckIndexAsync(test);
    }

    [Fact]
    public async Task Export_RuleAsksForWordsThatAreNotIndexedYet_IsRefused()
    {
        await using var test = new TestDatabase();
        var dataset = await FilledAsync(test, "d");
        await new WordIndex(test.Database, TimeSpan.Zero).GoOnAsync(dataset.DatasetId, Cancel);
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        var export = new ExportJob(
            test.Datasets, test.Samples, test.Scores, test.Reviews, tables, new FilterStore(test.Database, TimeProvider.System), new ExportStore(test.Database, TimeProvider.System));
        ExportJobRequest Asking(string rule) => new() { Rule = rule, Folder = test.Folder.File("out") };

        var fault = Assert.Throws<QualityReviewException>(() => export.Plan(test.Datasets.Get("d"), Asking("""length > 3 and not text contains "something" """), Cancel));

        Assert.Equal("The rule asks for words, and those of 128 of 300 samples are indexed so far: export when the import into d is done.", fault.Message);
        Assert.Equal(Count, export.Plan(test.Datasets.Get("d"), Asking("length > 3"), Cancel).Selection.Kept.Count);
        await CompleteAsync(test, dataset);
        Assert.Equal(Count, export.Plan(test.Datasets.Get("d"), Asking("""text contains "something" """), Cancel).Selection.Kept.Count);
    }

    private static async Task<Dataset> FilledAsync(TestDatabase test, string name)
    {
        var dataset = await test.Datasets.GetOrCreateAsync(name, cancellation: Cancel);
        await test.SampleWriter.AddAsync(dataset.DatasetId, [.. Some.Founds(Count).Select(Prepared)], (_, _) => { }, Cancel, wordsLater: true);
        return test.Datasets.Get(name);
    }

    private static PreparedSample Prepared(FoundSample found) => PreparedSample.From(found, "tests", _ => "en");

    private static async Task CompleteAsync(TestDatabase test, Dataset dataset)
    {
        while (await new WordIndex(test.Database).GoOnAsync(dataset.DatasetId, Cancel) is var (done, all) && done < all)
        {
        }
    }

    /// <summary>Has SQLite compare the index with all texts.</summary>
    private static Task<int> CheckIndexAsync(TestDatabase test) =>
        test.Database.WriteAsync(write => write.Execute("insert into text_index (text_index, rank) values ('integrity-check', 1)"), Cancel);
}
