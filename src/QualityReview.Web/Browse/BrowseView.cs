using QualityReview.Filters;

namespace QualityReview.Web.Browse;

/// <summary>Everything that Browse shows for one address at one moment, but the samples in sight. Never changes.</summary>
public sealed record BrowseView
{
    public required LoadedTable Loaded { get; init; }

    public required BrowseAddress Address { get; init; }

    /// <summary>The rule as it stands in the address.</summary>
    public required string Rule { get; init; }

    /// <summary>What is wrong with <see cref="Rule"/>, or null; then nothing is shown.</summary>
    public RuleFault? Fault { get; init; }

    /// <summary>Rule and search as one rule: what is exported and saved.</summary>
    public required string Whole { get; init; }

    public required SampleSet Shown { get; init; }

    /// <summary>Whether <see cref="Shown"/> holds all that was searched for, or what was found in time. The default value is true.</summary>
    public bool IsAll { get; init; } = true;

    /// <summary>Samples in which the words can be found so far; all where nothing is searched for.</summary>
    public required int Indexed { get; init; }

    public required SortedSamples Samples { get; init; }

    /// <summary>The rule's parts, one a chip.</summary>
    public required IReadOnlyList<RulePart> Parts { get; init; }

    /// <summary>In the order of the page.</summary>
    public required IReadOnlyList<ScorerPanel> Scorers { get; init; }

    public required IReadOnlyList<FacetGroup> Facets { get; init; }

    /// <summary>The dataset's named filters, the built-in one first.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>The filter whose decision stands beside every sample, or null.</summary>
    public Filter? Compared { get; init; }

    public FilterDecisions? Decisions { get; init; }

    /// <summary>Id of the first sample of the list; null where the list is empty.</summary>
    public string? FirstId { get; init; }

    /// <summary>State of the verdicts that was read; see <see cref="ReviewColumns.Revision"/>.</summary>
    public required long ReviewRevision { get; init; }

    public SampleTable Table => Loaded.Table;

    /// <summary>The rule that clicks go on from: one that is wrong is begun anew.</summary>
    public string EditedRule => Fault is null ? Rule : Filter.All.Rule;

    public bool IsEverything => Fault is null && Parts.Count == 0 && Address.Query.Search.Length == 0;

    /// <summary>What excerpts show and highlight: the first word or quoted part that was searched for; null where nothing was.</summary>
    public string? Find
    {
        get
        {
            var search = Address.Query.Search.Trim();
            var quoted = search.StartsWith('"');
            return search.Split(quoted ? ['"'] : ['"', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        }
    }
}
