namespace QualityReview.Reviews;

/// <summary>How many samples have which current verdict.</summary>
public sealed record VerdictTally
{
    public int Keep { get; init; }

    public int Drop { get; init; }

    public int Unsure { get; init; }

    public int Reviewed => Keep + Drop + Unsure;
}
