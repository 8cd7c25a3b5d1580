using System.Globalization;
using QualityReview.Filters;

namespace QualityReview.Web.Subsets;

/// <summary>The addresses that the Subsets page is at and links to.</summary>
public static class SubsetUrls
{
    public static string Subsets(string dataset) => $"/datasets/{Uri.EscapeDataString(dataset)}/subsets";

    public static string ByFilter(string dataset, string filter) => filter == Filter.All.Name ? Subsets(dataset) : $"{Subsets(dataset)}?filter={Uri.EscapeDataString(filter)}";

    public static string ByRule(string dataset, string rule) =>
        string.IsNullOrWhiteSpace(rule) || rule == Filter.All.Rule ? Subsets(dataset) : $"{Subsets(dataset)}?rule={Uri.EscapeDataString(rule)}";

    /// <summary>The list of the samples that a rule finds; null where the rule is longer than rules may be.</summary>
    public static string? Browse(string dataset, FilterNode rule) => rule.ToString() is { Length: <= FilterRule.MaxLength } text
        ? $"/datasets/{Uri.EscapeDataString(dataset)}{new BrowseQuery { Rule = text }.ToQueryString()}"
        : null;

    /// <summary>All files of an export in one .zip.</summary>
    public static string Zip(long export) => string.Create(CultureInfo.InvariantCulture, $"/exports/{export}/download");

    public static string File(long export, string name) => string.Create(CultureInfo.InvariantCulture, $"/exports/{export}/files/{Uri.EscapeDataString(name)}");
}
