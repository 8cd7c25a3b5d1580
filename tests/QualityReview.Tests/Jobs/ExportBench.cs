using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

/// <summary>A dataset of a hundred samples, half docs and half forums, and everything that exports of it need.</summary>
internal sealed class ExportBench : IAsyncDisposable
{
    public const int Samples = 100, Scored = 90;

    private readonly SampleTables _tables;
    private Dataset? _dataset;

    public ExportBench()
    {
        _tables = new SampleTables(Store.Datasets, Store.Samples, Store.Scores, Store.Reviews, null, Store.Duplicates);
        var filters = new FilterStore(Store.Database, TimeProvider.System);
        Job = new ExportJob(Store.Datasets, Store.Samples, Store.Scores, Store.Reviews, _tables, filters, new ExportStore(Store.Database, TimeProvider.System));
        Diffs = new ExportDiffs(Store.Datasets, Store.Samples, Job);
        Replay = new ExportReplay(Store.Datasets, Store.Samples, Store.Reviews, filters, Job);
    }

    public TestDatabase Store { get; } = new();

    public ExportJob Job { get; }

    public ExportDiffs Diffs { get; }

    public ExportReplay Replay { get; }

    public Dataset Dataset => Store.Datasets.Get(_dataset!.Name);

    public static float Density(int i) => 1f + (i * 13 % 31);

    public static List<(string, string)> Files(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file))))];

    public async Task FillAsync()
    {
        _dataset = await Store.DatasetOfAsync(Some.Founds(Samples));
        await ScoreAsync("density_1", i => i < Scored ? Density(i) : float.NaN);
    }

    public Task GrowAsync() => Store.DatasetOfAsync(Some.Found("later"));

    public async Task ScoreAsync(string key, Func<int, float> score)
    {
        var run = await Store.Scores.BeginAsync(Dataset.DatasetId, Some.Card(key), Samples, "CPU", "{}");
        await Store.Scores.CommitAsync(run, 0, new ScoreChunk([.. Enumerable.Range(0, Samples).Select(score)], new ScoreFlags[Samples], [], []), 0, 0);
        await Store.Scores.FinishAsync(run);
    }

    public Task JudgeAsync(int ordinal, Verdict verdict) =>
        Store.Reviews.AddAsync(new ReviewRequest { DatasetId = Dataset.DatasetId, Ordinal = ordinal, Author = "Ana", Verdict = verdict, ClientKey = Guid.NewGuid().ToString() });

    public string Folder(string name) => Path.Combine(Store.Folder.Path, name);

    public ExportManifest Manifest(string name) => ManifestJson.Read(File.ReadAllBytes(Path.Combine(Folder(name), ExportManifest.FileName)));

    public async Task<ExportManifest> ExportAsync(string rule, string name, Recipe? recipe = null, string format = "jsonl", bool excluded = false)
    {
        var request = new ExportJobRequest { Rule = rule, Recipe = recipe is null ? null : RecipeJson.WriteCompact(recipe), Folder = Folder(name), Format = format, Excluded = excluded };
        await RunAsync(Job, JobKind.Export, JobRequests.Write(request));
        return Manifest(name);
    }

    /// <returns>What the job said.</returns>
    public async Task<string> RunAsync(IJobWork work, string kind, string request, string state = JobState.Done)
    {
        var queued = await Store.Jobs.AddAsync(kind, Dataset.DatasetId, kind, request, "");
        var outcome = await new JobExecutor(Store.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync((await Store.Jobs.TakeAsync(queued.JobId))!, null, CancellationToken.None);
        Assert.True(outcome.Job.State == state, outcome.Job.Message);
        return outcome.Job.Message;
    }

    public async ValueTask DisposeAsync()
    {
        _tables.Dispose();
        await Store.DisposeAsync();
    }
}
