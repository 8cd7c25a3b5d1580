using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samplers;

namespace QualityReview.TestKit;

/// <summary>Carries out a recipe by sets and sorted lists, by its definition, without any of the code under test.</summary>
public static class BruteRecipe
{
    /// <summary>How often each sample stands in the subset.</summary>
    /// <param name="filter">What the recipe's filters keep, by ordinal.</param>
    public static int[] Copies(SampleTable table, Func<int, bool> filter, Recipe recipe, float[] tokens)
    {
        var all = Enumerable.Range(0, table.Count).ToList();
        Verdict Said(int o) => table.Reviews.VerdictOf(o);
        var forced = all.Where(o => Said(o) == Verdict.Keep).ToHashSet();
        var kept = all.Where(o => Said(o) switch
        {
            Verdict.Keep => true,
            Verdict.Drop => false,
            Verdict.Unsure when recipe.Unsure != UnsurePolicy.Filter => recipe.Unsure == UnsurePolicy.Keep,
            _ => filter(o),
        }).ToHashSet();

        if (recipe.Duplicates != Recipe.KeepAll)
        {
            foreach (var group in kept.Where(o => table.Duplicates!.Groups[o] > 0).GroupBy(o => table.Duplicates!.Groups[o]).ToList())
            {
                var stays = group.Any(forced.Contains) ? [.. group.Where(forced.Contains)] : new[] { Best(table, recipe.Duplicates, group.Order()) };
                kept.ExceptWith(group.Except(stays));
            }
        }

        foreach (var quota in recipe.Quotas)
        {
            var members = kept.Where(o => Is(table, o, quota.Source, quota.Language)).ToList();
            kept.ExceptWith(members);
            kept.UnionWith(Taken(members, forced, o => Number(1, recipe, o), _ => 1, o => quota.Tokens is null ? 1 : tokens[o], quota.Tokens ?? quota.Samples!.Value).Where(one => one.Copies > 0).Select(one => one.Ordinal));
        }

        var copies = all.ToDictionary(o => o, o => 0);
        foreach (var o in kept)
        {
            var weight = recipe.Weights.Where(weight => Is(table, o, weight.Source, weight.Language)).Aggregate(1.0, (product, one) => product * one.Weight);
            var whole = (int)weight;
            copies[o] = Math.Min(255, whole + (weight > whole && Number(2, recipe, o) < weight - whole ? 1 : 0));
            copies[o] = forced.Contains(o) ? Math.Max(1, copies[o]) : copies[o];
        }

        if (recipe.Target is { } target)
        {
            var taken = Taken([.. kept.Where(o => copies[o] > 0)], forced, o => Number(3, recipe, o), o => copies[o], o => target.Tokens is null ? 1 : tokens[o], target.Tokens ?? target.Samples!.Value).ToDictionary(one => one.Ordinal, one => one.Copies);
            return [.. all.Select(o => taken.GetValueOrDefault(o))];
        }

        return [.. all.Select(o => copies[o])];
    }

    private static bool Is(SampleTable table, int o, string? source, string? language) =>
        source is not null ? table.Sources.Names[table.Sources.Codes[o]] == source : table.Languages.Names[table.Languages.Codes[o]] == language;

    private static int Best(SampleTable table, string by, IEnumerable<int> members) => by switch
    {
        "first" => members.First(),
        "longest" => members.MaxBy(o => table.Characters[o]),
        _ => members.MaxBy(o => float.IsNaN(table.Find(by)!.Percentiles[o]) ? -1 : table.Find(by)!.Percentiles[o]),
    };

    private static double Number(int stream, Recipe recipe, int o) =>
        SampleHash.Uniform(StableHash.Of(stream, (ulong)recipe.Seed), (long)StableHash.Of($"s-{o}"));

    /// <summary>One line after the other, until one does not fit.</summary>
    private static IEnumerable<(int Ordinal, int Copies)> Taken(List<int> members, HashSet<int> forced, Func<int, double> number, Func<int, int> copies, Func<int, double> unit, double limit)
    {
        var used = 0.0;
        foreach (var o in members.Where(forced.Contains))
        {
            used += copies(o) * unit(o);
            yield return (o, copies(o));
        }

        foreach (var o in members.Where(o => !forced.Contains(o)).OrderBy(number))
        {
            var fits = 0;
            while (fits < copies(o) && used + unit(o) <= limit)
            {
                used += unit(o);
                fits++;
            }

            // What needs no room always has it.
            fits = unit(o) == 0 && fits < copies(o) && used > limit ? copies(o) : fits;
            yield return (o, fits);
            if (fits < copies(o))
            {
                yield break;
            }
        }
    }
}
