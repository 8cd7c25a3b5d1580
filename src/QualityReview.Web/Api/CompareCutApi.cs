using System.ComponentModel;
using QualityReview.Comparisons;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Api;

/// <summary>What one cut of one scorer keeps, and what people say of it.</summary>
/// <param name="Keeps">high or low: which side of the cut is kept.</param>
/// <param name="Raw">The raw score of the last kept sample; null where none is kept.</param>
/// <param name="Rule">What to save as a filter: the rule with the cut.</param>
/// <param name="Among">Samples that the cut is made among, those without a score included.</param>
/// <param name="Scored">Of these, samples with a score; others are never kept.</param>
/// <param name="Tokens">Of the kept samples; null where they are not known for each of them.</param>
/// <param name="AllTokens">Of all; null where they are not known for each.</param>
/// <param name="Flips">Against the pinned cut; null where none is pinned.</param>
/// <param name="Curve">The same along all cuts; empty where no verdict counts.</param>
public sealed record CutAnswer(
    string Scorer,
    string Keeps,
    double Cut,
    float? Raw,
    string Rule,
    int Kept,
    int Among,
    int Scored,
    long? Tokens,
    long? AllTokens,
    IReadOnlyList<CutShare> Sources,
    IReadOnlyList<CutShare> Languages,
    EstimateAnswer Precision,
    EstimateAnswer Recall,
    FlipsAnswer? Flips,
    IReadOnlyList<CurvePointAnswer> Curve);

/// <summary>The samples that come in or go out where the cut takes the place of the pinned one.</summary>
/// <param name="Gained">Samples that only the cut keeps.</param>
/// <param name="Lost">Samples that only the pinned one keeps.</param>
/// <param name="Rule">Finds exactly these samples.</param>
/// <param name="Examples">Some of them, those nearest to the cut first.</param>
public sealed record FlipsAnswer(double Pin, int Gained, int Lost, string Rule, IReadOnlyList<ExampleAnswer> Examples);

/// <summary>The threshold studio.</summary>
internal static class CompareCutApi
{
    public static void Map(RouteGroupBuilder compare) =>
        compare.MapGet("/cut", Get).As("compareCut", ApiPolicy.LeadRead, "One scorer and a cut: what it keeps, precision and recall against people, and what flips against another cut.");

    private static CutAnswer Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        CutReader reader,
        CancellationToken cancellation,
        [Description("Key of the scorer; the first where it is left out.")] string? scorer = null,
        [Description("A percentile, 0 to 100; 50 where it is left out.")] double cut = CutAddress.UsualCut,
        [Description("The percentile that it is compared with.")] double? pin = null,
        [Description("high or low: which side of the cut is kept; high where it is left out.")] string keep = "high",
        [Description("Name of a saved filter: the cut is made among what it keeps.")] string? filter = null,
        [Description(Says.Rule)] string? rule = null,
        [Description(CompareApi.Within)] double within = PeopleAddress.UsualWithin)
    {
        _ = lists.Dataset(dataset);
        CompareApi.Between(within, .5, 40, "within");
        var address = new CutAddress
        {
            Scorer = scorer ?? "",
            Rule = rule ?? "",
            Filter = filter ?? "",
            KeepsLow = keep switch { "low" => true, "high" => false, _ => throw ApiFault.Wrong($"The parameter keep is \"{keep}\"; supported are high and low.") },
            Cut = Math.Round(CompareApi.Between(cut, 0, 100, "cut"), 2),
            Pin = pin is { } pinned ? Math.Round(CompareApi.Between(pinned, 0, 100, "pin"), 2) : null,
        };
        var bench = reader.Lay(dataset, address, cancellation)!;
        var studio = bench.Studio ?? throw (bench.Fault.Length > 0 ? ApiFault.Wrong(bench.Fault) : new QualityReviewException($"{dataset} has no scores yet."));
        var view = reader.Look(bench, address.Cut, address.Pin);
        var counts = view.Counts;
        return new CutAnswer(
            studio.Column.Card.Key,
            keep,
            view.Cut,
            view.Raw,
            studio.Rule(view.Cut).ToString(),
            counts.Kept,
            counts.Among,
            studio.Scored,
            counts.Tokens,
            counts.AllTokens,
            counts.Sources,
            counts.Languages,
            EstimateAnswer.Of(view.People.Precision, within),
            EstimateAnswer.Of(view.People.Recall, within),
            view is { Flips: { } flips, Pin: { } from }
                ? new FlipsAnswer(from, flips.Gained, flips.Lost, studio.FlipRule(from, view.Cut).ToString(), [.. view.Examples.Select(ExampleAnswer.Of)])
                : null,
            [.. bench.Curve.Select(point => CurvePointAnswer.Of(point, within))]);
    }
}
