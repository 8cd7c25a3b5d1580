using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Queues;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Home;
using QualityReview.Web.Jobs;
using QualityReview.Web.Queues;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests;

/// <summary>Renders pages over a real database in a folder of its own, with a clock that the test moves.</summary>
internal sealed class Rooms : BunitContext
{
    public Rooms(params string[] scorerKeys)
    {
        Store = new TestDatabase(Time);
        Options = new QualityReviewOptions { DataFolder = Store.Folder.Path, Reviewer = "Ana" };
        Catalog = new ScorerCatalog(scorerKeys.Select(key =>
            new ScorerDefinition(key, key, $"Title of {key}", "", _ => Task.FromResult(new OpenScorer(new LengthScorer(key), null)))));
        Feed = new JobFeed(Store.Jobs, Time, NullLogger<JobFeed>.Instance);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Options);
        Services.AddSingleton(Reviewer.From(Options));
        Services.AddSingleton(Catalog);
        Services.AddSingleton(Feed);
        Services.AddSingleton(Store.Datasets);
        Services.AddSingleton(Store.Samples);
        Services.AddSingleton(Store.Imports);
        Services.AddSingleton(Store.Scores);
        Services.AddSingleton(Store.Reviews);
        Services.AddSingleton(Store.Jobs);
        Services.AddSingleton(Store.Audit);
        Services.AddSingleton(Store.Duplicates);
        Services.AddSingleton(new QueueWork(Store.Database, Store.Reviews, Time, TimeSpan.FromMinutes(5)));
        Services.AddSingleton(new QueueReader(Store.Database, Time));
        Services.AddSingleton(new ReviewerKeys(Store.Database, Time));
        Services.AddSingleton<ReviewerAtWork>();
        Services.AddSingleton<JobOrders>();
        Services.AddSingleton<DatasetOverviews>();
        Services.AddSingleton<UploadFolder>();
        Services.AddSingleton<ToastFeed>();
    }

    public ManualTime Time { get; } = new();

    public TestDatabase Store { get; }

    public QualityReviewOptions Options { get; }

    public ScorerCatalog Catalog { get; }

    public JobFeed Feed { get; }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Store.DisposeAsync();
    }
}
