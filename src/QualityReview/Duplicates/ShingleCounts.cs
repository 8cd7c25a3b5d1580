using System.Numerics;

namespace QualityReview.Duplicates;

/// <summary>Counts in how many texts each shingle stands, so that what many unrelated texts share is known as boilerplate: menus,
/// notices, signatures. One byte a cell; shingles that meet in a cell count together. Safe for many writers.</summary>
internal sealed class ShingleCounts
{
    /// <summary>A shingle of more texts is boilerplate.</summary>
    public const int Common = 50;

    /// <summary>Shingles beside each other that no boilerplate interrupts.</summary>
    private const int Stretch = 15;

    private const double LeastOwnPart = 0.2;

    private const int FewestBits = 20, MostBits = 28, CharactersInAWord = 6;

    // Four cells an integer, as there is no interlocked addition of bytes.
    private readonly int[] _cells;
    private readonly int _shift;

    /// <param name="characters">Length of all texts; about one shingle a word is expected.</param>
    public ShingleCounts(long characters)
    {
        var bits = Math.Clamp(64 - BitOperations.LeadingZeroCount((ulong)(characters / CharactersInAWord)), FewestBits, MostBits);
        _cells = new int[1 << (bits - 2)];
        _shift = 32 - bits;
    }

    /// <param name="shingles">Each once.</param>
    public void Add(ReadOnlySpan<uint> shingles)
    {
        foreach (var shingle in shingles)
        {
            var (cell, place) = PlaceOf(shingle);
            ref var four = ref _cells[cell];
            while (true)
            {
                var now = Volatile.Read(ref four);
                // More than common is not counted: the order of the writers cannot matter.
                if (((now >> place) & 0xFF) > Common || Interlocked.CompareExchange(ref four, now + (1 << place), now) == now)
                {
                    break;
                }
            }
        }
    }

    /// <summary>The shingles of a text by which it is compared, as a set: without boilerplate, where the rest says something.</summary>
    /// <remarks>The rest must have stretches of at least <see cref="Stretch"/> shingles that together are a fifth of the text: a page's
    /// own body has them. A copy of a much copied text has not, though words were changed here and there: it is compared whole.</remarks>
    /// <param name="inOrder">As they stand in the text.</param>
    public uint[] Own(uint[] inOrder)
    {
        var own = new uint[inOrder.Length];
        int count = 0, run = 0, inStretches = 0;
        foreach (var shingle in inOrder)
        {
            if (IsCommon(shingle))
            {
                run = 0;
                continue;
            }

            own[count++] = shingle;
            run++;
            inStretches += run == Stretch ? Stretch : run > Stretch ? 1 : 0;
        }

        return Shingles.SetOf(count < inOrder.Length && inStretches >= LeastOwnPart * inOrder.Length && inStretches > 0 ? own.AsSpan(0, count) : inOrder);
    }

    private bool IsCommon(uint shingle)
    {
        var (cell, place) = PlaceOf(shingle);
        return ((_cells[cell] >> place) & 0xFF) > Common;
    }

    private (int Cell, int Place) PlaceOf(uint shingle)
    {
        var cell = shingle >> _shift;
        return ((int)(cell >> 2), (int)(cell & 3) << 3);
    }
}
