using QualityReview.Filters;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

/// <summary>The orders that the list can be put in.</summary>
internal static class SortOrders
{
    private const int FirstSeed = 1;

    public static IReadOnlyList<SortOption> Of(SampleTable table, SampleSort now)
    {
        List<SortOption> options =
        [
            Option(SampleSort.Dataset, "Import order"),
            .. ScorerPanel.InOrder(table).Select(column => Option(SampleSort.Percentile(column.Card.Key), column.Card.Title)),
            Option(new SampleSort(SortBy.Length), "Length of the text"),
            .. table.Duplicates is null ? [] : new[] { Option(new SampleSort(SortBy.Group), "Groups of duplicates") },
            Option(new SampleSort(SortBy.Random, Seed: FirstSeed), "Random"),
        ];
        // An address can ask for an order that the list does not offer, such as another seed.
        if (options.All(option => option.Key != now.ToString()))
        {
            options.Add(Option(now, now.ToString()));
        }

        return options;
    }

    public static SortChoice Choice(SampleSort sort) => new(sort.ToString(), sort.Descending);

    /// <summary>The order that was picked; another scorer begins with its high percentiles, as people expect.</summary>
    public static SampleSort Picked(SortChoice choice, SampleSort before)
    {
        var sort = SampleSort.Parse(choice.Key);
        var descending = choice.Key == before.ToString() ? choice.Descending : sort.By == SortBy.Percentile;
        return sort with { Descending = descending };
    }

    private static SortOption Option(SampleSort sort, string title) => new(sort.ToString(), title);
}
