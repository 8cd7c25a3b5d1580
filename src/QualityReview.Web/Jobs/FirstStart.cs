using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Jobs;

/// <summary>Fills an empty data folder with the sample dataset, by the same jobs that a person would start.</summary>
internal sealed class FirstStart(DatasetStore datasets, JobStore jobs, ScorerCatalog scorers, QualityReviewOptions options)
{
    public const string DatasetName = "sample";

    public static string File => Path.Combine(AppContext.BaseDirectory, "sample-dataset", "samples.jsonl");

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!options.LoadSampleDataset || datasets.List().Count > 0 || jobs.List(1).Count > 0 || !System.IO.File.Exists(File))
        {
            return;
        }

        var dataset = await datasets.GetOrCreateAsync(DatasetName, "Sample dataset", cancellation);
        await jobs.AddAsync(JobKind.Import, dataset.DatasetId, "Import the sample dataset", JobRequests.Write(new ImportRequest { File = File }), "", cancellation);
        await EnqueueScoringAsync(dataset, cancellation);
        if (scorers.All.Any(definition => definition.Method == "density"))
        {
            // Behind density in line, whose embeddings it needs.
            await jobs.AddAsync(JobKind.Cluster, dataset.DatasetId, $"Cluster {dataset.Name}", JobRequests.Write(new ClusterRequest()), "", cancellation);
        }
    }

    /// <summary>One job a configured scorer. They wait in line behind the import of the same dataset.</summary>
    public async Task EnqueueScoringAsync(Dataset dataset, CancellationToken cancellation)
    {
        foreach (var definition in scorers.All)
        {
            await jobs.AddAsync(
                JobKind.Score, dataset.DatasetId, $"Score {dataset.Name} with {definition.Key}", JobRequests.Write(new ScoringRequest(definition.Key)), "", cancellation);
        }
    }
}
