using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.Recipes;

namespace QualityReview.Web.Subsets;

/// <summary>How much of one source a subset keeps; an empty name stands for samples without a source.</summary>
public sealed record SourceCount(string Name, int Kept, int All);

/// <summary>How much a rule keeps together with what people decided.</summary>
/// <param name="All">Samples of the dataset.</param>
/// <param name="Kept">Samples of the subset.</param>
/// <param name="FilterKeeps">Samples that the rule alone keeps.</param>
/// <param name="Added">Dropped by the rule, kept by a person.</param>
/// <param name="Removed">Kept by the rule, dropped by a person.</param>
/// <param name="Tokens">Of the subset; null where they are not known for every sample of it.</param>
/// <param name="AllTokens">Of the dataset; null where they are not known for every sample.</param>
/// <param name="Sources">Largest first.</param>
public sealed record SubsetCounts(int All, int Kept, int FilterKeeps, int Added, int Removed, long? Tokens, long? AllTokens, IReadOnlyList<SourceCount> Sources)
{
    private static readonly Fate[] s_steps = [Fate.Unsure, Fate.Duplicate, Fate.Quota, Fate.Weight, Fate.Target];

    /// <summary>Lines that the files have: samples with their copies.</summary>
    public long Lines { get; init; }

    /// <summary>What the steps of a recipe take out beside filter and verdicts, in their order; those that take out nothing are left out.</summary>
    public IReadOnlyList<(string Step, int Samples)> TakenOut { get; init; } = [];

    /// <summary>Null where the dataset is not clustered.</summary>
    public ClusterCoverage? Coverage { get; init; }

    /// <param name="tokens">One number a sample, NaN where it is not known; null where nothing counted them.</param>
    public static SubsetCounts Of(LoadedTable loaded, FilterNode rule, float[]? tokens, CancellationToken cancellation = default) => Of(loaded, rule, new Recipe(), tokens, cancellation);

    /// <param name="recipe">What goes on from the rule.</param>
    /// <param name="tokens">One number a sample, NaN where it is not known; null where nothing counted them.</param>
    /// <exception cref="WrongWordsException">The recipe names what the dataset does not have.</exception>
    public static SubsetCounts Of(LoadedTable loaded, FilterNode rule, Recipe recipe, float[]? tokens, CancellationToken cancellation = default)
    {
        var table = loaded.Table;
        var decisions = new FilterDecisions(table, loaded.Evaluator.Evaluate(rule, cancellation));
        var selection = RecipeDraw.Of(loaded.Evaluator, rule, recipe, tokens, cancellation);
        var kept = new int[table.Sources.Names.Count];
        var all = new int[kept.Length];
        long keptTokens = 0, allTokens = 0;
        var (keptKnown, allKnown) = (tokens is not null, tokens is not null);
        for (var ordinal = 0; ordinal < table.Count; ordinal++)
        {
            var isKept = selection.Kept.Contains(ordinal);
            all[table.Sources.Codes[ordinal]]++;
            kept[table.Sources.Codes[ordinal]] += isKept ? 1 : 0;
            if (tokens is null)
            {
                continue;
            }

            var known = !float.IsNaN(tokens[ordinal]);
            allKnown &= known;
            keptKnown &= known || !isKept;
            allTokens += known ? (long)tokens[ordinal] : 0;
            keptTokens += known && isKept ? selection.CopiesOf(ordinal) * (long)tokens[ordinal] : 0;
        }

        return new SubsetCounts(
            table.Count,
            selection.Kept.Count,
            decisions.FilterKeeps.Count,
            decisions.Added.Count,
            decisions.Removed.Count,
            keptKnown ? keptTokens : null,
            allKnown ? allTokens : null,
            [.. table.Sources.Names.Select((name, code) => new SourceCount(name, kept[code], all[code])).OrderByDescending(source => source.All).ThenBy(source => source.Name, StringComparer.Ordinal)])
        {
            Lines = selection.Lines,
            TakenOut = [.. s_steps.Select(step => (FateNames.Of(step), selection.CountOf(step))).Where(step => step.Item2 > 0)],
            Coverage = table.Clusters is { } clusters ? ClusterCoverage.Of(clusters.OfSample, clusters.Clusters.Count, selection.Kept.Contains) : null,
        };
    }
}
