using QualityReview.Filters;

namespace QualityReview.Web.Subsets;

/// <summary>All that the Subsets page shows of a rule, read at one moment.</summary>
/// <param name="Parts">The terms that the rule joins by "and"; none where the rule cannot be read.</param>
/// <param name="Counts">Null where the rule cannot be read.</param>
public sealed record SubsetView(LoadedTable Loaded, IReadOnlyList<Filter> Filters, ChosenRule Rule, IReadOnlyList<RulePart> Parts, SubsetCounts? Counts)
{
    /// <summary>May take seconds: not on a page's own thread of work.</summary>
    internal static SubsetView Read(LoadedTable loaded, IReadOnlyList<Filter> filters, string? rule, string? filter, TokenCounts tokens, CancellationToken cancellation = default)
    {
        var chosen = ChosenRule.Of(rule, filter, filters, loaded.Table);
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
