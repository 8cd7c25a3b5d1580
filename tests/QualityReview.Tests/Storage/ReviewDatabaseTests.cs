using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Tests.Storage;

public sealed class ReviewDatabaseTests
{
    [Fact]
    public async Task WriteAsync_OneOfManyThrows_RollsBackThatOneAlone()
    {
        await using var test = new TestDatabase();

        var writes = Enumerable.Range(0, 100).Select(i => test.Database.WriteAsync(connection =>
        {
            connection.Execute("insert into datasets (name, title, created_at) values (@name, '', '2026-01-01T00:00:00Z')", new { name = $"d{i}" });
            if (i == 50)
            {
                throw new InvalidOperationException("fifty");
            }
        })).ToList();
        var faults = await Task.WhenAll(writes.Select(async write =>
        {
            try
            {
                await write;
                return 0;
            }
            catch (InvalidOperationException)
            {
                return 1;
            }
        }));

        Assert.Equal(1, faults.Sum());
        var names = test.Datasets.List().Select(dataset => dataset.Name).ToHashSet();
        Assert.Equal(99, names.Count);
        Assert.DoesNotContain("d50", names);
    }

    [Fact]
    public async Task WriteAsync_AskedForOneAfterTheOther_RunInThatOrderWithoutWaitingInBetween()
    {
        await using var test = new TestDatabase();
        var order = new List<int>();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => test.Database.WriteAsync(_ => order.Add(i))));

        Assert.Equal(Enumerable.Range(0, 500), order);
    }

    [Fact]
    public async Task WriteAsync_Committed_ComesIntoTheDatabaseFileBesideTheWriter()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(3));

        // Read without the write-ahead log: only what was copied into the file itself is there.
        var names = new List<string>();
        while (!names.Contains(dataset.Name))
        {
            await test.Database.WriteAsync(connection => connection.Execute("update datasets set title = title"));
            await Task.Delay(20, TestContext.Current.CancellationToken);
            using var file = new SqliteConnection($"Data Source=file:{test.Database.File}?immutable=1;Pooling=false");
            file.Open();
            try
            {
                names = [.. file.Query<string>("select name from datasets")];
            }
            catch (SqliteException)
            {
                // Half of a page has been copied, or no schema yet.
            }
        }

        Assert.Equal([dataset.Name], names);
    }

    [Fact]
    public async Task KeptStatement_RunAgainWithOtherValues_StoresAndReadsThem()
    {
        await using var test = new TestDatabase();
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));

        var read = await test.Database.WriteAsync(connection =>
        {
            connection.Execute("create temp table kept (a, b, c, d)");
            foreach (var (a, b) in new (string?, object?)[] { ("one", 1), (null, .5), ("three", null) })
            {
                Assert.Equal(1, KeptStatement.On(connection, "insert into kept values (@a, @b, @c, @d)").With("@a", a).With("@b", b).With("@c", true).With("@d", time).Execute());
            }

            Assert.Same(KeptStatement.On(connection, "select 1"), KeptStatement.On(connection, "select 1"));
            Assert.Null(KeptStatement.On(connection, "select a from kept where a = @a").With("@a", "none").First(row => row.GetString(0)));
            return connection.Query<string>("select coalesce(a, '-') || '|' || coalesce(b, '-') || '|' || c || '|' || d from kept order by rowid").ToList();
        }, TestContext.Current.CancellationToken);

        Assert.Equal(["one|1|1|2026-01-02T01:04:05.678Z", "-|0.5|1|2026-01-02T01:04:05.678Z", "three|-|1|2026-01-02T01:04:05.678Z"], read);
    }

    [Fact]
    public async Task WriteAsync_CancelledBeforeItsTurn_IsNotWritten()
    {
        await using var test = new TestDatabase();
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var first = test.Database.WriteAsync(_ => gate.Wait());
        var second = test.Database.WriteAsync(connection => connection.Execute("insert into datasets (name, title, created_at) values ('late', '', '')"), cancel.Token);

        await cancel.CancelAsync();
        gate.Set();
        await first;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Null(test.Datasets.Find("late"));
    }

    [Fact]
    public async Task Open_DatabaseOfNewerVersion_SaysSo()
    {
        using var folder = new TestFolder();
        await using (var database = ReviewDatabase.Open(folder.Path))
        {
            await database.WriteAsync(connection => connection.Execute("insert into migrations (name) values ('9999_future')"));
        }

        var fault = Assert.Throws<QualityReviewException>(() => ReviewDatabase.Open(folder.Path));

        Assert.Contains("9999_future", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderIsAFile_NamesIt()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("taken"), "");

        var fault = Assert.Throws<QualityReviewException>(() => ReviewDatabase.Open(folder.File("taken")));

        Assert.Contains("taken", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackUp_WhileOpen_GivesADatabaseWithTheSameRows()
    {
        await using var test = new TestDatabase();
        await test.DatasetOfAsync(Some.Founds(10));

        test.Database.BackUp(test.Folder.File("copy.db"));

        using var connection = new SqliteConnection($"Data Source={test.Folder.File("copy.db")};Pooling=false");
        connection.Open();
        Assert.Equal("ok", connection.ExecuteScalar<string>("pragma integrity_check"));
        Assert.Equal(10, connection.ExecuteScalar<int>("select count(*) from texts"));
    }

    [Fact]
    public async Task Ledger_UpdateOrDelete_IsRefusedByTheDatabase()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(1));
        await test.Reviews.AddAsync(new() { DatasetId = dataset.DatasetId, Ordinal = 0, Author = "ann", Verdict = QualityReview.Reviews.Verdict.Keep, ClientKey = "a" }, TestContext.Current.CancellationToken);

        foreach (var sql in (string[])["update reviews set verdict = 2", "delete from reviews"])
        {
            var fault = await Assert.ThrowsAsync<SqliteException>(() => test.Database.WriteAsync(connection => connection.Execute(sql), TestContext.Current.CancellationToken));
            Assert.Contains("append-only", fault.Message, StringComparison.Ordinal);
        }
    }
}
