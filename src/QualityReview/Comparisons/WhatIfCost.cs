namespace QualityReview.Comparisons;

/// <summary>What computing costs, as usually estimated for transformers (Kaplan et al. 2020, "Scaling Laws for Neural Language Models",
/// arXiv 2001.08361, section 2.1): 2 operations a parameter and token forward, 6 with the backward pass.</summary>
public static class WhatIfCost
{
    /// <summary>Floating-point operations of reading tokens once.</summary>
    public static double Scoring(double parameters, double tokens) => 2 * parameters * tokens;

    /// <summary>Floating-point operations of training.</summary>
    /// <param name="tokens">Trained on, repetitions included.</param>
    public static double Training(double parameters, double tokens) => 6 * parameters * tokens;

    /// <summary>Hours of the same device at a measured rate.</summary>
    public static double Hours(double tokens, double tokensPerSecond) => tokens / tokensPerSecond / 3600;
}
