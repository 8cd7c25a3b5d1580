using QualityReview.Clusters;
using QualityReview.Duplicates;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;

namespace QualityReview.TestKit;

/// <summary>A real database in a folder of its own that is deleted afterwards, with all stores over it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public TestDatabase(TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Database = ReviewDatabase.Open(Folder.Path);
        Datasets = new DatasetStore(Database, time);
        Samples = new SampleStore(Database);
        SampleWriter = new SampleWriter(Database);
        Imports = new ImportStore(Database, time);
        Scores = new ScoreStore(Database, time);
        Embeddings = new EmbeddingStore(Database);
        Clusters = new ClusterStore(Database, time);
        Reviews = new ReviewStore(Database, time);
        Jobs = new JobStore(Database, time);
        Audit = new AuditTrail(Database, time);
        Duplicates = new DuplicateStore(Database, time);
    }

    public TestFolder Folder { get; } = new();

    public ReviewDatabase Database { get; }

    public DatasetStore Datasets { get; }

    public SampleStore Samples { get; }

    public SampleWriter SampleWriter { get; }

    public ImportStore Imports { get; }

    public ScoreStore Scores { get; }

    public EmbeddingStore Embeddings { get; }

    public ClusterStore Clusters { get; }

    public ReviewStore Reviews { get; }

    public JobStore Jobs { get; }

    public AuditTrail Audit { get; }

    public DuplicateStore Duplicates { get; }

    /// <summary>A dataset that holds these samples.</summary>
    public async Task<Dataset> DatasetOfAsync(params FoundSample[] found)
    {
        var dataset = await Datasets.GetOrCreateAsync("testing");
        await SampleWriter.AddAsync(dataset.DatasetId, [.. found.Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        return Datasets.Get(dataset.Name);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Folder.Dispose();
    }
}
