using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;

namespace QualityReview.Web.Compare;

/// <summary>One filter against people's verdicts.</summary>
/// <param name="Title">Name of the saved filter, or the rule.</param>
/// <param name="Rule">Null where it cannot be read.</param>
/// <param name="Kept">Samples that it keeps, of the whole dataset.</param>
/// <param name="Figures">Null where the rule cannot be read.</param>
/// <param name="Fault">Why the rule cannot be read; empty where it can.</param>
public sealed record PeopleRow(string Title, bool IsSaved, FilterNode? Rule, int Kept, PeopleFigures? Figures, string Fault)
{
    /// <summary>Whether it asks what people said, so that their verdicts measure it by themselves.</summary>
    public bool AsksPeople => Rule is not null && PeopleWave.AsksPeople(Rule);
}

/// <summary>What the page of filters against people shows at one moment. Never changes.</summary>
public sealed record PeopleView
{
    public required Dataset Dataset { get; init; }

    public required PeopleAddress Address { get; init; }

    public required PeopleEvidence Evidence { get; init; }

    public required IReadOnlyList<Filter> Filters { get; init; }

    public required IReadOnlyList<PeopleRow> Rows { get; init; }

    /// <summary>In the order of Browse.</summary>
    public required IReadOnlyList<PeopleAuc> Aucs { get; init; }

    /// <summary>The scorer whose cuts are drawn; null where nothing is scored.</summary>
    public required ScoreColumn? Column { get; init; }

    public required IReadOnlyList<PeoplePoint> Curve { get; init; }
}
