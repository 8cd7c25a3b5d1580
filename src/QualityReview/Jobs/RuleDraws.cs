using System.Globalization;
using QualityReview.Exports;
using QualityReview.Filters;

namespace QualityReview.Jobs;

/// <summary>What a manifest says of the random draws in a rule.</summary>
internal static class RuleDraws
{
    /// <summary>Null where the rule draws nothing at random.</summary>
    public static ManifestSampler? Describe(InclusionProbabilities probabilities, FilterEvaluator evaluator, CancellationToken cancellation) =>
        probabilities.Draws.Count == 0 ? null : new ManifestSampler(
            [.. probabilities.Draws.Select(draw => draw is IpsTest ips ? Ips(ips, evaluator, cancellation) : Random((RandomTest)draw))],
            probabilities.Unknown ?? "In the third column of samples.tsv; that of a sample which a person's verdict keeps is 1.");

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
