using System.Globalization;
using System.Security.Cryptography;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Jobs;

/// <summary>How the repetition of an export came out.</summary>
/// <param name="Missing">What the database no longer has as it was, as sentences; then nothing was written.</param>
/// <param name="Differing">Files whose bytes are others.</param>
public sealed record ReplayOutcome(ExportManifest Manifest, IReadOnlyList<string> Missing, IReadOnlyList<string> Differing)
{
    public bool IsEqual => Missing.Count == 0 && Differing.Count == 0;
}

/// <summary>Makes an export again from the database as of its ledger position, and compares the bytes.</summary>
public sealed class ExportReplay(DatasetStore datasets, SampleStore samples, ReviewStore reviews, FilterStore filters, ExportJob exports)
{
    /// <param name="scratch">An empty folder with room for the export; what is written there is the caller's to delete.</param>
    /// <exception cref="QualityReviewException">The folder is no sound export.</exception>
    public ReplayOutcome Run(string folder, string scratch, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var manifest = SubsetDiff.Manifest(folder);
        if (datasets.Find(manifest.Dataset.Key) is not { } dataset)
        {
            return new ReplayOutcome(manifest, [$"There is no dataset {manifest.Dataset.Key} here."], []);
        }

        var request = ExportDiffs.RequestOf(manifest, Path.Combine(scratch, "again"));
        var missing = Missing(dataset, manifest, request, cancellation);
        if (missing.Count > 0)
        {
            return new ReplayOutcome(manifest, missing, []);
        }

        var again = exports.Write(dataset, request, exports.Plan(dataset, request, cancellation), progress, cancellation);
        var names = manifest.Files.Concat(again.Files).Select(file => file.Name).Append(ExportManifest.FileName).Distinct().Order(StringComparer.Ordinal);
        return new ReplayOutcome(manifest, [], [.. names.Where(name => HashOf(Path.Combine(folder, name)) != HashOf(Path.Combine(request.Folder, name)))]);
    }

    private List<string> Missing(Dataset dataset, ExportManifest manifest, ExportJobRequest request, CancellationToken cancellation)
    {
        var missing = new List<string>();
        void Require(bool isThere, FormattableString otherwise)
        {
            if (!isThere)
            {
                missing.Add(otherwise.ToString(CultureInfo.InvariantCulture));
            }
        }

        var version = typeof(ExportFolder).Assembly.GetName().Version!.ToString(3);
        Require(manifest.ProductVersion == version, $"The export was made by version {manifest.ProductVersion} of the program, and this is {version}.");
        Require(dataset.SampleCount >= manifest.Dataset.Samples, $"The dataset {dataset.Name} has {dataset.SampleCount:N0} of the {manifest.Dataset.Samples:N0} samples.");
        Require(dataset.SampleCount <= manifest.Dataset.Samples, $"The dataset {dataset.Name} has grown from {manifest.Dataset.Samples:N0} to {dataset.SampleCount:N0} samples, and percentiles and draws are of all of them.");
        Require(dataset.SampleCount != manifest.Dataset.Samples || samples.Hash(dataset.DatasetId, dataset.SampleCount) == manifest.Dataset.Hash, $"The dataset {dataset.Name} holds other texts or ids.");
        Require(reviews.LastPosition() >= manifest.LedgerPosition, $"The ledger ends before position {manifest.LedgerPosition}.");
        Require(manifest.Filter.Name.Length == 0 || filters.Find(dataset.DatasetId, manifest.Filter.Name, manifest.Filter.Version) is not null, $"The filter {manifest.Filter.Name}, version {manifest.Filter.Version}, is not here.");
        try
        {
            var plan = exports.Plan(dataset, request, cancellation);
            var scorers = plan.Scorers;
            foreach (var scorer in manifest.Scorers)
            {
                var known = scorers.FirstOrDefault(other => other.Key == scorer.Key);
                Require(known?.Run == scorer.Run, $"The scores of {scorer.Key} are {(known is null ? "not here" : $"of another run: {known.Run}, where the export has {scorer.Run}")}.");
            }

            foreach (var scorer in scorers.Where(scorer => manifest.Scorers.All(other => other.Key != scorer.Key)))
            {
                Require(false, $"The dataset has scores of {scorer.Key} now, which the export does not have.");
            }

            Require(plan.Duplicates?.GroupsHash == manifest.Duplicates?.GroupsHash, $"The groups of duplicates are those of another search.");
            Require(plan.Loaded.Table.Clusters?.Clustering.SettingsHash == manifest.Coverage?.SettingsHash, $"The clusters are those of another clustering.");
        }
        catch (WrongWordsException fault)
        {
            missing.Add(fault.Message);
        }

        return missing;
    }

    private static string HashOf(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
