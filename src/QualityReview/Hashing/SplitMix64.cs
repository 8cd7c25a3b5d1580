namespace QualityReview.Hashing;

/// <summary>The SplitMix64 mixer (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): a bijection of 64-bit
/// numbers in which every input bit reaches every output bit. Stored draws depend on it: never change it.</summary>
public static class SplitMix64
{
    /// <summary>The odd step between successive states of the generator, 2^64 divided by the golden ratio.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
