using Dapper;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Tests.Storage;

public sealed class DiskFaultTests
{
    [Fact]
    public async Task WriteAsync_DiskFull_SaysSoToEverybodyOfTheCommitAndGoesOnWithRoom()
    {
        await using var test = new TestDatabase();
        await test.Database.WriteAsync(connection => connection.Execute($"pragma max_page_count = {connection.ExecuteScalar<long>("pragma page_count")}"));

        // The writer is held until all five wait, so that they share a commit: after it a new connection knows nothing of the limit.
        using ManualResetEventSlim begun = new(), held = new();
        var before = test.Database.WriteAsync(_ =>
        {
            begun.Set();
            held.Wait(TestContext.Current.CancellationToken);
        });
        begun.Wait(TestContext.Current.CancellationToken);
        var writes = Enumerable.Range(0, 5).Select(i => test.Database.WriteAsync(connection =>
            connection.Execute("insert into datasets (name, title, created_at) values (@name, @title, '2026-01-01T00:00:00Z')", new { name = $"d{i}", title = new string('x', 100_000) }))).ToList();
        held.Set();
        await before;
        foreach (var write in writes)
        {
            var fault = await Assert.ThrowsAsync<StorageException>(() => write);
            Assert.Equal("Nothing was saved, as the disk of the data folder is full; make room there, then ask for it again.", fault.Message);
        }

        await test.Database.WriteAsync(connection => connection.Execute("pragma max_page_count = 1000000"));
        await test.Datasets.GetOrCreateAsync("later");
        Assert.Equal(["later"], test.Datasets.List().Select(dataset => dataset.Name));
    }

    [Fact]
    public void Of_FaultThatIsNotTheDisks_IsNone()
    {
        Assert.Null(StorageException.Of(new InvalidOperationException("no")));
        Assert.Null(StorageException.Of(new Microsoft.Data.Sqlite.SqliteException("no such table: t", 1)));
        Assert.Equal("The disk refused (No space left on device); look after it, then ask for it again.", StorageException.Of(new IOException("No space left on device."))!.Message);
    }
}
