namespace QualityReview.Percentiles;

/// <summary>The samples among which a percentile is counted.</summary>
public enum PercentileScope
{
    Dataset,

    /// <summary>Samples of the same source; samples without one form a group of their own.</summary>
    Source,

    /// <summary>Samples of the same language; samples without one form a group of their own.</summary>
    Language,
}
