using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Jobs;

/// <summary>Compares two exported folders, and names the reason of each difference by asking the database what both came to.</summary>
public sealed class ExportDiffs(DatasetStore datasets, SampleStore samples, ExportJob exports)
{
    private static readonly Fate[] s_drawn = [Fate.Duplicate, Fate.Quota, Fate.Weight, Fate.Target];

    /// <exception cref="QualityReviewException">A folder is no sound export.</exception>
    public SubsetDiff Of(string before, string after, CancellationToken cancellation = default)
    {
        var (first, second) = (SubsetDiff.Manifest(before), SubsetDiff.Manifest(after));
        return SubsetDiff.Of(before, after, Reasons(first, second, cancellation), cancellation);
    }

    /// <summary>The request that made an export.</summary>
    internal static ExportJobRequest RequestOf(ExportManifest manifest, string folder) => new()
    {
        Filter = manifest.Filter.Name.Length > 0 ? manifest.Filter.Name : null,
        FilterVersion = manifest.Filter.Name.Length > 0 ? manifest.Filter.Version : null,
        Rule = manifest.Filter.Machine,
        Recipe = manifest.Recipe is { } recipe ? RecipeJson.WriteCompact(recipe.Recipe) : null,
        RecipeName = manifest.Recipe is { Name.Length: > 0 } named ? named.Name : null,
        RecipeVersion = manifest.Recipe?.Version,
        Folder = folder,
        Format = manifest.Format,
        HashesOnly = manifest.Writing is { Texts: false },
        Excluded = manifest.Writing is { Excluded: true },
        ShardBytes = manifest.Writing?.ShardBytes,
        AsOf = manifest.LedgerPosition,
    };

    /// <summary>Null where the database does not have the dataset, or can no longer answer its rules.</summary>
    private Func<string, bool, string?>? Reasons(ExportManifest first, ExportManifest second, CancellationToken cancellation)
    {
        if (first.Dataset.Key != second.Dataset.Key || datasets.Find(first.Dataset.Key) is not { } dataset)
        {
            return null;
        }

        try
        {
            var (old, now) = (exports.Plan(dataset, RequestOf(first, ""), cancellation), exports.Plan(dataset, RequestOf(second, ""), cancellation));
            var changes = ManifestChanges.Of(first, second);
            return (id, came) => samples.OrdinalOf(dataset.DatasetId, id) is { } ordinal ? Because(ordinal, came, old, now, changes) : null;
        }
        catch (WrongWordsException)
        {
            // A scorer, say, that a rule asks for is gone.
            return null;
        }
    }

    private static string? Because(int ordinal, bool came, SubsetPlan old, SubsetPlan now, IReadOnlyList<ManifestChange> changes)
    {
        var (without, with) = came ? (old, now) : (now, old);
        var (fate, other) = (without.Selection.FateOf(ordinal), with.Selection.FateOf(ordinal));
        if (fate <= Fate.KeptByPerson || other > Fate.KeptByPerson)
        {
            // The database of today does not say what one of the manifests says: what it is made of has changed since.
            var since = changes.Where(change => change.What.StartsWith(ManifestChanges.Scores, StringComparison.Ordinal) || change.What is ManifestChanges.Dataset or ManifestChanges.Duplicates or ManifestChanges.Clusters or "program").ToList();
            return since.Count == 0 ? null : string.Join(", ", since.Select(change => change.What));
        }

        var said = now.Loaded.Table.Reviews;
        var before = old.Loaded.Table.Reviews.VerdictOf(ordinal);
        var verdict = said.VerdictOf(ordinal) == before ? null
            : said.VerdictOf(ordinal) == Verdict.None ? $"verdict of {old.Loaded.Table.Reviews.ReviewerOf(ordinal)} taken back"
            : $"verdict of {said.ReviewerOf(ordinal)}: {said.VerdictOf(ordinal).ToString().ToLowerInvariant()}";
        return fate switch
        {
            Fate.Verdict => verdict,
            Fate.Unsure => verdict ?? ManifestChanges.Recipe + "unsure",
            Fate.Filter => verdict ?? Rule(ordinal, without, with),
            _ => s_drawn.Contains(fate) && verdict is not null && other == Fate.KeptByPerson ? verdict : Drawn(fate, changes),
        };
    }

    /// <summary>The terms that the one rule asks for, the other does not, and the sample does not pass.</summary>
    private static string Rule(int ordinal, SubsetPlan without, SubsetPlan with)
    {
        static IEnumerable<FilterNode> Terms(FilterNode rule) => rule is AndNode and ? and.Terms : [rule];
        var known = Terms(with.Rule).ToHashSet();
        var failed = Terms(without.Rule).Where(term => !known.Contains(term) && !without.Loaded.Evaluator.Evaluate(term).Contains(ordinal)).ToList();
        return failed.Count == 0 ? ManifestChanges.Rule : $"{ManifestChanges.Rule}: {string.Join(" and ", failed)}";
    }

    private static string Drawn(Fate fate, IReadOnlyList<ManifestChange> changes)
    {
        var step = fate switch { Fate.Duplicate => "duplicates", Fate.Quota => "quotas", Fate.Weight => "weights", _ => "target" };
        return changes.Any(change => change.What == ManifestChanges.Recipe + step) ? ManifestChanges.Recipe + step
            : changes.Any(change => change.What == ManifestChanges.Recipe + "seed") ? ManifestChanges.Recipe + "seed"
            : fate == Fate.Duplicate ? "recipe: duplicates, since another one of its group is in now"
            : $"sampler: the {step} drew from other samples";
    }
}
