namespace QualityReview.Reviews;

/// <summary>What a person said of a sample. Stored as numbers: never renumber.</summary>
public enum Verdict : byte
{
    /// <summary>Nobody has judged it, or the judgement was taken back.</summary>
    None = 0,
    Keep = 1,
    Drop = 2,
    Unsure = 3,
}
