namespace QualityReview.Filters;

/// <summary>A reproducible random number for each pair of seed and ordinal, so that a draw needs no state and any part of it can
/// be repeated alone. Formula: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014), the finaliser
/// "variant 13" of SplitMix64. Stored rules depend on these numbers: never change them.</summary>
internal static class OrdinalHash
{
    /// <summary>The seed made into the start of a stream of its own.</summary>
    public static ulong Stream(int seed) => Mix(((ulong)(uint)seed + 1) * 0x9E37_79B9_7F4A_7C15);

    public static ulong Of(ulong stream, int ordinal) => Mix(stream + (((ulong)(uint)ordinal + 1) * 0x9E37_79B9_7F4A_7C15));

    /// <summary>The samples drawn at a probability are those whose hash is below this; at 0 none is.</summary>
    /// <param name="percent">Below 100: at 100 every sample is drawn, which no bound says.</param>
    public static ulong Bound(double percent) => (ulong)(percent / 100 * 18446744073709551616.0);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
