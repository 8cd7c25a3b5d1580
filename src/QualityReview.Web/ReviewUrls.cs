using System.Globalization;
using System.Text.RegularExpressions;
using QualityReview.Filters;
using QualityReview.Recipes;
using QualityReview.Web.Agreement;

namespace QualityReview.Web;

/// <summary>The addresses of pages and downloads, each spelled in this one place.</summary>
public static partial class ReviewUrls
{
    public static string Browse(string dataset) => $"/datasets/{Uri.EscapeDataString(dataset)}";

    public static string Subsets(string dataset) => $"{Browse(dataset)}/subsets";

    public static string Map(string dataset) => $"{Browse(dataset)}/map";

    /// <summary>The map with what a rule does not find in grey.</summary>
    public static string Map(string dataset, string rule) => string.IsNullOrWhiteSpace(rule) || rule == Filter.All.Rule ? Map(dataset) : $"{Map(dataset)}?rule={Uri.EscapeDataString(rule)}";

    /// <param name="rule">What the recipe begins with.</param>
    public static string Subsets(string dataset, string rule) =>
        string.IsNullOrWhiteSpace(rule) || rule == Filter.All.Rule ? Subsets(dataset) : $"{Subsets(dataset)}?rule={Uri.EscapeDataString(rule)}";

    /// <summary>The page Subsets with a rule, or a saved filter, and a recipe that goes on from it.</summary>
    /// <param name="filter">Name of a saved filter; null for a rule of its own.</param>
    /// <param name="recipe">Its filters are left out: the rule stands for them.</param>
    public static string Subsets(string dataset, string rule, string? filter, Recipe recipe)
    {
        var url = filter is null ? Subsets(dataset, rule) : SubsetsOf(dataset, filter);
        return recipe.IsPlain ? url : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}recipe={Uri.EscapeDataString(RecipeJson.WriteCompact(recipe with { Filters = [] }))}";
    }

    /// <summary>Two past exports side by side; null for one that is still to be chosen.</summary>
    public static string ExportDiff(string dataset, long? before = null, long? after = null) =>
        $"{Browse(dataset)}/exports/diff{(before is null && after is null ? "" : Text($"?a={before}&b={after}"))}";

    /// <param name="filter">Name of a saved filter.</param>
    public static string SubsetsOf(string dataset, string filter) =>
        filter == Filter.All.Name ? Subsets(dataset) : $"{Subsets(dataset)}?filter={Uri.EscapeDataString(filter)}";

    /// <param name="page">1-based page of the groups of duplicates.</param>
    /// <param name="group">Number of the only group to show; null for a page of them.</param>
    public static string Duplicates(string dataset, int page = 1, int? group = null) =>
        $"{Browse(dataset)}/duplicates{(group is { } only ? Text($"?group={only}") : page > 1 ? Text($"?page={page}") : "")}";

    /// <summary>The queues of a dataset.</summary>
    public static string Queues(string dataset) => $"{Browse(dataset)}/queues";

    /// <summary>One queue as its lead sees it.</summary>
    public static string Queue(string dataset, string queue) => $"{Queues(dataset)}/{Uri.EscapeDataString(queue)}";

    /// <param name="query">The list that is to be reviewed: a query string with its "?", or empty.</param>
    public static string NewQueue(string dataset, string query = "") => $"{Browse(dataset)}/new-queue{query}";

    /// <summary>One queue as a reviewer sees it.</summary>
    public static string Review(string queue) => $"/review/{Uri.EscapeDataString(queue)}";

    /// <summary>How well people agree; null for all of their verdicts.</summary>
    public static string Agreement(string dataset, AgreementAddress? address = null) => $"{Browse(dataset)}/agreement{address?.ToQueryString()}";

    /// <summary>Scorers side by side.</summary>
    public static string Compare(string dataset, string query = "") => $"{Browse(dataset)}/compare{query}";

    /// <summary>Filters side by side.</summary>
    public static string CompareFilters(string dataset, string query = "") => $"{Compare(dataset)}/filters{query}";

    /// <summary>Filters against people's verdicts.</summary>
    public static string ComparePeople(string dataset, string query = "") => $"{Compare(dataset)}/people{query}";

    /// <summary>Where to cut one scorer.</summary>
    public static string CompareCut(string dataset, string query = "") => $"{Compare(dataset)}/cut{query}";

    /// <summary>Samples that scorers agree or disagree on.</summary>
    public static string CompareGalleries(string dataset, string query = "") => $"{Compare(dataset)}/galleries{query}";

    /// <summary>The galleries as a file.</summary>
    public static string GalleryReport(string dataset, string query = "") => $"{Compare(dataset)}/galleries.html{query}";

    /// <summary>What repeated epochs and scoring would cost.</summary>
    public static string CompareWhatIf(string dataset, string query = "") => $"{Compare(dataset)}/what-if{query}";

    /// <summary>The list of the samples that a rule finds; null where the rule is longer than rules may be.</summary>
    public static string? Found(string dataset, FilterNode rule) =>
        rule.ToString() is { Length: <= FilterRule.MaxLength } text ? Browse(dataset) + new BrowseQuery { Rule = text }.ToQueryString() : null;

    /// <summary>What a number means.</summary>
    public static string Numbers(Shared.Explanation of) => $"/numbers#{of.Key}";

    /// <summary>A one-time link to join or to choose a new password.</summary>
    public static string Join(string secret) => $"/join/{secret}";

    /// <summary>All files of an export in one .zip.</summary>
    public static string ExportZip(long export) => Text($"/exports/{export}/download");

    /// <summary>One file of an export.</summary>
    public static string ExportFile(long export, string name) => Text($"/exports/{export}/files/{Uri.EscapeDataString(name)}");

    /// <summary>Ids that browsers take for steps in a path, however they are escaped: these get a "~" more.</summary>
    [GeneratedRegex("^~*[.]{1,2}$")]
    internal static partial Regex DotsOnly();

    /// <param name="query">The list that previous and next walk in: a query string with its "?", or empty.</param>
    /// <param name="review">Whether the page opens for judging.</param>
    public static string Sample(string dataset, string id, string query = "", bool review = false) =>
        $"{Browse(dataset)}/samples/{(DotsOnly().IsMatch(id) ? "~" : "")}{Uri.EscapeDataString(id)}{query}{(review ? query.Length == 0 ? "?review=1" : "&review=1" : "")}";

    /// <param name="import">The import whose set-aside lines are shown; null for the newest that has some.</param>
    /// <param name="page">1-based page of its set-aside lines.</param>
    public static string Imports(string dataset, long? import = null, int page = 1) =>
        $"{Browse(dataset)}/imports{(import is { } id ? Text($"?import={id}{(page > 1 ? Text($"&page={page}") : "")}") : "")}";

    /// <summary>The set-aside lines of an import as a file.</summary>
    public static string SetAside(string dataset, long import) => Text($"{Browse(dataset)}/imports/{import}/set-aside.tsv");

    /// <param name="state">Jobs of that state alone; null for all.</param>
    /// <param name="show">Jobs shown at most; null for the page's own number.</param>
    public static string Jobs(string? state = null, int? show = null)
    {
        var query = string.Join('&', new[] { state is null ? null : $"state={state}", show is null ? null : Text($"show={show}") }.OfType<string>());
        return query.Length == 0 ? "/jobs" : $"/jobs?{query}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
