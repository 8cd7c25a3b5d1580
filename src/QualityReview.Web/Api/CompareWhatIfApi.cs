using System.ComponentModel;
using QualityReview.Comparisons;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Api;

/// <summary>What training on parts of a corpus would come to, every assumption filled in.</summary>
/// <param name="By">Key of the scorer that cuts the pools.</param>
/// <param name="Tokens">Of the dataset.</param>
/// <param name="IsEstimated">Whether they are estimated from characters, as no scorer that is done has counted them.</param>
/// <param name="Corpus">Tokens of the corpus that the dataset stands for.</param>
/// <param name="Budget">Tokens to train on, repetitions included.</param>
/// <param name="Decay">R*: repetitions after which another is worth 1/e.</param>
/// <param name="Cuts">Each tenth that can be kept, the best first.</param>
/// <param name="Unions">The best pool, the two best and so on, at the budget.</param>
/// <param name="Curve">The same at some budgets, ascending.</param>
/// <param name="IsTooSmall">The smallest pool is too small for the law.</param>
/// <param name="Model">Parameters of the model that will be trained.</param>
/// <param name="TrainingOperations">Floating-point operations of training on the budget.</param>
/// <param name="Costs">Of scoring the corpus, by scorer.</param>
public sealed record WhatIfAnswer(
    string By,
    double Tokens,
    bool IsEstimated,
    double Corpus,
    double Budget,
    double Decay,
    WhatIfQuality Law,
    IReadOnlyList<WhatIfPool> Pools,
    IReadOnlyList<WhatIfCutAnswer> Cuts,
    IReadOnlyList<WhatIfUnionAnswer> Unions,
    IReadOnlyList<WhatIfPointAnswer> Curve,
    bool IsTooSmall,
    double Model,
    double TrainingOperations,
    IReadOnlyList<WhatIfCostAnswer> Costs);

/// <summary>What keeping the best part of the corpus leaves.</summary>
/// <param name="Percent">Kept share of the scored samples.</param>
/// <param name="Passes">How often the budget goes over them; null of none.</param>
/// <param name="Effective">How many new tokens would be worth as much; null of none.</param>
public sealed record WhatIfCutAnswer(int Percent, double Tokens, double? Passes, double? Effective);

/// <summary>The error that is foretold for a union of pools.</summary>
/// <param name="Pools">How many of the best pools it takes.</param>
public sealed record WhatIfUnionAnswer(int Pools, double Size, double Passes, double? Error)
{
    internal static WhatIfUnionAnswer Of(WhatIfUnion union) => new(union.Pools, union.Size, union.Passes, FiltersApi.Finite(union.Error));
}

/// <summary>All unions at one budget.</summary>
public sealed record WhatIfPointAnswer(double Budget, IReadOnlyList<WhatIfUnionAnswer> Unions);

/// <summary>What scoring the corpus costs by one scorer.</summary>
/// <param name="Tokens">That it would read, its prompt included.</param>
/// <param name="Parameters">Of its model; null where nobody knows.</param>
/// <param name="Operations">Floating-point operations; null where the parameters are not known.</param>
public sealed record WhatIfCostAnswer(string Scorer, string Device, double TokensPerSecond, double Tokens, double? Parameters, double Hours, double? Operations);

/// <summary>What if.</summary>
internal static class CompareWhatIfApi
{
    private const string Number = "A number such as 1.4e9 or 20B. ", Numbers = "Up to ten numbers, separated by commas. ";

    public static void Map(RouteGroupBuilder compare) =>
        compare.MapGet("/what-if", Get).As("getWhatIf", ApiPolicy.LeadRead, "Repeated epochs against more data by two published laws, and what scoring costs against training.");

