using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Tests.Jobs;

public sealed class WordIndexerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_ImportsLeftWordsBehind_IndexesThoseThatNoImportWill()
    {
        await using var test = new TestDatabase();
        var (running, left) = (await FilledAsync(test, "running"), await FilledAsync(test, "left"));
        await test.Jobs.AddAsync(JobKind.Import, running.DatasetId, "Import", "{}", "", Cancel);
        using var indexer = new WordIndexer(test.Datasets, test.Jobs, new WordIndex(test.Database, TimeSpan.Zero), NullLogger<WordIndexer>.Instance);

        await indexer.StartAsync(Cancel);
        while (test.Datasets.Get("left").IndexedCount < left.SampleCount)
        {
            await Task.Delay(10, Cancel);
        }

        await indexer.StopAsync(Cancel);
        Assert.Equal(Enumerable.Range(0, left.SampleCount), test.Samples.Words.All(test.Datasets.Find(left.DatasetId)!, "something", Cancel));
        Assert.Equal(0, test.Datasets.Get("running").IndexedCount);
    }

    private static async Task<Dataset> FilledAsync(TestDatabase test, string name)
    {
        var dataset = await test.Datasets.GetOrCreateAsync(name, cancellation: Cancel);
        await test.SampleWriter.AddAsync(dataset.DatasetId, [.. Some.Founds(300).Select(found => PreparedSample.From(found, "tests", _ => "en"))], (_, _) => { }, Cancel, wordsLater: true);
        return test.Datasets.Get(name);
    }
}
