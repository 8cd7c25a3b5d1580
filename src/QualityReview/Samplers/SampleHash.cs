using QualityReview.Hashing;

namespace QualityReview.Samplers;

/// <summary>A sample's own random number for a seed: drawn from its id alone, so draws do not depend on order, shards or other samples.</summary>
public static class SampleHash
{
    /// <summary>Uniform in 0..1, both ends excluded.</summary>
    public static double Uniform(ulong seed, string sampleId)
    {
        ArgumentNullException.ThrowIfNull(sampleId);
        return ToUniform(StableHash.Of(sampleId, seed));
    }

    /// <inheritdoc cref="Uniform(ulong, string)"/>
    public static double Uniform(ulong seed, long sampleId) => ToUniform(StableHash.Of(sampleId, seed));

    // 52 bits and a half: a 53rd bit would let the largest value round up to 1, whose logarithm is a key of 0.
    private static double ToUniform(ulong hash) => ((hash >> 12) + 0.5) * (1.0 / (1UL << 52));
}
