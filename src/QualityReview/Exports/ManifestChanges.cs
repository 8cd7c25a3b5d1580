using System.Globalization;
using QualityReview.Recipes;

namespace QualityReview.Exports;

/// <summary>Something that two exports were not made of alike.</summary>
/// <param name="What">Such as <c>rule</c>, <c>verdicts</c>, <c>score perplexity_lm_mini_1</c> or <c>recipe: target</c>.</param>
/// <param name="Before">In few words; empty where it was not there.</param>
/// <param name="After">In few words; empty where it is no longer there.</param>
public sealed record ManifestChange(string What, string Before, string After);

/// <summary>Compares what two manifests say of how their subsets came to be.</summary>
public static class ManifestChanges
{
    public const string Rule = "rule", Verdicts = "verdicts", Dataset = "dataset", Duplicates = "duplicates", Clusters = "clusters", Scores = "score ", Sampler = "sampler", Recipe = "recipe: ";

    /// <summary>What may change which samples are in the subset; formats are left out.</summary>
    public static IReadOnlyList<ManifestChange> Of(ExportManifest before, ExportManifest after)
    {
        var changes = new List<ManifestChange>();
        void Compare(string what, string old, string now)
        {
            if (old != now)
            {
                changes.Add(new ManifestChange(what, old, now));
            }
        }

        Compare(Dataset, Describe(before.Dataset), Describe(after.Dataset));
        Compare(Rule, before.Filter.Machine, after.Filter.Machine);
        Compare(Verdicts, $"up to ledger position {Text(before.LedgerPosition)}", $"up to ledger position {Text(after.LedgerPosition)}");
        foreach (var key in before.Scorers.Concat(after.Scorers).Select(scorer => scorer.Key).Distinct().Order(StringComparer.Ordinal))
        {
            Compare(Scores + key, RunOf(before, key), RunOf(after, key));
        }

        Compare(Sampler, Describe(before.Sampler), Describe(after.Sampler));
        Compare(Duplicates, before.Duplicates?.GroupsHash ?? "", after.Duplicates?.GroupsHash ?? "");
        Compare(Clusters, before.Coverage?.SettingsHash ?? "", after.Coverage?.SettingsHash ?? "");
        var (old, now) = (before.Recipe?.Recipe ?? new Recipe(), after.Recipe?.Recipe ?? new Recipe());
        Compare(Recipe + "unsure", $"{old.Unsure}".ToLowerInvariant(), $"{now.Unsure}".ToLowerInvariant());
        Compare(Recipe + "duplicates", old.Duplicates, now.Duplicates);
        Compare(Recipe + "quotas", Json(old.Quotas), Json(now.Quotas));
        Compare(Recipe + "weights", Json(old.Weights), Json(now.Weights));
        Compare(Recipe + "target", Json(old.Target), Json(now.Target));
        Compare(Recipe + "seed", Text(old.Seed), Text(now.Seed));
        Compare("program", before.ProductVersion, after.ProductVersion);
        return changes;
    }

    private static string Describe(ManifestDataset dataset) => $"{dataset.Key}, {Text(dataset.Samples)} samples, {dataset.Hash[..Math.Min(12, dataset.Hash.Length)]}";

    private static string Describe(ManifestSampler? sampler) => sampler is null
        ? ""
        : string.Join("; ", sampler.Draws.Select(draw => string.Join(", ", draw.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))));

    private static string RunOf(ExportManifest manifest, string key) => manifest.Scorers.FirstOrDefault(scorer => scorer.Key == key) is { } scorer ? scorer.Run ?? "from elsewhere" : "";

    private static string Json<T>(T part) => part is null or System.Collections.ICollection { Count: 0 } ? "" : RecipeJson.WritePart(part);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
