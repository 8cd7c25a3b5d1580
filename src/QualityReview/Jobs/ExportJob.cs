using System.Globalization;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Exports what a rule or a recipe and people keep: one folder, complete or not there.</summary>
public sealed class ExportJob(DatasetStore datasets, SampleStore samples, ScoreStore scores, ReviewStore reviews, SampleTables tables, FilterStore filters, ExportStore exports) : IJobWork
{
    /// <summary>What the manifest says of verdicts where no recipe says otherwise.</summary>
    public const string OverridesPolicy = "A verdict of keep or drop wins over the filter; unsure and no verdict leave the filter's decision.";

    private readonly TokenCounts _tokens = new(scores);

    public string Kind => JobKind.Export;

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var request = JobRequests.Export(job);
        var dataset = datasets.Find(job.DatasetId ?? 0) ?? throw new QualityReviewException("The dataset of this job is gone.");
        var plan = Plan(dataset, request, cancellation);
        var count = plan.Loaded.Table.Count;
        var folder = Path.GetFullPath(request.Folder);
        var complete = Complete(job, dataset, request, plan, cancellation);
        long seen = 0;
        var writing = complete is not null
            ? Task.FromResult(complete)
            : Task.Run(() => Write(dataset, request, plan, new Counted(done => Interlocked.Exchange(ref seen, done)), cancellation), CancellationToken.None);
        var manifest = await progress.WhileAsync(writing, () => Interlocked.Read(ref seen), count, "disk");
        await progress.ReportAsync(count, count, "disk");
        if (complete is null || exports.List(dataset.DatasetId).All(export => export.Folder != folder || export.CreatedAt < job.CreatedAt))
        {
            await exports.AddAsync(dataset.DatasetId, manifest, folder, job.Author, CancellationToken.None);
        }

        var lines = manifest.Lines == manifest.Kept.Samples ? "" : string.Create(CultureInfo.InvariantCulture, $" on {manifest.Lines:N0} lines");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.Kept.Samples:N0} of {count:N0} samples of {dataset.Name}{lines} exported to {folder}; manifest {manifest.ManifestHash[..12]}.");
    }

    /// <summary>What this job wrote before its program was killed, or the disk refused, between the folder's name and the record of the job's
    /// end; null in all other cases.</summary>
    private ExportManifest? Complete(Job job, Dataset dataset, ExportJobRequest request, SubsetPlan plan, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(request.Folder);
        var file = Path.Combine(folder, ExportManifest.FileName);
        return File.Exists(file) && File.GetLastWriteTimeUtc(file) > job.CreatedAt.UtcDateTime
            && ExportVerifier.ReadManifest(folder, out _) is { } manifest
            && manifest.Filter.Machine == plan.Rule.ToString() && manifest.Format == request.Format
            && (request.AsOf is null || manifest.LedgerPosition == plan.Position)
            && manifest.Dataset == new ManifestDataset(dataset.Name, plan.Loaded.Table.Count, samples.Hash(dataset.DatasetId, plan.Loaded.Table.Count))
            && ExportVerifier.Verify(folder, cancellation).Count == 0 ? manifest : null;
    }

    /// <summary>What a request comes to as of its ledger position.</summary>
    /// <exception cref="WrongWordsException">It names what the dataset does not have.</exception>
    public SubsetPlan Plan(Dataset dataset, ExportJobRequest request, CancellationToken cancellation = default) =>
        new(dataset, request, tables, reviews, _tokens, request.AsOf, cancellation);

    /// <summary>Writes what was planned.</summary>
    public ExportManifest Write(Dataset dataset, ExportJobRequest request, SubsetPlan plan, IProgress<long>? progress, CancellationToken cancellation)
    {
        var table = plan.Loaded.Table;
        // A new version may have been saved while the job waited: then the rule that was shown stands alone.
        var filter = request.Filter is null ? null
            : request.FilterVersion is { } version ? filters.Find(dataset.DatasetId, request.Filter, version)
            : filters.Get(dataset.DatasetId, request.Filter);
        filter = filter?.Rule == plan.Rule.ToString() ? filter : null;
        var folder = new ExportRequest
        {
            Folder = request.Folder,
            Overwrite = request.Overwrite,
            Format = SubsetFormats.Parse(request.Format),
            MaxShardBytes = request.ShardBytes ?? ExportRequest.UsualShardBytes,
            HasTexts = !request.HashesOnly,
            ListsExcluded = request.Excluded,
            Dataset = new ManifestDataset(dataset.Name, table.Count, samples.Hash(dataset.DatasetId, table.Count)),
            Filter = new ManifestFilter(filter?.Name ?? "", filter?.Version ?? 0, RuleLabels.Of(plan.Rule, table), plan.Rule.ToString()),
            Recipe = plan.ManifestRecipe(request.RecipeName, request.RecipeVersion),
            Overrides = plan.Overrides,
            LedgerPosition = plan.Position,
            Sampler = plan.Sampler,
            Coverage = plan.Coverage,
            Duplicates = plan.Duplicates,
            Scorers = plan.Scorers,
        };
        var wantsTexts = !request.HashesOnly;
        var subset = samples.Stream(dataset.DatasetId, table.Count, ordinal => wantsTexts && plan.Selection.Kept.Contains(ordinal), cancellation).Select(plan.Of);
        return ExportFolder.Write(folder, subset, progress, cancellation);
    }

    private sealed class Counted(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
