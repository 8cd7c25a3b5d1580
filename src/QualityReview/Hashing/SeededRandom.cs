namespace QualityReview.Hashing;

/// <summary>A random generator whose sequence for a seed is fixed by this code, on every machine and for ever. Not thread-safe.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;
    private double _spareNormal = double.NaN;

    public ulong NextUInt64()
    {
        _state += SplitMix64.Step;
        return SplitMix64.Mix(_state);
    }

    /// <summary>Uniform in 0..1, 1 excluded.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0..<paramref name="count"/>-1, without bias (Lemire 2019, "Fast random integer generation in an interval").</summary>
    public int NextInt(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var range = (ulong)count;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var smallest = (0UL - range) % range;
            while (low < smallest)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        while (true)
        {
            var x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            var square = x * x + y * y;
            if (square is > 0 and < 1)
            {
                var scale = Math.Sqrt(-2 * Math.Log(square) / square);
                _spareNormal = y * scale;
                return x * scale;
            }
        }
    }
}
