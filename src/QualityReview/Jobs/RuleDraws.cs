using System.Globalization;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Recipes;

namespace QualityReview.Jobs;

/// <summary>What a manifest says of the random draws in a rule.</summary>
internal static class RuleDraws
{
    /// <summary>Null where neither the rule nor the recipe draws anything at random.</summary>
    public static ManifestSampler? Describe(InclusionProbabilities probabilities, FilterEvaluator evaluator, Recipe? recipe, Selection selection, CancellationToken cancellation) =>
        probabilities.Draws.Count == 0 && !selection.Draws ? null : new ManifestSampler(
            [
                .. probabilities.Draws.Select(draw => draw is IpsTest ips ? Ips(ips, evaluator, cancellation) : Random((RandomTest)draw)),
                .. recipe is null ? [] : OfRecipe(recipe),
            ],
            probabilities.Unknown ?? selection.UnknownProbabilities ?? "In the third column of samples.tsv; that of a sample which a person's verdict keeps is 1.");

    private static IEnumerable<ManifestDraw> OfRecipe(Recipe recipe) =>
    [
        .. recipe.Quotas.Select(quota => Step(recipe, "quota", $"at most {Amount(quota.Samples, quota.Tokens)} of {(quota.Source is { } source ? $"the source {source}" : $"the language {quota.Language}")}")),
        .. recipe.Weights.Where(weight => weight.Weight % 1 != 0)
            .Select(weight => Step(recipe, "weight", $"{Text(weight.Weight)} of {(weight.Source is { } source ? $"the source {source}" : $"the language {weight.Language}")}")),
        .. recipe.Target is { } target ? new[] { Step(recipe, "target", Amount(target.Samples, target.Tokens)) } : [],
    ];

    private static ManifestDraw Step(Recipe recipe, string name, string term) => new(name, recipe.Seed, new Dictionary<string, string> { ["term"] = $"{name}: {term}, seed {Text(recipe.Seed)}" });

    private static string Amount(int? samples, long? tokens) => samples is { } number ? $"{Text(number)} samples" : $"{Text(tokens!.Value)} tokens";

    private static ManifestDraw Random(RandomTest test) => new("random", test.Seed, new Dictionary<string, string>
    {
        ["term"] = test.ToString(),
        ["probability"] = Text(test.Percent / 100),
    });

    private static ManifestDraw Ips(IpsTest test, FilterEvaluator evaluator, CancellationToken cancellation)
    {
        var draw = evaluator.Draw(test, cancellation);
        return new ManifestDraw("ips", test.Seed, new Dictionary<string, string>
        {
            ["term"] = test.ToString(),
            ["scorer"] = evaluator.Table.Find(test.Key)!.Card.Key,
            ["weight"] = "1/score",
            ["count"] = Text(draw.Drawn.Count),
            ["offered"] = Text(draw.Offered),
            ["without_score"] = Text(evaluator.Table.Count - draw.Offered),
            ["threshold"] = double.IsPositiveInfinity(draw.Threshold) ? "none: all were drawn" : Text(draw.Threshold),
        });
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
