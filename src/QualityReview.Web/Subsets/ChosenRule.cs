using QualityReview.Filters;

namespace QualityReview.Web.Subsets;

/// <summary>The rule that a page's address asks for, read against its dataset.</summary>
/// <param name="Text">As it stands in the address or in the saved filter.</param>
/// <param name="Filter">The saved filter that was asked for by its name, or null for a rule of its own.</param>
/// <param name="Node">Null where there is a fault.</param>
public sealed record ChosenRule(string Text, Filter? Filter, FilterNode? Node, RuleFault? Fault)
{
    /// <summary>A rule wins over a filter's name; without both it is the filter that keeps everything.</summary>
    /// <param name="saved">The filters that can be named, by their names or as <c>name@2</c>.</param>
    public static ChosenRule Of(string? rule, string? filter, IReadOnlyList<Filter> saved, SampleTable table)
    {
        if (!string.IsNullOrWhiteSpace(rule))
        {
            return Read(rule, rule == Filter.All.Rule ? Filter.All : null, table);
        }

        var name = string.IsNullOrEmpty(filter) ? Filter.All.Name : filter;
        return (saved.FirstOrDefault(known => known.Name == name) ?? saved.FirstOrDefault(known => known.Reference == name)) is { } found
            ? Read(found.Rule, found, table)
            : new ChosenRule("", null, null, new RuleFault(1, 0, $"There is no filter “{Shared.Excerpt.Of(name, 80)}”; there are {string.Join(", ", saved.Select(known => known.Name))}."));
    }

    private static ChosenRule Read(string rule, Filter? filter, SampleTable table) =>
        FilterRule.TryParse(rule, table, out var node, out var fault) ? new ChosenRule(rule, filter, node, null) : new ChosenRule(rule, filter, null, fault);
}
