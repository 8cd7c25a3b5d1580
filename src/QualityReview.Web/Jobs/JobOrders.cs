using QualityReview.Duplicates;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Jobs;

/// <summary>Queues the jobs that a person asks for on a page.</summary>
public sealed class JobOrders(DatasetStore datasets, JobStore jobs, ScorerCatalog scorers, Reviewer reviewer)
{
    /// <summary>Queues the import of a file, and makes its dataset where there is none.</summary>
    /// <param name="file">The file's name as people know it.</param>
    /// <param name="scoreAfterwards">Whether all configured scorers run afterwards.</param>
    public async Task<Dataset> ImportAsync(string name, string file, ImportRequest request, bool scoreAfterwards, CancellationToken cancellation = default)
    {
        var dataset = await datasets.GetOrCreateAsync(name, cancellation: cancellation);
        await jobs.AddAsync(JobKind.Import, dataset.DatasetId, $"Import {file} into {name}", JobRequests.Write(request), reviewer.Name, cancellation);
        if (scoreAfterwards)
        {
            // Behind the import in line; a scoring job that was queued before it may run before it, so none is left out.
            await ScoreAsync(dataset, scorers.All, cancellation);
        }

        return dataset;
    }

    /// <summary>Queues a search for duplicates.</summary>
    public Task<Job> FindDuplicatesAsync(Dataset dataset, DuplicateOptions options, CancellationToken cancellation = default) =>
        jobs.AddAsync(JobKind.Duplicates, dataset.DatasetId, $"Find duplicates in {dataset.Name}", JobRequests.Write(options.Check()), reviewer.Name, cancellation);

    /// <summary>Queues one job a scorer.</summary>
    public async Task ScoreAsync(Dataset dataset, IEnumerable<ScorerDefinition> definitions, CancellationToken cancellation = default)
    {
        foreach (var definition in definitions)
        {
            await jobs.AddAsync(
                JobKind.Score, dataset.DatasetId, $"Score {dataset.Name} with {definition.Key}", JobRequests.Write(new ScoringRequest(definition.Key)), reviewer.Name, cancellation);
        }
    }
}
