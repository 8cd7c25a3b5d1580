using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>Everything that the page of a sample shows, as it was when the page was opened. Never changes.</summary>
public sealed record ShownSample
{
    public required SampleAddress Address { get; init; }

    public required Dataset Dataset { get; init; }

    public required Sample Sample { get; init; }

    /// <summary>In the order of the page.</summary>
    public required IReadOnlyList<ShownScore> Scores { get; init; }

    public required ListPlace List { get; init; }

    /// <summary>What the filter says of the sample; none where no filter is at work.</summary>
    public required Verdict FilterSaid { get; init; }

    /// <summary>The filter's rule, or null.</summary>
    public required string? FilterRule { get; init; }
}

/// <summary>Where the sample stands in the list that led here.</summary>
/// <param name="Rule">The list's rule with its search, in its canonical form.</param>
/// <param name="Place">Null where the list does not hold the sample.</param>
/// <param name="Previous">Id of the sample before it, or null.</param>
/// <param name="Next">Id of the sample after it, or null.</param>
/// <param name="Fault">What is wrong with the address of the list; empty where nothing is.</param>
public sealed record ListPlace(string Rule, int Count, SamplePlace? Place, string? Previous, string? Next, string Fault = "");

/// <summary>One scorer's word on the sample.</summary>
/// <param name="Bar">Its bar in the strip, within the scope of the address.</param>
/// <param name="Score">Null where the scorer has not come to this sample yet.</param>
/// <param name="IsMain">One of the three methods, not a measure of the text.</param>
public sealed record ShownScore(ScorerCard Card, StripBar Bar, SampleScore? Score, bool IsMain);
