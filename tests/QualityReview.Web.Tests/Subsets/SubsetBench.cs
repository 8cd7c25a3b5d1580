using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

/// <summary>A scorer that anybody can check: the score is the text's length, its tokens are its words.</summary>
internal sealed class WordScorer : IScorer
{
    public const string Key = "perplexity_1";

    public ScorerCard Card { get; } = Some.Card(Key, ScoreDirection.HigherIsBetter, "tokens");

    public string Device => "CPU";

    public static int Words(string text) => text.Split(' ').Length;

    public Task<ScoreChunk> ScoreAsync(IReadOnlyList<string> texts, IProgress<ScoringTick>? progress, CancellationToken cancellation) =>
        Task.FromResult(new ScoreChunk([.. texts.Select(text => (float)text.Length)], new ScoreFlags[texts.Count], [.. texts.Select(text => (float)Words(text))], []));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The pages Subsets and Models over a real database, with a dataset that a scorer has scored and people have judged.</summary>
internal sealed class SubsetBench : BunitContext
{
    public SubsetBench()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Options = new QualityReviewOptions { DataFolder = Store.Folder.Path, Reviewer = "Ana" };
        Options.Scoring.Device = "cpu";
        Filters = new FilterStore(Store.Database, TimeProvider.System);
        Exports = new ExportStore(Store.Database, TimeProvider.System);
        Recipes = new RecipeStore(Store.Database, TimeProvider.System);
        Tables = new SampleTables(Store.Datasets, Store.Samples, Store.Scores, Store.Reviews);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(Options);
        Services.AddSingleton(new ToastFeed());
        Services.AddSingleton(Store.Datasets);
        Services.AddSingleton(Reviewer.From(Options));
        Services.AddSingleton(Store.Scores);
        Services.AddSingleton(Store.Jobs);
        Services.AddSingleton(Catalog);
        Services.AddSingleton(Settings = new ScorerSettings(Options));
        Services.AddSingleton<AddedScorers>();
        Services.AddSingleton<ModelFolderRoots>();
        Services.AddSingleton(new SubsetRooms(Store.Datasets, Tables, Filters, Store.Scores, Store.Reviews, Exports, Recipes, Store.Jobs, Store.Audit, Reviewer.From(Options)));
        Services.AddSingleton(Exports);
        Services.AddSingleton(new ExportDiffs(Store.Datasets, Store.Samples, new ExportJob(Store.Datasets, Store.Samples, Store.Scores, Store.Reviews, Tables, Filters, Exports)));
        Services.AddSingleton(new JobFeed(Store.Jobs, TimeProvider.System, NullLogger<JobFeed>.Instance));
        Services.AddSingleton(services => new JobOrders(Store.Datasets, Store.Jobs, services.GetRequiredService<ScorerCatalog>(), Store.Audit, Reviewer.From(Options)));
    }

    public TestDatabase Store { get; } = new();

    public QualityReviewOptions Options { get; }

    public ScorerSettings Settings { get; }

    public FilterStore Filters { get; }

    public ExportStore Exports { get; }

    public RecipeStore Recipes { get; }

    public SampleTables Tables { get; }

    public ScorerCatalog Catalog { get; init; } =
        new([new ScorerDefinition(WordScorer.Key, "perplexity", "Perplexity", "", _ => Task.FromResult(new OpenScorer(new WordScorer(), null)))]);

    /// <summary>A dataset with these samples, scored by <see cref="WordScorer"/>.</summary>
    public async Task<Dataset> DatasetAsync(params FoundSample[] found)
    {
        var dataset = await Store.DatasetOfAsync(found);
        await Store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score", JobRequests.Write(new ScoringRequest(WordScorer.Key)), "");
        await RunAsync(JobKind.Score, new ScoringJob(Store.Datasets, Catalog, new ScoringRunner(Store.Samples, Store.Scores), new DensityRunner(Store.Samples, Store.Scores, Store.Embeddings), new EnsembleRunner(Store.Scores)));
        return Store.Datasets.Get(dataset.Name);
    }

    public Task JudgeAsync(Dataset dataset, int ordinal, Verdict verdict) =>
        Store.Reviews.AddAsync(new ReviewRequest { DatasetId = dataset.DatasetId, Ordinal = ordinal, Author = "Ana", Verdict = verdict, ClientKey = $"{ordinal} {verdict}" });

    /// <summary>Orders an export as the page does.</summary>
    public Task OrderAsync(Dataset dataset, ExportOrder order) => Services.GetRequiredService<SubsetRooms>().ExportAsync(dataset, order, Options);

    /// <summary>Runs the export job that waits.</summary>
    public async Task<PastExport> ExportAsync(Dataset dataset)
    {
        await RunAsync(JobKind.Export, new ExportJob(Store.Datasets, Store.Samples, Store.Scores, Store.Reviews, Tables, Filters, Exports));
        return Exports.List(dataset.DatasetId)[0];
    }

    private async Task RunAsync(string kind, IJobWork work)
    {
        var job = (await Store.Jobs.TakeAsync([kind]))!;
        var outcome = await new JobExecutor(Store.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance).RunAsync(job, null, CancellationToken.None);
        Assert.True(outcome.Job.State == JobState.Done, outcome.Job.Message);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        Tables.Dispose();
        await Store.DisposeAsync();
    }
}