    private static WhatIfAnswer Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        WhatIfReader reader,
        CancellationToken cancellation,
        [Description("Key of the scorer that cuts the pools; the first of quality where it is left out.")] string? by = null,
        [Description(Number + "Tokens of the corpus; those of the dataset where it is left out.")] string? corpus = null,
        [Description(Number + "Tokens to train on; those of the corpus where it is left out.")] string? budget = null,
        [Description(Numbers + "b of each pool, below 0; as fitted for CLIP where it is left out.")] string? utility = null,
        [Description(Numbers + "τ of each pool; as fitted for CLIP where it is left out.")] string? halfLife = null,
        [Description(Numbers + "Tokens of each pool; those of the tenths where it is left out.")] string? size = null,
        [Description(Number + "a of the law.")] string? scale = null,
        [Description(Number + "d of the law.")] string? floor = null,
        [Description(Number + "What is seen is counted in so many tokens.")] string? unit = null,
        [Description(Number + "R*; 15.4 where it is left out.")] string? decay = null,
        [Description(Number + "Parameters of the model that will be trained.")] string? model = null,
        [Description("Parameters of a scorer's model as KEY:NUMBER; may stand several times.")] string[]? parameters = null)
    {
        var loaded = lists.Table(dataset);
        if (by is not null && loaded.Table.Find(by) is not { ScoredCount: > 0 })
        {
            throw ApiFault.Wrong($"No sample of this dataset has a score of {by}.");
        }

        Dictionary<string, (string Name, string? Text)> given = new()
        {
            ["by"] = ("by", by),
            ["corpus"] = ("corpus", corpus),
            ["budget"] = ("budget", budget),
            ["b"] = ("utility", utility),
            ["tau"] = ("halfLife", halfLife),
            ["size"] = ("size", size),
            ["a"] = ("scale", scale),
            ["d"] = ("floor", floor),
            ["unit"] = ("unit", unit),
            ["rs"] = ("decay", decay),
            ["model"] = ("model", model),
        };
        var address = WhatIfAddress.Of(name => given[name].Text, parameters ?? []);
        Dictionary<string, bool> read = new()
        {
            ["corpus"] = address.Corpus is not null,
            ["budget"] = address.Budget is not null,
            ["b"] = address.Utilities is not null,
            ["tau"] = address.HalfLives is not null,
            ["size"] = address.Sizes is not null,
            ["a"] = address.Scale is not null,
            ["d"] = address.Floor is not null,
            ["unit"] = address.Unit is not null,
            ["rs"] = address.Decay is not null,
            ["model"] = address.Model is not null,
        };
        // A page goes on with what it finds itself; a program is told.
        if (read.FirstOrDefault(one => !one.Value && given[one.Key].Text is not null).Key is { } wrong)
        {
            throw ApiFault.Wrong($"The parameter {given[wrong].Name} is \"{given[wrong].Text}\", which is no number that is supported there.");
        }

        if (address.Scorers.Count < (parameters ?? []).Length)
        {
            throw ApiFault.Wrong("A parameter called parameters is not KEY:NUMBER, or names a scorer twice.");
        }

        var view = reader.Read(dataset, address, cancellation)!;
        return Of(view, view.By?.Key ?? throw new QualityReviewException($"{dataset} has no scores yet."));
    }

    private static WhatIfAnswer Of(WhatIfView view, string by) => new(
        by,
        view.Tokens,
        view.IsEstimated,
        view.Corpus,
        view.Budget,
        view.Decay,
        view.Law,
        view.Pools,
        [.. view.Cuts.Select(cut => new WhatIfCutAnswer(cut.Percent, cut.Tokens, FiltersApi.Finite(cut.Passes), FiltersApi.Finite(cut.Effective)))],
        [.. view.Unions.Select(WhatIfUnionAnswer.Of)],
        [.. view.Curve.Select(point => new WhatIfPointAnswer(point.Budget, [.. point.Unions.Select(WhatIfUnionAnswer.Of)]))],
        view.IsTooSmall,
        view.Model,
        view.TrainingOperations,
        [.. view.Costs.Select(cost => new WhatIfCostAnswer(cost.Card.Key, cost.Device, cost.TokensPerSecond, cost.Tokens, cost.Parameters, cost.Hours, FiltersApi.Finite(cost.Operations)))]);
}
