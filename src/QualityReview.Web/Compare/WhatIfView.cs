using QualityReview.Comparisons;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Compare;

/// <summary>What the page What if shows at one moment, every assumption filled in. Never changes.</summary>
public sealed record WhatIfView
{
    public required Dataset Dataset { get; init; }

    public required WhatIfAddress Address { get; init; }

    /// <summary>Scorers with a score at least, in the order of the page.</summary>
    public required IReadOnlyList<ScorerCard> Scorers { get; init; }

    /// <summary>The scorer that cuts the pools; null where there is none.</summary>
    public ScorerCard? By { get; init; }

    /// <summary>Tokens of the dataset.</summary>
    public double Tokens { get; init; }

    /// <summary>Whether tokens are estimated from characters, as no scorer that is done has counted them.</summary>
    public bool IsEstimated { get; init; }

    public double Corpus { get; init; }

    public double Budget { get; init; }

    public WhatIfQuality Law { get; init; } = WhatIfQuality.Clip;

    /// <summary>R*.</summary>
    public double Decay { get; init; }

    public IReadOnlyList<WhatIfPool> Pools { get; init; } = [];

    /// <summary>Each tenth that can be kept, the best first.</summary>
    public IReadOnlyList<WhatIfCut> Cuts { get; init; } = [];

    /// <summary>The unions of the best pools at each of some budgets, ascending.</summary>
    public IReadOnlyList<(double Budget, IReadOnlyList<WhatIfUnion> Unions)> Curve { get; init; } = [];

    /// <summary>The same at the budget.</summary>
    public IReadOnlyList<WhatIfUnion> Unions { get; init; } = [];

    /// <summary>The smallest pool is too small for the law: below one unit of a · size it prefers bad data.</summary>
    public bool IsTooSmall { get; init; }

    public double Model { get; init; }

    /// <summary>Floating-point operations of training on the budget.</summary>
    public double TrainingOperations { get; init; }

    public IReadOnlyList<WhatIfScoring> Costs { get; init; } = [];
}

/// <summary>What keeping the best part of the corpus leaves.</summary>
/// <param name="Percent">Kept share of the scored samples, 10..100.</param>
/// <param name="Tokens">Of the corpus.</param>
/// <param name="Passes">How often the budget goes over them.</param>
/// <param name="Effective">See <see cref="WhatIfTokens.Effective"/>.</param>
public sealed record WhatIfCut(int Percent, double Tokens, double Passes, double Effective);

/// <summary>What scoring the corpus costs by one scorer.</summary>
/// <param name="Device">Where its run over this dataset was measured.</param>
/// <param name="TokensPerSecond">As measured.</param>
/// <param name="Tokens">That the scorer would read of the corpus, its prompt included.</param>
/// <param name="Parameters">Of its model; null where nobody knows.</param>
/// <param name="Operations">Floating-point operations; NaN where the parameters are not known.</param>
public sealed record WhatIfScoring(ScorerCard Card, string Device, double TokensPerSecond, double Tokens, double? Parameters, double Hours, double Operations);
