using System.IO.Compression;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;
using QualityReview.TestKit;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Tests.Storage;

/// <summary>Databases as every earlier version left them: brought up to this version, nothing in them is lost.</summary>
public sealed class OldDatabaseTests : IDisposable
{
    private const string Room = "tests/QualityReview.Web.Tests/Storage/OldDatabases/";

    /// <summary>The scripts in the order in which they came, which is not that of their numbers.</summary>
    private static readonly string[] _history =
    [
        "0001_first", "0005_people", "0003_clusters", "0004_duplicates", "0006_queues", "0007_settling", "0012_removal", "0009_recipes", "0008_open_items", "0011_api_requests",
        "0013_indexed_words", "0014_words_and_archive",
    ];

    private readonly TestFolder _folder = new();

    /// <summary>A file, and the last script that it has been through.</summary>
    public static TheoryData<string, string> Schemas => new(
    [
        .. Directory.EnumerateFiles(Repository.File(Room), "*.db.gz").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), "")),
        .. _history[1..^1].Select(script => ("0.1.0.db.gz", script)),
    ]);

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Open_DatabaseOfAnEarlierVersion_KeepsEverything(string name, string last)
    {
        Unpack(name, last);
        var scores = Bytes("select score_values from score_chunks order by run_id, chunk_no");
        var vectors = Bytes("select vectors from embedding_chunks order by chunk_no");
        Assert.True(scores.Count >= 2);

        await using var database = ReviewDatabase.Open(_folder.Path);

        Assert.Empty(ReviewDatabase.Faults(database.File, whole: true, TestContext.Current.CancellationToken));
        Assert.Empty(Rows("select * from pragma_foreign_key_check"));
        Assert.Equal(_history.Order(StringComparer.Ordinal), Rows("select name from migrations order by name"));
        Assert.Equal(scores, Bytes("select score_values from score_chunks order by run_id, chunk_no"));
        Assert.Equal(vectors, Bytes("select vectors from embedding_chunks order by chunk_no"));
        await ReadAsync(database);
    }

    [Fact]
    public void Open_DatabaseOfANewerVersion_IsRefusedInASentence()
    {
        Unpack("0.3.0.db.gz", "");
        using (var connection = Connect())
        {
            connection.Execute("insert into migrations (name) values ('9999_of_tomorrow')");
        }

        var fault = Assert.Throws<QualityReviewException>(() => ReviewDatabase.Open(_folder.Path));

        Assert.Contains("was written by a newer version (it has migration 9999_of_tomorrow", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task ReadAsync(ReviewDatabase database)
    {
        var time = TimeProvider.System;
        var datasets = new DatasetStore(database, time);
        var samples = new SampleStore(database);
        var scoring = new ScoreStore(database, time);
        var reviews = new ReviewStore(database, time);
        var filters = new FilterStore(database, time);
        var dataset = Assert.Single(datasets.List());
        string[] ids = ["a-1", "a-2", "b/1", "b 2", "c", "d", "日本", "e"];

        Assert.Equal(ids, samples.Ids(dataset.DatasetId, [.. Enumerable.Range(0, ids.Length)]));
        Assert.Equal("<b onclick=alert(1)>click</b> =1+1 \"quoted\", comma; semicolon", samples.Find(dataset.DatasetId, 3)!.Text);
        Assert.Equal("""{"year":1891,"license":"CC0"}""", samples.Find(dataset.DatasetId, 0)!.Meta);
        Assert.Equal([4, 5], samples.Words.All(dataset, "\"buy now\"", TestContext.Current.CancellationToken).Order());
        Assert.All(Enumerable.Range(0, ids.Length), ordinal => Assert.True(scoring.Of(dataset.DatasetId, ordinal).Count(score => score.Value is > 0) >= 2));
        Assert.Equal([(0, Verdict.Keep, "Ana"), (4, Verdict.Unsure, "Bo")], reviews.Current(dataset.DatasetId).OrderBy(verdict => verdict.Ordinal).Select(verdict => (verdict.Ordinal, verdict.Verdict, verdict.Author)));
        Assert.Equal(2, reviews.History(dataset.DatasetId, 7).Count);
        Assert.Equal("well told", Assert.Single(reviews.History(dataset.DatasetId, 0)).Note);
        Assert.Equal(5, reviews.LastPosition());

        using var tables = new SampleTables(datasets, samples, scoring, reviews);
        var browse = new BrowseReader(datasets, tables, samples, filters);
        var view = browse.Read("old", "?rule=percentile%28perplexity%29%20%3E%3D%2050&filter=good", true, TestContext.Current.CancellationToken)!;
        Assert.Equal("good", view.Compared!.Name);
        Assert.InRange(view.Shown.Count, 4, 5);
        Assert.Equal(view.Shown.Count, browse.Samples(view, 0, 10).Count);

        // And it goes on from there.
        await reviews.AddAsync(
            new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = 1, Author = "Ana", Verdict = Verdict.Drop, ClientKey = "after-migration" }, TestContext.Current.CancellationToken);
        Assert.Equal(6, reviews.LastPosition());
    }

    private void Unpack(string name, string last)
    {
        using (var packed = new GZipStream(File.OpenRead(Repository.File(Room + name)), CompressionMode.Decompress))
        using (var file = File.Create(_folder.File(ReviewDatabase.FileName)))
        {
            packed.CopyTo(file);
        }

        // What lay between two of the files was the earlier one, opened by the program of that day.
        using var connection = Connect();
        foreach (var script in _history.SkipWhile(script => script != "0005_people").TakeWhile((_, i) => last.Length > 0 && i < Array.IndexOf(_history, last)))
        {
            connection.Execute(File.ReadAllText(Repository.File($"src/QualityReview/Storage/Migrations/{script}.sql")));
            connection.Execute("insert into migrations (name) values (@script)", new { script });
        }
    }

    private List<string> Rows(string sql)
    {
        using var connection = Connect();
        return [.. connection.Query<string>(sql)];
    }

    private List<string> Bytes(string sql)
    {
        using var connection = Connect();
        return [.. connection.Query<byte[]>(sql).Select(Convert.ToHexString)];
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.File(ReviewDatabase.FileName)};Pooling=false");
        connection.Open();
        return connection;
    }
}
