using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class ExportedReceiptsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FlaggedSamplesAndAnEnsemble_ExportsWhoRaisedEachFlagAndEveryReceipt()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(3));
        foreach (var (key, flag) in new[] { ("ask_llm_a_1", ScoreFlags.TooShort), ("ask_llm_b_1", ScoreFlags.Truncated | ScoreFlags.DidNotAnswer) })
        {
            var run = await test.Scores.BeginAsync(dataset.DatasetId, Some.Card(key, ScoreDirection.HigherIsBetter) with { Method = "ask_llm" }, 256, "CPU", $$"""{"model":"{{key}}"}""", Cancel);
            await test.Scores.CommitAsync(run, 0, new ScoreChunk([1, 2, 3], [ScoreFlags.None, flag, ScoreFlags.None], [], []), 0, 0, Cancel);
            await test.Scores.FinishAsync(run, cancellation: Cancel);
        }

        var ensemble = new ScorerDefinition("ask_llm_ensemble_1", "ask_llm", "Both", "", _ => throw new InvalidOperationException()) { Members = ["ask_llm_a_1", "ask_llm_b_1"] };
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        var scoring = new ScoringJob(
            test.Datasets, new ScorerCatalog([ensemble]), new ScoringRunner(test.Samples, test.Scores), new DensityRunner(test.Samples, test.Scores, test.Embeddings), new EnsembleRunner(test.Scores));
        var export = new ExportJob(
            test.Datasets, test.Samples, test.Scores, test.Reviews, tables, new FilterStore(test.Database, TimeProvider.System), new ExportStore(test.Database, TimeProvider.System));

        await RunAsync(JobKind.Score, JobRequests.Write(new ScoringRequest(ensemble.Key)), scoring);
        await RunAsync(JobKind.Export, JobRequests.Write(new ExportJobRequest { Rule = "all", Folder = test.Folder.File("out") }), export);

        var lines = File.ReadAllLines(test.Folder.File("out/subset-00000.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(
            ["ask_llm_a_1:too_short", "ask_llm_b_1:truncated", "ask_llm_b_1:did_not_answer", "ask_llm_ensemble_1:too_short", "ask_llm_ensemble_1:truncated", "ask_llm_ensemble_1:did_not_answer"],
            lines[1].GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));
        Assert.Equal(0, lines[0].GetProperty("flags").GetArrayLength());
        Assert.Equal(["id", "source", "text", "meta", "decision", "verdict", "reasons", "flags", "scores"], lines[0].EnumerateObject().Select(member => member.Name));
        var score = lines[2].GetProperty("scores").GetProperty(ensemble.Key);
        Assert.Equal((500 / 6f, 500 / 6f), (score.GetProperty("value").GetSingle(), score.GetProperty("percentile").GetSingle()));
        var manifest = ManifestJson.Read(File.ReadAllBytes(test.Folder.File("out/manifest.json")));
        Assert.Equal("ask_llm_a_1 ask_llm_b_1", manifest.Scorers.Single(scorer => scorer.Key == ensemble.Key).Receipt["ensemble_members"]);
        Assert.Equal("ask_llm_b_1", manifest.Scorers.Single(scorer => scorer.Key == "ask_llm_b_1").Receipt["model"]);
        Assert.Contains("the mean percentile of `ask_llm_a_1` and `ask_llm_b_1`", File.ReadAllText(test.Folder.File("out/README.md")), StringComparison.Ordinal);

        async Task RunAsync(string kind, string request, IJobWork work)
        {
            var queued = await test.Jobs.AddAsync(kind, dataset.DatasetId, "test", request, "ann", Cancel);
            var executor = new JobExecutor(test.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance);
            var job = (await executor.RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, null, Cancel)).Job;
            Assert.True(job.State == JobState.Done, job.Message);
        }
    }
}
