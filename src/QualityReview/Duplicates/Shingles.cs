using System.Runtime.InteropServices;
using QualityReview.Hashing;

namespace QualityReview.Duplicates;

/// <summary>A text as the set of its shingles: runs of consecutive words, each a 32-bit hash (Broder 1997, "On the resemblance and
/// containment of documents").</summary>
/// <remarks>Texts shorter than four shingles end to end are cut into runs of three words, so that one changed word does not change
/// all of them; texts of fewer than <see cref="FewestWords"/> words are only compared whole. Texts of the two kinds share nothing.</remarks>
internal sealed class Shingles
{
    /// <summary>Texts of fewer words have exact duplicates only: one word more or less is another text.</summary>
    public const int FewestWords = 6;

    private const int ShortSize = 3;
    private const ulong Base = 0x9E6D_62D0_6F6A_02A5, BlankSeed = 1;

    private Shingles(ulong key, uint[] inOrder) => (Key, InOrder) = (key, inOrder);

    /// <summary>Equal for equal words in equal order. A text without words is compared as it is, but for white space around it.</summary>
    public ulong Key { get; }

    /// <summary>As they stand in the text; empty for texts that have exact duplicates only.</summary>
    public uint[] InOrder { get; }

    /// <param name="size">Words in a shingle of a long text.</param>
    public static Shingles Of(string text, int size)
    {
        var words = new List<ulong>(text.Length / 5);
        WordHashes.Of(text, words);
        return words.Count == 0
            ? new Shingles(StableHash.Of(text.AsSpan().Trim(), BlankSeed), [])
            : new Shingles(KeyOf(CollectionsMarshal.AsSpan(words)), words.Count < FewestWords ? [] : Cut(CollectionsMarshal.AsSpan(words), size));
    }

    /// <summary>Ascending, each once.</summary>
    public static uint[] SetOf(ReadOnlySpan<uint> hashes)
    {
        var sorted = hashes.ToArray();
        Array.Sort(sorted);
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                sorted[count++] = sorted[i];
            }
        }

        return count == sorted.Length ? sorted : sorted[..count];
    }

    private static ulong KeyOf(ReadOnlySpan<ulong> words)
    {
        var key = (ulong)words.Length;
        foreach (var word in words)
        {
            key = SplitMix64.Mix((key * Base) + word);
        }

        return key;
    }

    private static uint[] Cut(ReadOnlySpan<ulong> words, int size)
    {
        size = words.Length < 4 * size ? Math.Min(ShortSize, size) : size;
        // Base to the power of size: what the word that leaves the run has been multiplied by.
        ulong leaving = 1;
        for (var i = 0; i < size; i++)
        {
            leaving *= Base;
        }

        var hashes = new uint[words.Length - size + 1];
        ulong run = 0;
        for (var i = 0; i < words.Length; i++)
        {
            run = (run * Base) + words[i];
            if (i >= size)
            {
                run -= leaving * words[i - size];
            }

            if (i >= size - 1)
            {
                hashes[i - size + 1] = (uint)(SplitMix64.Mix(run + (ulong)size) >> 32);
            }
        }

        return hashes;
    }
}
