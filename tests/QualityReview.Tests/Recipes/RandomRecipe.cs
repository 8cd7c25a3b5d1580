using QualityReview.Recipes;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Recipes;

/// <summary>Draws recipes of every kind over the tables of <see cref="RandomTable"/>.</summary>
internal static class RandomRecipe
{
    public static Recipe Draw(Dice dice) => new()
    {
        Unsure = (UnsurePolicy)dice.Below(3),
        Duplicates = dice.Chance(50) ? Recipe.KeepAll : dice.Pick(["first", "longest", RandomTable.Keys[1]]),
        Quotas = [.. Parts(dice, 40).Select(part => dice.Chance(60) ? new RecipeQuota(part.Source, part.Language, Samples: dice.Below(40)) : new RecipeQuota(part.Source, part.Language, Tokens: dice.Below(800)))],
        Weights = [.. Parts(dice, 40).Select(part => new RecipeWeight(part.Source, part.Language, dice.Chance(50) ? dice.Below(4) : dice.Below(35) / 10.0))],
        Target = dice.Below(3) switch { 0 => new RecipeTarget(Samples: 1 + dice.Below(150)), 1 => new RecipeTarget(Tokens: 1 + dice.Below(3000)), _ => null },
        Seed = dice.Below(5),
    };

    private static IEnumerable<(string? Source, string? Language)> Parts(Dice dice, int percent)
    {
        IEnumerable<(string?, string?)> all = [.. RandomTable.Sources.Select(name => ((string?)name, (string?)null)), .. RandomTable.Languages.Select(name => ((string?)null, (string?)name))];
        return [.. all.Where(_ => dice.Chance(percent))];
    }
}
