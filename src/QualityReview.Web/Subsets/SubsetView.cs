using QualityReview.Filters;

namespace QualityReview.Web.Subsets;

/// <summary>All that the Subsets page shows of a rule, read at one moment.</summary>
/// <param name="Parts">The terms that the rule joins by "and"; none where the rule cannot be read.</param>
/// <param name="Counts">Null where the rule cannot be read.</param>
public sealed record SubsetView(LoadedTable Loaded, IReadOnlyList<Filter> Filters, ChosenRule Rule, IReadOnlyList<RulePart> Parts, SubsetCounts? Counts)
{
    /// <summary>All versions of the chosen filter, newest first; empty where none is chosen.</summary>
    public IReadOnlyList<FilterVersion> History { get; init; } = [];

    /// <summary>May take seconds: not on a page's own thread of work.</summary>
    internal static SubsetView Read(LoadedTable loaded, FilterStore store, string? rule, string? filter, TokenCounts tokens, CancellationToken cancellation = default)
    {
        var dataset = loaded.Dataset.DatasetId;
        var filters = store.List(dataset);
        var (named, missing) = Named(store, dataset, filter);
        var chosen = ChosenRule.Of(rule, filter, named is null ? filters : [.. filters, named], loaded.Table);
        chosen = missing is null || chosen.Filter is not null || !string.IsNullOrWhiteSpace(rule) ? chosen : chosen with { Fault = new RuleFault(1, 0, missing) };
        var view = Read(loaded, filters, chosen, tokens, cancellation);
        return chosen.Filter is { Version: > 0 } shown ? view with { History = store.History(dataset, shown.Name) } : view;
    }

    private static (Filter? Filter, string? Missing) Named(FilterStore store, long dataset, string? filter)
    {
        try
        {
            return (string.IsNullOrEmpty(filter) ? null : store.Find(dataset, filter), null);
        }
        catch (WrongWordsException fault)
        {
            return (null, fault.Message);
        }
    }

    private static SubsetView Read(LoadedTable loaded, IReadOnlyList<Filter> filters, ChosenRule chosen, TokenCounts tokens, CancellationToken cancellation)
    {
        if (chosen.Node is null)
        {
            return new SubsetView(loaded, filters, chosen, [], null);
        }

        try
        {
            var counts = SubsetCounts.Of(loaded, chosen.Node, tokens.Of(loaded), cancellation);
            return new SubsetView(loaded, filters, chosen, new RuleEditor(loaded.Table).Parts(chosen.Text), counts);
        }
        catch (WrongWordsException fault)
        {
            // A search, say, for words that the index cannot look up: found only when the rule is used.
            return new SubsetView(loaded, filters, chosen with { Node = null, Fault = new RuleFault(1, 0, fault.Message) }, [], null);
        }
    }
}
