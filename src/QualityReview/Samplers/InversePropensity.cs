using QualityReview.Hashing;

namespace QualityReview.Samplers;

/// <summary>The race by which samples are drawn without replacement with weights 1/score: sample i finishes at key E·score, E = -ln(uniform),
/// and the first finishers are drawn. Keys come from a seed and the sample's id alone: a draw depends on no order, shard or other sample.</summary>
/// <remarks>Efraimidis and Spirakis 2006, "Weighted random sampling with a reservoir". Given the first key T that was left out, sample i was
/// drawn with probability 1 - exp(-T/score) (Cohen and Kaplan 2007, rank conditioning); count·weight/sum of weights is not that probability.
/// Stored draws depend on these numbers: never change them.</remarks>
public static class InversePropensity
{
    /// <summary>What a key needs of a sample's id.</summary>
    public static ulong IdHash(string sampleId) => StableHash.Of(sampleId);

    /// <summary>A score that is NaN, infinite or not above 0 has no weight.</summary>
    public static bool HasWeight(double score) => double.IsFinite(score) && score > 0;

    /// <param name="score">Density, or any other number above 0 of which less shall be drawn more often.</param>
    public static double Key(ulong seed, ulong idHash, double score) => -Math.Log(SampleHash.Uniform(seed, (long)idHash)) * score;

    /// <summary>With what probability a sample's key is below a threshold.</summary>
    public static double Probability(double threshold, double score)
    {
        var x = threshold / score;

        // 1 - exp(-x) loses all digits for small x, where the series has them.
        return x < 1e-5 ? x - x * x / 2 : 1 - Math.Exp(-x);
    }
}
