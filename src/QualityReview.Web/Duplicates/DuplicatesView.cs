using QualityReview.Duplicates;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Web.Duplicates;

/// <summary>What the page of duplicates shows at one moment. Never changes.</summary>
public sealed record DuplicatesView
{
    public required LoadedTable Loaded { get; init; }

    /// <summary>Null where duplicates have not been sought.</summary>
    public required DuplicateRun? Run { get; init; }

    public IReadOnlyList<ShownGroup> Groups { get; init; } = [];

    /// <summary>Number of the one group that is shown; null for a page of groups.</summary>
    public int? Only { get; init; }

    /// <summary>1-based.</summary>
    public int Page { get; init; } = 1;

    public int Pages { get; init; } = 1;

    /// <summary>Copies that nobody has judged, in all groups.</summary>
    public IReadOnlyList<int> Copies { get; init; } = [];

    /// <summary>State of the verdicts that was read.</summary>
    public long ReviewRevision { get; init; }

    public Dataset Dataset => Loaded.Dataset;

    /// <summary>Samples that were imported after the search.</summary>
    public int Unchecked => Run is null ? 0 : Math.Max(0, Dataset.SampleCount - Run.SampleCount);
}

/// <summary>A group with the members that are shown.</summary>
/// <param name="Copies">Its copies that nobody has judged.</param>
public sealed record ShownGroup(DuplicateGroup Group, IReadOnlyList<ShownMember> Members, IReadOnlyList<int> Copies);

/// <summary>A member of a group.</summary>
/// <param name="Sample">With the beginning of its text.</param>
/// <param name="Differences">From the group's first; empty for the first itself and where their words are the same.</param>
public sealed record ShownMember(DuplicateMember Member, Sample Sample, Verdict Verdict, IReadOnlyList<DiffRun> Differences)
{
    public bool IsFirst { get; init; }
}
