using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using QualityReview.Hashing;

namespace QualityReview.Duplicates;

/// <summary>Signatures whose places agree as often as two sets are alike: of each hash function the least value over the set
/// (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", section 3.3). Safe for many callers.</summary>
/// <remarks>Hash functions are x → mix(a·x + b) modulo 2^32 with odd a. The mixing is needed: without it the least values of related
/// sets are not independent enough.</remarks>
internal sealed class MinHash
{
    private const uint Mixer = 0x85EB_CA6B;

    private readonly uint[] _factors;
    private readonly uint[] _terms;

    public MinHash(int hashes)
    {
        Hashes = hashes;
        var width = Vector256<uint>.Count;
        var padded = (hashes + width - 1) / width * width;
        (_factors, _terms) = (new uint[padded], new uint[padded]);
        // The numbers are those of a fixed stream: signatures are the same on every machine.
        var random = new SeededRandom(0x4D69_6E48_6173_6831);
        for (var i = 0; i < padded; i++)
        {
            var drawn = random.NextUInt64();
            (_factors[i], _terms[i]) = ((uint)(drawn >> 32) | 1, (uint)drawn);
        }
    }

    public int Hashes { get; }

    /// <summary>Integers that <see cref="Write"/> needs room for.</summary>
    public int Room => _factors.Length;

    /// <summary>Writes the signature of a set that is not empty; places past <see cref="Hashes"/> have no meaning.</summary>
    public void Write(ReadOnlySpan<uint> set, Span<uint> signature)
    {
        var mixer = Vector256.Create(Mixer);
        for (var place = 0; place < _factors.Length; place += Vector256<uint>.Count)
        {
            var factor = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_factors), (nuint)place);
            var term = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_terms), (nuint)place);
            var least = Vector256<uint>.AllBitsSet;
            foreach (var element in set)
            {
                var hash = (Vector256.Create(element) * factor) + term;
                hash = (hash ^ Vector256.ShiftRightLogical(hash, 16)) * mixer;
                least = Vector256.Min(least, hash ^ Vector256.ShiftRightLogical(hash, 13));
            }

            least.CopyTo(signature[place..]);
        }
    }
}
