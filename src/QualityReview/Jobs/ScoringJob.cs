using System.Globalization;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Scorers.Densities;

namespace QualityReview.Jobs;

/// <summary>Runs one configured scorer over one dataset.</summary>
public sealed class ScoringJob(DatasetStore datasets, ScorerCatalog catalog, ScoringRunner runner, DensityRunner densities, EnsembleRunner ensembles) : IJobWork
{
    public string Kind => JobKind.Score;

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var dataset = datasets.Find(job.DatasetId ?? 0) ?? throw new QualityReviewException("The dataset of this job is gone.");
        var definition = catalog.Get(JobRequests.Scoring(job).Scorer);
        var run = definition.IsEnsemble
            ? await ensembles.RunAsync(dataset, definition, progress, cancellation)
            : await OpenAndRunAsync(dataset, definition, progress, cancellation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{definition.Key}: {run.Scored - run.Failed:N0} of {dataset.SampleCount:N0} samples have a score{(run.Failed > 0 ? $", {run.Failed:N0} could not be scored" : "")}; {run.Seconds:F1} s of computing on {run.Device}.");
    }

    private async Task<ScoringRun> OpenAndRunAsync(Dataset dataset, ScorerDefinition definition, JobProgress progress, CancellationToken cancellation)
    {
        await using var opened = await definition.OpenAsync(cancellation);
        return opened.Embedder is { } embedder
            ? await densities.RunAsync(dataset, definition.Key, definition.Title, embedder, opened.Density ?? new DensityOptions { EmbedderKey = embedder.Key }, progress, cancellation)
            : await runner.RunAsync(dataset, opened.Scorer!, progress, cancellation);
    }
}
