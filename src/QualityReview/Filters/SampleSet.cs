using System.Numerics;

namespace QualityReview.Filters;

/// <summary>A set of a dataset's samples: one bit an ordinal. Never changes; safe for many readers.</summary>
public sealed class SampleSet : IEquatable<SampleSet>
{
    private readonly ulong[] _words;

    /// <summary>Takes the array over. Bits past <paramref name="size"/> must be 0.</summary>
    internal SampleSet(int size, ulong[] words)
    {
        (Size, _words) = (size, words);
        Count = SampleBits.Count(words);
    }

    /// <summary>Samples in the dataset: ordinals run from 0 to this number less one.</summary>
    public int Size { get; }

    /// <summary>Samples in the set.</summary>
    public int Count { get; }

    internal ReadOnlySpan<ulong> Words => _words;

    public static SampleSet None(int size) => new(size, new ulong[SampleBits.WordsFor(size)]);

    public static SampleSet All(int size) => None(size).Not();

    /// <param name="ordinals">In any order, twice does not matter.</param>
    /// <exception cref="ArgumentOutOfRangeException">An ordinal is not of the dataset.</exception>
    public static SampleSet Of(int size, IEnumerable<int> ordinals)
    {
        var words = new ulong[SampleBits.WordsFor(size)];
        SampleBits.Set(words, size, ordinals);
        return new SampleSet(size, words);
    }

    public bool Contains(int ordinal) => (uint)ordinal < (uint)Size && (_words[ordinal >> 6] >> (ordinal & 63) & 1) != 0;

    public SampleSet And(SampleSet other) => Combine(other, SampleBits.And);

    public SampleSet Or(SampleSet other) => Combine(other, SampleBits.Or);

    /// <summary>Those of this set that are not in the other.</summary>
    public SampleSet AndNot(SampleSet other) => Combine(other, SampleBits.AndNot);

    public SampleSet Not()
    {
        var words = (ulong[])_words.Clone();
        SampleBits.Not(words, Size);
        return new SampleSet(Size, words);
    }

    /// <summary>The ordinals, ascending.</summary>
    public int[] ToArray()
    {
        var ordinals = GC.AllocateUninitializedArray<int>(Count);
        var place = 0;
        foreach (var ordinal in this)
        {
            ordinals[place++] = ordinal;
        }

        return ordinals;
    }

    /// <summary>The ordinals, ascending, without allocating.</summary>
    public Enumerator GetEnumerator() => new(_words);

    public bool Equals(SampleSet? other) => other is not null && Size == other.Size && Words.SequenceEqual(other.Words);

    public override bool Equals(object? obj) => Equals(obj as SampleSet);

    public override int GetHashCode() => HashCode.Combine(Size, Count);

    private SampleSet Combine(SampleSet other, Action<ulong[], ulong[]> combine)
    {
        if (other.Size != Size)
        {
            throw new ArgumentException($"A set over {other.Size} samples cannot meet one over {Size}.", nameof(other));
        }

        var words = (ulong[])_words.Clone();
        combine(words, other._words);
        return new SampleSet(Size, words);
    }

    /// <summary>Walks the ordinals of a set.</summary>
    public struct Enumerator
    {
        private readonly ulong[] _words;
        private ulong _rest;
        private int _next;

        internal Enumerator(ulong[] words) => _words = words;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_rest == 0)
            {
                if (_next == _words.Length)
                {
                    return false;
                }

                _rest = _words[_next++];
            }

            Current = ((_next - 1) << 6) + BitOperations.TrailingZeroCount(_rest);
            _rest &= _rest - 1;
            return true;
        }
    }
}
