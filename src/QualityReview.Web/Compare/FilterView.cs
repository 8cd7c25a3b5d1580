using QualityReview.Clusters;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Web.Browse;

namespace QualityReview.Web.Compare;

/// <summary>One of the filters that are compared.</summary>
/// <param name="Text">As it stands in the address.</param>
/// <param name="Filter">Null for a rule of its own.</param>
/// <param name="Rule">As it was saved or typed.</param>
/// <param name="Node">Null where there is a fault.</param>
/// <param name="Fault">One sentence; null where all is well.</param>
public sealed record FilterSlot(int Place, string Text, Filter? Filter, string Rule, FilterNode? Node, string? Fault)
{
    /// <summary>A for the first.</summary>
    public char Letter => (char)('A' + Place);

    public string Title => Filter is null ? "A rule" : Filter.Version == 0 ? "all (keeps everything)" : $"{Shared.Excerpt.Of(Filter.Name, 60)} · version {Shared.Display.Count(Filter.Version)}";
}

/// <summary>A group that a filter makes an end of.</summary>
public sealed record FilterAlarm(FilterSlot Slot, MixBy By, MixGroup Group, MixChange Change);

/// <summary>What a filter leaves of the clusters.</summary>
public sealed record FilterCoverage(FilterSlot Slot, ClusterCoverage Coverage);

/// <summary>What the page of filters side by side shows at one moment. Never changes.</summary>
public sealed record FilterView
{
    public required Dataset Dataset { get; init; }

    public required FilterAddress Address { get; init; }

    public required SampleTable Table { get; init; }

    /// <summary>The latest version of each saved filter, the built-in one first.</summary>
    public required IReadOnlyList<Filter> Saved { get; init; }

    public required IReadOnlyList<FilterSlot> Slots { get; init; }

    /// <summary>Null where fewer than two filters are chosen, or one of them cannot be read; then so is all that follows.</summary>
    public FilterParts? Parts { get; init; }

    public IReadOnlyDictionary<MixBy, FilterMix> Mixes { get; init; } = new Dictionary<MixBy, FilterMix>();

    public IReadOnlyList<FilterAlarm> Alarms { get; init; } = [];

    /// <summary>Empty where the dataset is not clustered.</summary>
    public IReadOnlyList<FilterCoverage> Coverage { get; init; } = [];

    /// <summary>Number of the part whose examples are shown.</summary>
    public int Part { get; init; }

    public IReadOnlyList<BrowsedSample> Examples { get; init; } = [];

    public MixAlarm Alarm => new() { Loss = Address.Loss / 100.0 };

    /// <summary>Numbers of the parts: two filters have all four in a fixed order, more have those that are not empty, largest first.</summary>
    public IReadOnlyList<int> Order => Parts is not { } parts ? []
        : parts.Filters == 2 ? [1, 2, 3, 0]
        : [.. Enumerable.Range(0, parts.Parts.Count).Where(part => parts.Parts[part].Samples > 0).OrderByDescending(part => parts.Parts[part].Samples).ThenBy(part => part)];

    public FilterNode RuleOf(int part) => FilterParts.RuleOf([.. Slots.Select(slot => slot.Node!)], part);

    /// <summary>"A only", "both", "A, C, not B".</summary>
    public string NameOf(int part)
    {
        var all = (1 << Slots.Count) - 1;
        if (Slots.Count == 2)
        {
            return part switch { 0 => "Neither", 1 => "A only", 2 => "B only", _ => "Both" };
        }

        return part == 0 ? "None of them" : part == all ? "All of them" : $"{Letters(part, ", ")}, not {Letters(all & ~part, ", ")}";
    }

    /// <summary>What stands for a part in the address.</summary>
    public string KeyOf(int part) => part == 0 ? NoPart : Letters(part, "");

    /// <summary>The part of an address; null where it names none of these filters.</summary>
    public static int? PartOf(string key, int filters)
    {
        if (key == NoPart)
        {
            return 0;
        }

        var part = 0;
        foreach (var letter in key)
        {
            if (letter < 'A' || letter >= 'A' + filters)
            {
                return null;
            }

            part |= 1 << (letter - 'A');
        }

        return key.Length == 0 ? null : part;
    }

    private const string NoPart = "none";

    private string Letters(int part, string between) => string.Join(between, Slots.Where(slot => (part >> slot.Place & 1) != 0).Select(slot => slot.Letter));
}
