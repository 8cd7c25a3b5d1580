namespace QualityReview.Hashing;

/// <summary>A seeded 64-bit hash of text that is the same on every machine and in every version; it resists accident, not attack.</summary>
public static class StableHash
{
    /// <summary>Hashes UTF-16 code units as they are, so lone surrogates count too.</summary>
    public static ulong Of(ReadOnlySpan<char> text, ulong seed = 0)
    {
        var hash = SplitMix64.Mix(seed + SplitMix64.Step);
        var place = 0;
        for (; place + 4 <= text.Length; place += 4)
        {
            hash = SplitMix64.Mix(hash ^ (text[place] | (ulong)text[place + 1] << 16 | (ulong)text[place + 2] << 32 | (ulong)text[place + 3] << 48));
        }

        ulong rest = 0;
        for (var shift = 0; place < text.Length; place++, shift += 16)
        {
            rest |= (ulong)text[place] << shift;
        }

        // The length keeps "a" and "a\0" apart.
        return SplitMix64.Mix(SplitMix64.Mix(hash ^ rest) + (ulong)text.Length);
    }

    public static ulong Of(long number, ulong seed = 0) =>
        SplitMix64.Mix(SplitMix64.Mix(seed + SplitMix64.Step) ^ SplitMix64.Mix((ulong)number));
}
