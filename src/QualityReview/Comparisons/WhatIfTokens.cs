namespace QualityReview.Comparisons;

/// <summary>What repeated tokens are worth to a language model (Muennighoff et al. 2023, "Scaling Data-Constrained Language Models", arXiv
/// 2305.16264): about as much as new ones for some four passes, then ever less.</summary>
public static class WhatIfTokens
{
    /// <summary>R*: the value that the source fitted.</summary>
    public const double FittedDecay = 15.4;

    /// <summary>How many new tokens would be worth as much: U · (1 + R* · (1 − e^(−(passes − 1) / R*))).</summary>
    /// <param name="unique">U: different tokens; above 0.</param>
    /// <param name="seen">Tokens trained on, repetitions included. Up to <paramref name="unique"/> each is worth itself.</param>
    /// <param name="decay">R*: repetitions after which another is worth 1/e; above 0.</param>
    public static double Effective(double unique, double seen, double decay = FittedDecay) =>
        seen <= unique ? seen : unique * (1 + (decay * (1 - Math.Exp(-((seen / unique) - 1) / decay))));
}
