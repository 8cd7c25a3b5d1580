using System.Numerics;

namespace QualityReview.Filters;

/// <summary>Counts how often each code stands in a column, over the samples of a set.</summary>
internal static class SetCounts
{
    /// <param name="counts">As long as codes can be; added to.</param>
    public static void Add<T>(ReadOnlySpan<T> codes, SampleSet set, Span<int> counts)
        where T : unmanaged, IBinaryInteger<T>
    {
        var words = set.Words;
        for (var word = 0; word < words.Length; word++)
        {
            var bits = words[word];
            if (bits == ulong.MaxValue)
            {
                foreach (var code in codes.Slice(word << 6, 64))
                {
                    counts[int.CreateTruncating(code)]++;
                }
            }
            else
            {
                for (; bits != 0; bits &= bits - 1)
                {
                    counts[int.CreateTruncating(codes[(word << 6) + BitOperations.TrailingZeroCount(bits)])]++;
                }
            }
        }
    }
}
