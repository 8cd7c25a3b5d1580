using QualityReview.Reviews;

namespace QualityReview.Web.Shared;

/// <summary>Words and classes of verdicts.</summary>
public static class VerdictLook
{
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Keep => "Keep",
        Verdict.Drop => "Drop",
        Verdict.Unsure => "Unsure",
        _ => "No verdict",
    };

    /// <summary>keep, drop, unsure or none.</summary>
    public static string Css(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>A sign besides the colour.</summary>
    public static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Keep => "✓",
        Verdict.Drop => "✕",
        Verdict.Unsure => "?",
        _ => "–",
    };
}
