using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Api;

/// <summary>Samples that a query found.</summary>
/// <param name="Rule">Rule and search as one rule, in its canonical form.</param>
/// <param name="Told">All samples that the caller may be told of, found or not.</param>
internal sealed record SampleList(LoadedTable Loaded, string Rule, SampleSet Shown, SampleSet Told)
{
    public SampleTable Table => Loaded.Table;
}

/// <summary>Finds samples for programs, as Browse finds them for people.</summary>
internal sealed class SampleLists(DatasetStore datasets, SampleTables tables, FilterStore filters, BlindSamples blind)
{
    /// <exception cref="ApiFault">There is no such dataset.</exception>
    public Dataset Dataset(string name) => datasets.Find(name) ?? throw ApiFault.NotFound($"There is no dataset \"{name}\".");

    /// <exception cref="ApiFault">There is no such dataset.</exception>
    public LoadedTable Table(string dataset) => tables.Get(Dataset(dataset).DatasetId);

    /// <param name="rule">Null for all samples.</param>
    /// <param name="search">Words that the texts contain; null for any text.</param>
    /// <exception cref="WrongWordsException">The rule or the search is wrong.</exception>
    public SampleList Find(string dataset, string? rule, string? search, CancellationToken cancellation)
    {
        var loaded = Table(dataset);
        var node = BrowseQuery.Parse(new BrowseQuery { Rule = rule ?? Filter.All.Rule, Search = search ?? "" }.ToQueryString(), loaded.Table).ToNode(loaded.Table);
        var told = blind.Of(loaded).Not();
        return new SampleList(loaded, node.ToString(), loaded.Evaluator.Evaluate(node, cancellation).And(told), told);
    }

    /// <summary>What a saved filter or a rule decides; null where neither is named.</summary>
    /// <exception cref="WrongWordsException">The rule is wrong, or there is no such filter.</exception>
    public (string Rule, FilterDecisions Decisions)? Compare(LoadedTable loaded, string? filter, string? rule, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(filter) && string.IsNullOrWhiteSpace(rule))
        {
            return null;
        }

        var chosen = ChosenRule.Of(rule, filter, filters.List(loaded.Dataset.DatasetId), loaded.Table);
        return chosen.Node is { } node
            ? (node.ToString(), new FilterDecisions(loaded.Table, loaded.Evaluator.Evaluate(node, cancellation)))
            : throw new WrongWordsException(chosen.Fault!.Message);
    }
}
