using QualityReview.Filters;
using QualityReview.Recipes;

namespace QualityReview.Web.Subsets;

/// <summary>All that the Subsets page shows of a rule, read at one moment.</summary>
/// <param name="Parts">The terms that the rule joins by "and"; none where the rule cannot be read.</param>
/// <param name="Counts">Null where the rule cannot be read.</param>
public sealed record SubsetView(LoadedTable Loaded, IReadOnlyList<Filter> Filters, ChosenRule Rule, IReadOnlyList<RulePart> Parts, SubsetCounts? Counts)
{
    /// <summary>All versions of the chosen filter, newest first; empty where none is chosen.</summary>
    public IReadOnlyList<FilterVersion> History { get; init; } = [];

    /// <summary>What goes on from the rule; a plain one where the address names none.</summary>
    public Recipe Recipe { get; init; } = new();

    /// <summary>Why the recipe cannot be carried out; empty where it can.</summary>
    public string RecipeFault { get; init; } = "";

    /// <summary>The dataset's saved recipes.</summary>
    public IReadOnlyList<NamedRecipe> Recipes { get; init; } = [];

    /// <summary>May take seconds: not on a page's own thread of work.</summary>
    internal static SubsetView Read(LoadedTable loaded, FilterStore store, string? rule, string? filter, string? recipe, TokenCounts tokens, CancellationToken cancellation = default)
    {
        var dataset = loaded.Dataset.DatasetId;
        var filters = store.List(dataset);
        var (named, missing) = Named(store, dataset, filter);
        var chosen = ChosenRule.Of(rule, filter, named is null ? filters : [.. filters, named], loaded.Table);
        chosen = missing is null || chosen.Filter is not null || !string.IsNullOrWhiteSpace(rule) ? chosen : chosen with { Fault = new RuleFault(1, 0, missing) };
        var view = Read(loaded, filters, chosen, recipe, tokens, cancellation);
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

    private static SubsetView Read(LoadedTable loaded, IReadOnlyList<Filter> filters, ChosenRule chosen, string? recipe, TokenCounts tokens, CancellationToken cancellation)
    {
        var made = new Recipe();
        try
        {
            made = string.IsNullOrWhiteSpace(recipe) ? made : RecipeJson.Read(recipe);
        }
        catch (WrongWordsException fault)
        {
            return new SubsetView(loaded, filters, chosen, [], null) { RecipeFault = fault.Message };
        }

        if (chosen.Node is null)
        {
            return new SubsetView(loaded, filters, chosen, [], null) { Recipe = made };
        }

        IReadOnlyList<RulePart> parts;
        try
        {
            parts = new RuleEditor(loaded.Table).Parts(chosen.Text);
            _ = loaded.Evaluator.Evaluate(chosen.Node, cancellation);
        }
        catch (WrongWordsException fault)
        {
            // A search, say, for words that the index cannot look up: found only when the rule is used.
            return new SubsetView(loaded, filters, chosen with { Node = null, Fault = new RuleFault(1, 0, fault.Message) }, [], null) { Recipe = made };
        }

        try
        {
            return new SubsetView(loaded, filters, chosen, parts, SubsetCounts.Of(loaded, chosen.Node, made, tokens.Of(loaded), cancellation)) { Recipe = made };
        }
        catch (WrongWordsException fault)
        {
            return new SubsetView(loaded, filters, chosen, parts, null) { Recipe = made, RecipeFault = fault.Message };
        }
    }
}
