using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

/// <summary>A sample of the list as people see it.</summary>
/// <param name="Sample">With the part of its text that is shown.</param>
/// <param name="Facts">Source, language, length and what not to trust.</param>
/// <param name="Detail">Who gave the verdict, and what the compared filter says.</param>
public sealed record BrowsedSample(Sample Sample, IReadOnlyList<string> Facts, IReadOnlyList<StripBar> Bars, Verdict Verdict, string Detail)
{
    /// <summary>Number of its group of duplicates; 0 where it is in none.</summary>
    public int Group { get; init; }

    /// <summary>Samples in that group.</summary>
    public int Alike { get; init; }
}
