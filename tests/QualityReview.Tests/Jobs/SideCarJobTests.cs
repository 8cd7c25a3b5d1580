using QualityReview.Jobs;
using QualityReview.Parquet;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class SideCarJobTests : IAsyncDisposable
{
    private readonly ExportBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task RunAsync_JsonlWithWrongLines_KeepsTheGoodAndSetsEveryOtherAside()
    {
        await _bench.FillAsync();
        var file = Write("a.jsonl",
            """{"id":"s-3","score":0.25}""", """{"id":"s-4","score":"1e-3"}""", """{"id":"nobody","score":1}""", """{"id":"s-3","score":2}""",
            """{"id":"s-5","score":null}""", """{"score":4}""", "{", """{"id":"s-6","score":"much"}""", """{"id":"s-7","score":1e999}""", """{"id":"s-8","score":-7,"more":[1]}""");

        var said = await RunAsync(Request(file));

        Assert.Equal("quality_1: 3 of 100 samples have a score, 7 lines were set aside.", said);
        var values = Load("quality_1");
        Assert.Equal((0.25f, 0.001f, -7f), (values[3], values[4], values[8]));
        Assert.Equal(97, values.Count(float.IsNaN));
        var import = _bench.Store.Imports.List(_bench.Dataset.DatasetId)[0];
        var aside = _bench.Store.Imports.SetAside(import.ImportId);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], aside.Select(line => (int)line.Line));
        Assert.Equal("No sample of testing has this id.", aside[0].Reason);
        Assert.Equal("The id has a score on an earlier line.", aside[1].Reason);
        Assert.Equal("The field 'id' is missing.", aside[3].Reason);
        Assert.Equal("The field 'score' holds no finite number.", aside[5].Reason);
        Assert.Equal((10, 7), (import.Lines, import.SetAside));
        var card = _bench.Store.Scores.FindCard("quality_1")!;
        Assert.Equal((ScoreDirection.LowerIsBetter, "quality", "a.jsonl"), (card.Direction, card.Method, card.Receipt["side_car"]));
    }

    [Fact]
    public async Task RunAsync_CsvAndParquet_ReadTheNamedFields()
    {
        await _bench.FillAsync();
        await RunAsync(Request(Write("a.csv", "doc,q", "s-1,0.5", "s-2,7")) with { IdField = "doc", ScoreField = "q" });
        var parquet = _bench.Folder("a.parquet");
        using (var writer = new ParquetWriter(parquet, [("doc", ParquetType.Text), ("q", ParquetType.Float)]))
        {
            writer.Add("s-9");
            writer.Add(0.75f);
            writer.EndRow();
            writer.Close();
        }

        await RunAsync(Request(parquet) with { IdField = "doc", ScoreField = "q", Key = "other_1" });

        Assert.Equal((0.5f, 7f), (Load("quality_1")[1], Load("quality_1")[2]));
        Assert.Equal(0.75f, Load("other_1")[9]);
    }

    [Fact]
    public async Task RunAsync_AnotherFileUnderTheSameKey_IsRefused()
    {
        await _bench.FillAsync();
        await RunAsync(Request(Write("a.jsonl", """{"id":"s-1","score":1}""")));
        await RunAsync(Request(_bench.Folder("a.jsonl")));

        var said = await _bench.RunAsync(Job, JobKind.SideCar, JobRequests.Write(Request(Write("b.jsonl", """{"id":"s-1","score":2}"""))), JobState.Failed);

        Assert.Contains("quality_1 stands for other settings already", said, StringComparison.Ordinal);
        Assert.Equal(1, Load("quality_1")[1]);
    }

    [Theory]
    [InlineData("Quality", "better", "a.jsonl")]
    [InlineData("quality", "better", "a.jsonl")]
    [InlineData("quality_1", "good", "a.jsonl")]
    [InlineData("quality_1", "better", "a.txt")]
    public void Checked_WrongWords_AreRefused(string key, string higher, string file) =>
        Assert.Throws<WrongWordsException>(() => SideCarJob.Checked(Request(file) with { Key = key, Higher = higher }));

    // One machine's run and three merged parts must have the same bytes.
    [Fact]
    public async Task Merge_ThreeShards_HasTheBytesOfOneRun()
    {
        var found = Enumerable.Range(0, 1000).Select(i => Some.Found($"s-{i}", new string('x', 1 + (i % 50)))).ToArray();
        await using var whole = new TestDatabase();
        await using var parts = new TestDatabase();
        var (one, many) = (await whole.DatasetOfAsync(found), await parts.DatasetOfAsync(found));
        var shards = new ScoreShards(parts.Samples, parts.Scores);
        var files = new List<string>();
        for (var shard = 1; shard <= 3; shard++)
        {
            files.Add(parts.Folder.File($"{shard}.jsonl"));
            await shards.ScoreAsync(many, new LengthScorer(), new ScoreShard(shard, 3), files[^1], null, CancellationToken.None);
        }

        var (partial, missing) = await shards.MergeAsync(many, files[..2], CancellationToken.None);
        Assert.Equal((1, ScoringRunState.Partial), (missing, partial.State));
        var (run, none) = await shards.MergeAsync(many, files, CancellationToken.None);

        Assert.Equal((0, ScoringRunState.Done, 1000), (none, run.State, run.Scored));
        var reference = new ScoreShards(whole.Samples, whole.Scores);
        await reference.ScoreAsync(one, new LengthScorer(), new ScoreShard(1, 1), whole.Folder.File("all.jsonl"), null, CancellationToken.None);
        var (all, _) = await reference.MergeAsync(one, [whole.Folder.File("all.jsonl")], CancellationToken.None);
        Assert.Equal(Values(whole, all, 1000), Values(parts, run, 1000));
        Assert.Equal(found.Select(sample => (float)sample.Text.Length), Values(parts, run, 1000));

        // A file of another dataset, or a broken one, is refused and named.
        await using var other = new TestDatabase();
        var few = await other.DatasetOfAsync(Some.Founds(5));
        Assert.Contains("other samples", (await Assert.ThrowsAsync<QualityReviewException>(() => new ScoreShards(other.Samples, other.Scores).MergeAsync(few, files, CancellationToken.None))).Message, StringComparison.Ordinal);
        File.WriteAllText(files[0], File.ReadAllText(files[0])[..^40]);
        Assert.Contains("is broken at line", (await Assert.ThrowsAsync<QualityReviewException>(() => shards.MergeAsync(many, files, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private SideCarJob Job => new(_bench.Store.Datasets, _bench.Store.Samples, _bench.Store.Scores, _bench.Store.Imports, _bench.Store.Database);

    private Task<string> RunAsync(SideCarRequest request) => _bench.RunAsync(Job, JobKind.SideCar, JobRequests.Write(request));

    private static SideCarRequest Request(string file) => new() { File = file, Key = "quality_1", Higher = "worse", IdField = "id", ScoreField = "score" };

    private string Write(string name, params string[] lines)
    {
        File.WriteAllLines(_bench.Folder(name), lines);
        return _bench.Folder(name);
    }

    private float[] Load(string key) => Values(_bench.Store, _bench.Store.Scores.Runs(_bench.Dataset.DatasetId).Single(run => run.ScorerKey == key), ExportBench.Samples);

    private static float[] Values(TestDatabase store, ScoringRun run, int count)
    {
        var values = new float[count];
        store.Scores.Load(run, values, new ScoreFlags[count]);
        return values;
    }
}
