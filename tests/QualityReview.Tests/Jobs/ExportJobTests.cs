using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samplers;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class ExportJobTests
{
    private const int Samples = 100, Scored = 90, Count = 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The reference is the sampler over the ids and scores alone, as ten shards.
    [Fact]
    public async Task RunAsync_RuleThatDraws_ExportsWhatTheShardsDrawWithProbabilities()
    {
        await using var test = new TestDatabase();
        var dataset = await DatasetAsync(test);
        await test.Reviews.AddAsync(new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = 99, Author = "Ana", Verdict = Verdict.Keep, ClientKey = "1" }, Cancel);
        var folder = Path.Combine(test.Folder.Path, "drawn");
        await ExportAsync(test, dataset, "ips(30, density, seed 7)", folder);

        var merged = new IpsSampler(7, Count);
        for (var shard = 0; shard < 10; shard++)
        {
            var part = new IpsSampler(7, Count);
            foreach (var i in Enumerable.Range(0, Scored).Where(i => i % 10 == shard))
            {
                part.Add($"s-{i}", Density(i));
            }

            merged.Merge(part);
        }

        var expected = merged.Draw();
        var index = File.ReadLines(Path.Combine(folder, ExportManifest.IndexName)).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => double.Parse(parts[2], CultureInfo.InvariantCulture));
        Assert.Equal(1, index["s-99"]);
        Assert.True(index.Remove("s-99"));
        Assert.Equal(expected.Samples.Select(sample => sample.SampleId).Order(StringComparer.Ordinal), index.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected.Samples, sample => Assert.Equal(sample.InclusionProbability, index[sample.SampleId], 1e-12));
        Assert.Empty(ExportVerifier.Verify(folder, Cancel));

        var manifest = ManifestJson.Read(File.ReadAllBytes(Path.Combine(folder, ExportManifest.FileName)));
        var draw = Assert.Single(manifest.Sampler!.Draws);
        Assert.Equal(("ips", 7L, "density_1", "30", "90", "10"), (draw.Name, draw.Seed, draw.Settings["scorer"], draw.Settings["count"], draw.Settings["offered"], draw.Settings["without_score"]));
        Assert.Equal(expected.Threshold, double.Parse(draw.Settings["threshold"], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal("ips(density, 30, seed 7)", draw.Settings["term"]);
    }

    [Fact]
    public async Task RunAsync_RuleWithoutDraws_HasNoSamplerAndNoProbabilities()
    {
        await using var test = new TestDatabase();
        var folder = Path.Combine(test.Folder.Path, "all");
        await ExportAsync(test, await DatasetAsync(test), "scored(density)", folder);

        Assert.Null(ManifestJson.Read(File.ReadAllBytes(Path.Combine(folder, ExportManifest.FileName))).Sampler);
        Assert.All(File.ReadLines(Path.Combine(folder, ExportManifest.IndexName)), line => Assert.Equal(2, line.Split('\t').Length));
    }

    [Fact]
    public async Task RunAsync_DrawsThatShareTheirSeed_SaysWhyThereIsNoProbability()
    {
        await using var test = new TestDatabase();
        var folder = Path.Combine(test.Folder.Path, "shared");
        await ExportAsync(test, await DatasetAsync(test), "random(80%, seed 1) and random(90%, seed 1)", folder);

        Assert.StartsWith("Not known:", ManifestJson.Read(File.ReadAllBytes(Path.Combine(folder, ExportManifest.FileName))).Sampler!.Probabilities, StringComparison.Ordinal);
        Assert.All(File.ReadLines(Path.Combine(folder, ExportManifest.IndexName)), line => Assert.Equal(2, line.Split('\t').Length));
        Assert.Empty(ExportVerifier.Verify(folder, Cancel));
    }

    [Fact]
    public async Task RunAsync_AsOfAnEarlierPosition_WritesTheBytesThatWereWrittenThen()
    {
        await using var test = new TestDatabase();
        var dataset = await DatasetAsync(test);
        var other = await test.Datasets.GetOrCreateAsync("other", cancellation: Cancel);
        await JudgeAsync(dataset, 1, Verdict.Drop, "1");
        var taken = await JudgeAsync(dataset, 2, Verdict.Drop, "2");
        var then = Path.Combine(test.Folder.Path, "then");
        await ExportAsync(test, dataset, "source = docs", then);
        var position = ManifestJson.Read(File.ReadAllBytes(Path.Combine(then, ExportManifest.FileName))).LedgerPosition;

        await test.Reviews.AddAsync(new ReviewRequest { DatasetId = other.DatasetId, Ordinal = 0, Author = "Ana", Verdict = Verdict.Keep, ClientKey = "3" }, Cancel);
        await test.Reviews.UndoAsync(taken.ReviewId, "Ana", "4", Cancel);
        await JudgeAsync(dataset, 1, Verdict.Keep, "5");
        await JudgeAsync(dataset, 4, Verdict.Drop, "6");
        var now = Path.Combine(test.Folder.Path, "now");
        await ExportAsync(test, dataset, "source = docs", now);
        // The position of an entry on another dataset, one later, is the same moment for this one.
        foreach (var asOf in new[] { position, position + 1 })
        {
            var again = Path.Combine(test.Folder.Path, $"again-{asOf}");
            await ExportAsync(test, dataset, "source = docs", again, asOf);
            Assert.Equal(Files(then), Files(again));
        }

        Assert.NotEqual(Files(then), Files(now));

        Task<Review> JudgeAsync(Dataset dataset, int ordinal, Verdict verdict, string key) =>
            test.Reviews.AddAsync(new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = ordinal, Author = "Ana", Verdict = verdict, ClientKey = key }, Cancel);

        static List<(string, string)> Files(string folder) =>
            [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file))))];
    }

    private static float Density(int i) => 1f + (i * 13 % 31);

    private static async Task<Dataset> DatasetAsync(TestDatabase test)
    {
        var dataset = await test.DatasetOfAsync(Some.Founds(Samples));
        var run = await test.Scores.BeginAsync(dataset.DatasetId, Some.Card("density_1"), Samples, "CPU", "{}", Cancel);
        float[] values = [.. Enumerable.Range(0, Samples).Select(i => i < Scored ? Density(i) : float.NaN)];
        await test.Scores.CommitAsync(run, 0, new ScoreChunk(values, new ScoreFlags[Samples], [], []), 0, 0, Cancel);
        await test.Scores.FinishAsync(run, cancellation: Cancel);
        return test.Datasets.Get(dataset.Name);
    }

    private static async Task ExportAsync(TestDatabase test, Dataset dataset, string rule, string folder, long? asOf = null)
    {
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        var work = new ExportJob(test.Datasets, test.Samples, test.Scores, test.Reviews, tables, new FilterStore(test.Database, TimeProvider.System), new ExportStore(test.Database, TimeProvider.System));
        var queued = await test.Jobs.AddAsync(JobKind.Export, dataset.DatasetId, "Export", JobRequests.Write(new ExportJobRequest { Rule = rule, Folder = folder, AsOf = asOf }), "", Cancel);
        var outcome = await new JobExecutor(test.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, null, Cancel);
        Assert.True(outcome.Job.State == JobState.Done, outcome.Job.Message);
    }
}
