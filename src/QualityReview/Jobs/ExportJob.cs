using System.Globalization;
using System.Text.Json;
using QualityReview.Duplicates;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Exports what a rule and people keep: one folder, complete or not there.</summary>
public sealed class ExportJob(DatasetStore datasets, SampleStore samples, ScoreStore scores, ReviewStore reviews, SampleTables tables, FilterStore filters, ExportStore exports) : IJobWork
{
    /// <summary>What the manifest says of verdicts.</summary>
    public const string OverridesPolicy = "A verdict of keep or drop wins over the filter; unsure and no verdict leave the filter's decision.";

    private const int ReadAtOnce = 256;

    private readonly TokenCounts _tokens = new(scores);

    public string Kind => JobKind.Export;

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var request = JobRequests.Export(job);
        var dataset = datasets.Find(job.DatasetId ?? 0) ?? throw new QualityReviewException("The dataset of this job is gone.");
        // The last entry of this dataset, so that the manifest is the one that was written then.
        var position = reviews.Position(dataset.DatasetId, request.AsOf);
        var verdicts = reviews.Current(dataset.DatasetId, position);
        var loaded = tables.AsOf(dataset.DatasetId, verdicts);
        var node = FilterRule.Parse(request.Rule, loaded.Table);
        var decisions = new FilterDecisions(loaded.Table, loaded.Evaluator.Evaluate(node, cancellation));
        var probabilities = InclusionProbabilities.Of(node, loaded.Evaluator, cancellation);
        // A new version may have been saved while the job waited: then the rule that was shown stands alone.
        var filter = request.Filter is null ? null : filters.Get(dataset.DatasetId, request.Filter);
        filter = filter?.Rule == node.ToString() ? filter : null;
        var folder = new ExportRequest
        {
            Folder = request.Folder,
            Overwrite = request.Overwrite,
            Format = SubsetFormats.Parse(request.Format),
            Dataset = new ManifestDataset(dataset.Name, loaded.Table.Count, samples.Hash(dataset.DatasetId, loaded.Table.Count)),
            Filter = new ManifestFilter(filter?.Name ?? "", filter?.Version ?? 0, RuleLabels.Of(node, loaded.Table), node.ToString()),
            Overrides = OverridesPolicy,
            LedgerPosition = position,
            Sampler = RuleDraws.Describe(probabilities, loaded.Evaluator, cancellation),
            Coverage = loaded.Table.Clusters is { } clusters ? ManifestCoverage.Of(clusters, decisions.Kept.Contains) : null,
            Duplicates = DuplicateRules.Ask(node) ? Groups(loaded.Duplicates!) : null,
            Scorers = [.. loaded.Runs.OrderBy(run => run.ScorerKey, StringComparer.Ordinal).Select(Receipt)],
        };

        long seen = 0;
        var subset = Subset(loaded, decisions, probabilities, verdicts.ToDictionary(verdict => verdict.Ordinal, verdict => verdict.Reasons), _tokens.Of(loaded), () => Interlocked.Increment(ref seen));
        var writing = Task.Run(() => ExportFolder.Write(folder, subset, null, cancellation), CancellationToken.None);
        var manifest = await progress.WhileAsync(writing, () => Interlocked.Read(ref seen), loaded.Table.Count, "disk");
        await progress.ReportAsync(loaded.Table.Count, loaded.Table.Count, "disk");
        await exports.AddAsync(dataset.DatasetId, manifest, Path.GetFullPath(request.Folder), job.Author, CancellationToken.None);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.Kept.Samples:N0} of {loaded.Table.Count:N0} samples of {dataset.Name} exported to {Path.GetFullPath(request.Folder)}; manifest {manifest.ManifestHash[..12]}.");
    }

    /// <summary>A run is named by its scorer and what made it, not by its number here: the same inputs give the same manifest on
    /// every machine.</summary>
    private static ManifestScorer Receipt(ScoringRun run) => new(
        run.ScorerKey,
        $"{run.ScorerKey}@{ContentHash.Of(run.Receipt)[..16]}",
        JsonSerializer.Deserialize(run.Receipt, ScorerCardJson.Default.SortedDictionaryStringString)!);

    private static ManifestDuplicates Groups(DuplicateRun run) => new(DuplicateStore.OptionsOf(run), run.SampleCount, run.GroupCount, run.GroupsHash);

    private IEnumerable<SubsetSample> Subset(LoadedTable loaded, FilterDecisions decisions, InclusionProbabilities probabilities, Dictionary<int, string> reasons, float[]? tokens, Action onSample)
    {
        var columns = loaded.Table.Scores.OrderBy(column => column.Card.Key, StringComparer.Ordinal).ToList();
        for (var first = 0; first < loaded.Table.Count; first += ReadAtOnce)
        {
            var ordinals = Enumerable.Range(first, Math.Min(ReadAtOnce, loaded.Table.Count - first)).ToList();
            foreach (var sample in samples.Read(loaded.Dataset.DatasetId, ordinals))
            {
                var ordinal = sample.Ordinal;
                onSample();
                yield return new SubsetSample
                {
                    Id = sample.Id,
                    Source = sample.Source,
                    Language = sample.Language,
                    Text = sample.Text,
                    Meta = sample.Meta,
                    Decision = decisions.FilterKeeps.Contains(ordinal) ? Decision.Keep : Decision.Drop,
                    Kept = decisions.Kept.Contains(ordinal),
                    Verdict = loaded.Table.Reviews.VerdictOf(ordinal),
                    Reasons = reasons.GetValueOrDefault(ordinal, "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    Flags = [.. columns.SelectMany(column => FlagNames.Of(column.Flags[ordinal]).Select(flag => $"{column.Card.Key}:{flag}"))],
                    Scores = [.. columns.Select(column => new SubsetScore(column.Card.Key, Number(column.Values[ordinal]), Number(column.Percentiles[ordinal])))],
                    Probability = Probability(loaded, probabilities, ordinal),
                    Tokens = tokens is not null && !float.IsNaN(tokens[ordinal]) ? (int)tokens[ordinal] : null,
                };
            }
        }
    }

    /// <summary>What a person keeps is there whatever was drawn.</summary>
    private static double? Probability(LoadedTable loaded, InclusionProbabilities probabilities, int ordinal) =>
        probabilities.Draws.Count == 0 || probabilities.Unknown is not null ? null
        : loaded.Table.Reviews.VerdictOf(ordinal) == Verdict.Keep ? 1
        : probabilities.Of(ordinal);

    private static float? Number(float value) => float.IsNaN(value) ? null : value;
}
