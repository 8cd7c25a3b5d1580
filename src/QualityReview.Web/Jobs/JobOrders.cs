using QualityReview.Duplicates;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Jobs;

/// <summary>Queues the jobs that a person asks for on a page.</summary>
public sealed class JobOrders(DatasetStore datasets, JobStore jobs, ScorerCatalog scorers, AuditTrail audit, Reviewer reviewer)
{
    /// <summary>Asked before a file is taken in, which may be gigabytes.</summary>
    /// <exception cref="WrongWordsException">The person may not import.</exception>
    public void RequireImport() => reviewer.Require(Role.Lead, "import a file");

    /// <summary>Queues the import of a file, and makes its dataset where there is none.</summary>
    /// <param name="file">The file's name as people know it.</param>
    /// <param name="scoreAfterwards">Whether all configured scorers run afterwards.</param>
    /// <returns>The import's job.</returns>
    public async Task<Job> ImportAsync(string name, string file, ImportRequest request, bool scoreAfterwards, CancellationToken cancellation = default)
    {
        RequireImport();
        var dataset = await datasets.GetOrCreateAsync(name, cancellation: cancellation);
        var job = await jobs.AddAsync(JobKind.Import, dataset.DatasetId, $"Import {file} into {name}", JobRequests.Write(request), reviewer.Name, cancellation);
        if (scoreAfterwards)
        {
            // Behind the import in line; a scoring job that was queued before it may run before it, so none is left out.
            await ScoreAsync(dataset, scorers.All, cancellation);
        }

        return job;
    }

    /// <summary>Queues the reading of scores that were computed elsewhere.</summary>
    /// <exception cref="WrongWordsException">The request cannot be carried out.</exception>
    public Task<Job> ImportScoresAsync(Dataset dataset, SideCarRequest request, CancellationToken cancellation = default)
    {
        RequireImport();
        return jobs.AddAsync(JobKind.SideCar, dataset.DatasetId, $"Scores of {request.Key} for {dataset.Name}", JobRequests.Write(SideCarJob.Checked(request)), reviewer.Name, cancellation);
    }

    /// <summary>Asks for a job to stop.</summary>
    public Task CancelAsync(long job)
    {
        reviewer.Require(Role.Lead, "cancel a job");
        return jobs.CancelAsync(job);
    }

    /// <summary>Puts an ended job back into the queue.</summary>
    public Task ResumeAsync(long job)
    {
        reviewer.Require(Role.Lead, "resume a job");
        return jobs.ResumeAsync(job);
    }

    /// <summary>Queues the clustering of a dataset, in as many clusters as its size asks for.</summary>
    public Task<Job> ClusterAsync(Dataset dataset, CancellationToken cancellation = default)
    {
        reviewer.Require(Role.Lead, "cluster a dataset");
        return jobs.AddAsync(JobKind.Cluster, dataset.DatasetId, $"Cluster {dataset.Name}", JobRequests.Write(new ClusterRequest()), reviewer.Name, cancellation);
    }

    /// <summary>Queues a search for duplicates.</summary>
    public Task<Job> FindDuplicatesAsync(Dataset dataset, DuplicateOptions options, CancellationToken cancellation = default)
    {
        reviewer.Require(Role.Lead, "seek duplicates");
        return jobs.AddAsync(JobKind.Duplicates, dataset.DatasetId, $"Find duplicates in {dataset.Name}", JobRequests.Write(options.Check()), reviewer.Name, cancellation);
    }

    /// <summary>Takes a dataset out of sight at once and queues the deletion of what it holds.</summary>
    /// <exception cref="QualityReviewException">A job runs on it.</exception>
    public async Task<Job> RemoveAsync(Dataset dataset, CancellationToken cancellation = default)
    {
        reviewer.Require(Role.Admin, "remove a dataset");
        var job = await jobs.RemoveAsync(dataset, reviewer.Name, cancellation);
        await audit.AddAsync(reviewer.Name, AuditAct.DatasetRemoved, dataset.Name, RemovalJob.Said(dataset), cancellation);
        return job;
    }

    /// <summary>Queues one job a scorer; they run in the order given, so ensembles come after their members.</summary>
    public async Task<IReadOnlyList<Job>> ScoreAsync(Dataset dataset, IEnumerable<ScorerDefinition> definitions, CancellationToken cancellation = default)
    {
        reviewer.Require(Role.Lead, "score a dataset");
        var asked = new List<Job>();
        foreach (var definition in definitions)
        {
            asked.Add(await jobs.AddAsync(
                JobKind.Score, dataset.DatasetId, $"Score {dataset.Name} with {definition.Key}", JobRequests.Write(new ScoringRequest(definition.Key)), reviewer.Name, cancellation));
        }

        return asked;
    }
}
