using Dapper;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class DatasetArchiveTests
{
    [Fact]
    public async Task ArchiveAsync_ADataset_IsOutOfSightAndOfMemoryAndComesBackWhole()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(20));
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        tables.Get(dataset.DatasetId);
        Assert.True(tables.Held()[dataset.DatasetId] > 0);

        await new DatasetArchive(test.Database, TimeProvider.System).ArchiveAsync(dataset, TestContext.Current.CancellationToken);
        tables.Sweep();

        Assert.Empty(test.Datasets.List());
        Assert.Null(test.Datasets.Find("testing"));
        Assert.Equal(["testing"], test.Datasets.Archived().Select(archived => archived.Name));
        Assert.Empty(tables.Held());
        Assert.Contains("is archived", Assert.Throws<QualityReviewException>(() => test.Datasets.Get("testing")).Message, StringComparison.Ordinal);

        await new DatasetArchive(test.Database, TimeProvider.System).TakeOutAsync(dataset, TestContext.Current.CancellationToken);

        Assert.Equal(dataset, test.Datasets.Get("testing"));
        Assert.Equal(20, test.Samples.Words.All(dataset, "sample", TestContext.Current.CancellationToken).Count);
        Assert.Equal(20, tables.Get(dataset.DatasetId).Table.Count);
    }

    [Fact]
    public async Task WriteAsync_ToAnArchivedDataset_IsRefusedInASentence()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(2));
        await new DatasetArchive(test.Database, TimeProvider.System).ArchiveAsync(dataset, TestContext.Current.CancellationToken);
        Func<Task>[] writes =
        [
            () => test.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score it", "{}", "ann"),
            () => test.Datasets.GetOrCreateAsync("testing"),
            () => test.SampleWriter.AddAsync(dataset.DatasetId, [PreparedSample.From(Some.Found("new"), "tests", _ => "en")], (_, _) => { }, CancellationToken.None),
            () => test.Scores.BeginAsync(dataset.DatasetId, Some.Card(), 256, "CPU", "{}"),
            () => new FilterStore(test.Database, TimeProvider.System).SaveAsync(dataset.DatasetId, "good", "length > 3", "ann"),
            () => test.Database.WriteAsync(connection => connection.Execute(
                "insert into reviews (dataset_id, ordinal, author, verdict, reasons, note, client_key, created_at) values (@DatasetId, 0, 'ann', 1, '', '', 'key', '')", dataset)),
        ];
        foreach (var write in writes)
        {
            var fault = await Assert.ThrowsAsync<QualityReviewException>(write);
            Assert.EndsWith("is archived: an admin can take it out of the archive on the page Database.", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, test.Datasets.Archived()[0].SampleCount);
        Assert.Empty(test.Reviews.Current(dataset.DatasetId));
    }

    [Fact]
    public async Task ArchiveAsync_AJobWaits_IsRefused()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(2));
        await test.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score it", "{}", "ann", TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<QualityReviewException>(() => new DatasetArchive(test.Database, TimeProvider.System).ArchiveAsync(dataset));

        Assert.Contains("(Score it)", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(test.Datasets.Find("testing"));
    }

    [Fact]
    public async Task Figures_OfADatabase_NameItsTables()
    {
        await using var test = new TestDatabase();
        await test.DatasetOfAsync(Some.Found("long", new string('x', 300_000)));

        var figures = DatabaseFigures.Of(test.Database);
        var tables = DatabaseFigures.Tables(test.Database, TestContext.Current.CancellationToken).ToDictionary(table => table.Table, table => table.Bytes);

        Assert.Equal(test.Database.File, figures.File);
        Assert.True(figures.Bytes + figures.LogBytes > 300_000);
        Assert.InRange(tables["texts"], 300_000, 400_000);
        Assert.True(tables["text_index"] > 0);
    }
}
