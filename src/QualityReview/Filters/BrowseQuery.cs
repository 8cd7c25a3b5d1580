using System.Text;

namespace QualityReview.Filters;

/// <summary>What a list of samples shows and in which order: the whole state of a page, written into its address.</summary>
public sealed record BrowseQuery
{
    /// <summary>Longest search in characters.</summary>
    public const int MaxSearchLength = 500;

    /// <summary>See <see cref="FilterRule"/>. The default value is <c>all</c>.</summary>
    public string Rule { get; init; } = Filter.All.Rule;

    /// <summary>The default value is the order of import.</summary>
    public SampleSort Sort { get; init; } = SampleSort.Dataset;

    /// <summary>Words that the text must contain; empty: any text.</summary>
    public string Search { get; init; } = "";

    /// <summary>The search as a rule; null where nothing is searched for.</summary>
    public TextTest? SearchTest =>
        // Text boxes can hold half characters, which no rule can.
        string.IsNullOrWhiteSpace(Search) ? null : new TextTest(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Search.Trim())));

    /// <summary>The rule and the search as one rule: what is shown, exported and reviewed.</summary>
    /// <exception cref="WrongWordsException">The rule does not parse.</exception>
    public FilterNode ToNode(SampleTable? table = null)
    {
        var rule = FilterRule.Parse(Rule, table);
        if (SearchTest is not { } search)
        {
            return rule;
        }

        return rule switch
        {
            AllNode => search,
            AndNode and => new AndNode([.. and.Terms, search]),
            _ => new AndNode([rule, search]),
        };
    }

    /// <summary>Begins with "?"; empty where everything has its default value.</summary>
    public string ToQueryString()
    {
        List<(string Name, string Value)> parameters = [];
        if (Rule != Filter.All.Rule)
        {
            parameters.Add(("rule", Rule));
        }

        if (Sort.By != SortBy.Dataset)
        {
            parameters.Add(("sort", Sort.ToString()));
        }

        if (Sort.Descending)
        {
            parameters.Add(("desc", "1"));
        }

        if (Search.Length > 0)
        {
            parameters.Add(("search", Search));
        }

        return parameters.Count == 0 ? "" : "?" + string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
    }

    /// <summary>Reads what <see cref="ToQueryString"/> writes, with or without the "?"; other parameters are left alone.</summary>
    /// <param name="table">Where given, scorers, sources and languages must be known to it.</param>
    /// <exception cref="WrongWordsException">A parameter is wrong; the message says which and where.</exception>
    public static BrowseQuery Parse(string query, SampleTable? table = null)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? parameter : parameter[..equals]);
            if (name is "rule" or "sort" or "desc" or "search" && !found.TryAdd(name, equals < 0 ? "" : Decode(parameter[(equals + 1)..])))
            {
                throw new WrongWordsException($"The address has two parameters {name}, supported is one.");
            }
        }

        var rule = found.GetValueOrDefault("rule", "");
        if (string.IsNullOrWhiteSpace(rule))
        {
            rule = Filter.All.Rule;
        }

        FilterRule.Parse(rule, table);
        var search = found.GetValueOrDefault("search", "");
        if (search.Length > MaxSearchLength)
        {
            throw new WrongWordsException($"The search has {search.Length} characters, supported are {MaxSearchLength}.");
        }

        return new BrowseQuery { Rule = rule, Search = search, Sort = SampleSort.Parse(found.GetValueOrDefault("sort", "dataset"), IsDescending(found), table) };
    }

    private static bool IsDescending(Dictionary<string, string> found) => found.GetValueOrDefault("desc", "0") switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        var other => throw new WrongWordsException($"The parameter desc is {RulePrinter.Quote(other.Length <= 40 ? other : other[..40] + "…")}, supported are 0 and 1."),
    };

    private static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
