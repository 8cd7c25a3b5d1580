using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Api;

/// <summary>Which samples are asked for: what the address of Browse says.</summary>
public sealed record SampleQuery(
    [FromQuery(Name = "rule"), Description("Rule of the filter language; all samples where it is left out.")] string? Rule,
    [FromQuery(Name = "search"), Description("Words that the text contains; a quoted part stands as it is.")] string? Search);

/// <summary>Samples that a query found.</summary>
/// <param name="Rule">Rule and search as one rule, in its canonical form.</param>
internal sealed record SampleList(LoadedTable Loaded, string Rule, SampleSet Shown)
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

    /// <exception cref="WrongWordsException">The rule or the search is wrong.</exception>
    public SampleList Find(string dataset, SampleQuery query, CancellationToken cancellation)
    {
        var loaded = Table(dataset);
        var node = BrowseQuery.Parse(new BrowseQuery { Rule = query.Rule ?? Filter.All.Rule, Search = query.Search ?? "" }.ToQueryString(), loaded.Table).ToNode(loaded.Table);
        return new SampleList(loaded, node.ToString(), loaded.Evaluator.Evaluate(node, cancellation).AndNot(blind.Of(loaded)));
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
