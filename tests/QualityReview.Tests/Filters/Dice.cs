namespace QualityReview.Tests.Filters;

/// <summary>A small generator of reproducible draws (xorshift64*), so that every test run sees the same cases.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = (seed * 0x9E37_79B9_7F4A_7C15) | 1;

    public int Below(int end)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)((_state * 0x2545_F491_4F6C_DD1D >> 33) % (ulong)end);
    }

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];
}
