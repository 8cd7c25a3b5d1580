using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Compare;

/// <summary>What the page of scorers shows at one moment. Never changes.</summary>
public sealed record ScorerView
{
    public required Dataset Dataset { get; init; }

    public required ScorerAddress Address { get; init; }

    /// <summary>Scorers with a score at least, in the order of the page.</summary>
    public required IReadOnlyList<ScorerCard> Scorers { get; init; }

    /// <summary>How many samples each of them has scored.</summary>
    public required IReadOnlyList<int> Scored { get; init; }

    /// <summary>Null where there are fewer than two scorers.</summary>
    public ScorerMatrix? Matrix { get; init; }

    /// <summary>Null where no pair is chosen.</summary>
    public ScorerPairView? Pair { get; init; }

    /// <summary>What the address names that the dataset does not have; empty for nothing.</summary>
    public string Fault { get; init; } = "";
}

/// <summary>Two scorers side by side.</summary>
public sealed record ScorerPairView
{
    public required ScorerCard First { get; init; }

    public required ScorerCard Second { get; init; }

    public required ScorerPair Figures { get; init; }

    public required ScorerDensity Density { get; init; }

    /// <summary>The samples in the chosen part of the density; null where none is chosen.</summary>
    public ScorerFound? Brush { get; init; }

    public required ScorerShift Shift { get; init; }

    /// <summary>The four ways in which two scorers decide at the cut.</summary>
    public required IReadOnlyList<ScorerDecided> Decisions { get; init; }
}

/// <summary>Samples that a rule finds, with some of them to look at.</summary>
public sealed record ScorerFound(FilterNode Rule, int Count, IReadOnlyList<ScorerMove> Examples);

/// <summary>What both scorers decide at the cut.</summary>
public sealed record ScorerDecided(bool FirstKeeps, bool SecondKeeps, ScorerFound Samples)
{
    public bool Flipped => FirstKeeps != SecondKeeps;
}

/// <summary>A sample with where both scorers rank it, percentiles 0..100.</summary>
public sealed record ScorerMove(Sample Sample, float First, float Second);
