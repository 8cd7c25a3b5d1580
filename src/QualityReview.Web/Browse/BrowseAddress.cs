using Microsoft.AspNetCore.WebUtilities;
using QualityReview.Filters;

namespace QualityReview.Web.Browse;

/// <summary>What Browse shows: the page's whole state, as it stands in its address.</summary>
/// <param name="Compared">Name of the filter whose decision stands beside every sample; empty for none.</param>
/// <param name="Wait">Whether a search goes on until all is found; else what is found in time is shown.</param>
public sealed record BrowseAddress(BrowseQuery Query, string Compared = "", bool Wait = false)
{
    private const string RuleParameter = "rule", ComparedParameter = "filter", WaitParameter = "wait";

    /// <summary>Begins with "?"; empty where everything has its default value.</summary>
    public string ToQueryString()
    {
        var query = Query.ToQueryString();
        query = Compared.Length == 0 ? query : $"{query}{(query.Length == 0 ? '?' : '&')}{ComparedParameter}={Uri.EscapeDataString(Compared)}";
        return Wait ? $"{query}{(query.Length == 0 ? '?' : '&')}{WaitParameter}=1" : query;
    }

    /// <summary>Reads what <see cref="ToQueryString"/> writes; other parameters are left alone.</summary>
    /// <exception cref="WrongWordsException">A parameter is wrong; the message says which and where.</exception>
    public static BrowseAddress Parse(string query, SampleTable table) =>
        new(BrowseQuery.Parse(query, table), Parameter(query, ComparedParameter), Parameter(query, WaitParameter) == "1");

    /// <summary>The rule of an address as it was written, right or wrong.</summary>
    public static string RuleOf(string query) => Parameter(query, RuleParameter) is { Length: > 0 } rule ? rule : Filter.All.Rule;

    private static string Parameter(string query, string name) =>
        QueryHelpers.ParseQuery(query).TryGetValue(name, out var values) ? values[^1] ?? "" : "";
}
