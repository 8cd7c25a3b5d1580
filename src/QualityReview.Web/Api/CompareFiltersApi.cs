using System.ComponentModel;
using QualityReview.Comparisons;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Api;

/// <summary>Filters side by side, as set algebra: every sample lies in exactly one part.</summary>
/// <param name="Filters">In the order of the request; the first is A.</param>
/// <param name="Parts">Of two filters all four; of more those that are not empty, largest first, as an UpSet plot has them.</param>
/// <param name="Mixes">What dataset and subsets are made of, by source, language, length and cluster.</param>
/// <param name="Alarms">Minorities that a filter makes an end of.</param>
/// <param name="Coverage">What each filter leaves of the clusters; empty where the dataset is not clustered.</param>
/// <param name="Examples">Some samples of the part that was asked for, drawn at random.</param>
public sealed record FilterComparisonAnswer(
    IReadOnlyList<ComparedFilter> Filters,
    IReadOnlyList<FilterPartAnswer> Parts,
    IReadOnlyList<MixAnswer> Mixes,
    IReadOnlyList<AlarmAnswer> Alarms,
    IReadOnlyList<FilterCoverageAnswer> Coverage,
    string ExamplesOf,
    IReadOnlyList<ExampleAnswer> Examples);

/// <summary>One of the filters that are compared.</summary>
/// <param name="Letter">A for the first.</param>
/// <param name="Filter">Name of the saved filter; null for a rule.</param>
/// <param name="Version">Of the saved filter; null for a rule.</param>
/// <param name="Rule">In its canonical form.</param>
/// <param name="Tokens">Of what it keeps; null where they are not known for every sample of it.</param>
public sealed record ComparedFilter(string Letter, string? Filter, int? Version, string Rule, int Samples, long? Tokens);

/// <summary>The samples that some filters keep and the others do not.</summary>
/// <param name="Part">Letters of the filters that keep it, or none.</param>
/// <param name="Says">Such as "A only".</param>
/// <param name="Rule">Finds exactly these samples.</param>
public sealed record FilterPartAnswer(string Part, string Says, string Rule, int Samples, long? Tokens);

/// <summary>The make-up of a dataset and of what each filter keeps.</summary>
/// <param name="All">Samples of the dataset.</param>
/// <param name="Kept">Samples that each filter keeps.</param>
public sealed record MixAnswer(MixBy By, int All, IReadOnlyList<int> Kept, IReadOnlyList<MixGroupAnswer> Groups);

/// <summary>A source, a language, a range of lengths or a cluster.</summary>
/// <param name="Name">Empty for samples that have none.</param>
/// <param name="Rule">Finds its samples; null where no rule can.</param>
/// <param name="Kept">Samples that each filter keeps.</param>
public sealed record MixGroupAnswer(string Name, string? Rule, int All, IReadOnlyList<int> Kept);

/// <summary>A group whose share a filter makes collapse.</summary>
/// <param name="Letter">Of the filter.</param>
/// <param name="ShareBefore">Of the dataset, 0..1.</param>
/// <param name="ShareAfter">Of what the filter keeps, 0..1.</param>
/// <param name="Loss">By how much the share has fallen, as a part of what it was.</param>
/// <param name="Vanishes">Nothing of the group is kept.</param>
public sealed record AlarmAnswer(string Letter, MixBy By, string Name, double ShareBefore, double ShareAfter, double Loss, bool Vanishes);

/// <summary>What one filter leaves of the clusters.</summary>
/// <param name="Letter">Of the filter.</param>
public sealed record FilterCoverageAnswer(string Letter, CoverageAnswer Coverage);

/// <summary>Filters side by side.</summary>
internal static class CompareFiltersApi
{
    public static void Map(RouteGroupBuilder compare) =>
        compare.MapGet("/filters", Get).As("compareFilters", ApiPolicy.LeadRead, "Two to six filters as set algebra: samples and tokens of each part, make-up, alarms, coverage and examples.");

    private static FilterComparisonAnswer Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        FilterComparisonReader reader,
        [Description("Two to six: each the name of a saved filter, one of its versions as name@2, or \"rule:\" and a rule.")] string[] filter,
        CancellationToken cancellation,
        [Description("Part whose examples are told: letters of the filters that keep it, or none; A where it is left out.")] string? part = null,
        [Description("Of the examples; 1 where it is left out.")] int seed = 1,
        [Description("Loss of its share, in percent, from which a minority is said to collapse, 1 to 99; 50 where it is left out.")] int loss = FilterAddress.DefaultLoss)
    {
        _ = lists.Dataset(dataset);
        if (filter.Length is < 2 or > FilterParts.MostFilters)
        {
            throw ApiFault.Wrong($"{filter.Length} filters came; 2 to {FilterParts.MostFilters} are supported, each as a parameter filter.");
        }

        if (part is not null && FilterView.PartOf(part, filter.Length) is null)
        {
            throw ApiFault.Wrong($"The parameter part is \"{part}\"; supported are letters from A to {(char)('A' + filter.Length - 1)}, and none.");
        }

        var address = new FilterAddress { Filters = filter, Part = part ?? "A", Seed = seed, Loss = (int)CompareApi.Between(loss, 1, 99, "loss") };
        var view = reader.Read(dataset, address, cancellation)!;
        if (view.Slots.FirstOrDefault(slot => slot.Fault is not null) is { } wrong)
        {
            throw ApiFault.Wrong(wrong.Fault!);
        }

        var parts = view.Parts!;
        return new FilterComparisonAnswer(
            [.. view.Slots.Select(slot => Of(slot, parts.Kept(slot.Place)))],
            [.. view.Order.Select(number => new FilterPartAnswer(view.KeyOf(number), view.NameOf(number), view.RuleOf(number).ToString(), parts.Parts[number].Samples, parts.Parts[number].Tokens))],
            [.. view.Mixes.Values.Select(mix => new MixAnswer(mix.By, mix.All, mix.Kept, [.. mix.Groups.Select(group => new MixGroupAnswer(group.Name, group.Rule?.ToString(), group.All, group.Kept))]))],
            [.. view.Alarms.Select(alarm => new AlarmAnswer(
                $"{alarm.Slot.Letter}", alarm.By, alarm.Group.Name, alarm.Change.ShareBefore, alarm.Change.ShareAfter, alarm.Change.Loss, alarm.Change.Vanishes))],
            [.. view.Coverage.Select(coverage => new FilterCoverageAnswer($"{coverage.Slot.Letter}", FiltersApi.Coverage(coverage.Coverage)))],
            view.KeyOf(view.Part),
            [.. view.Examples.Select(example => ExampleAnswer.Of(example.Sample))]);
    }

    private static ComparedFilter Of(FilterSlot slot, FilterAmount kept) =>
        new($"{slot.Letter}", slot.Filter?.Name, slot.Filter?.Version, slot.Node!.ToString(), kept.Samples, kept.Tokens);
}
