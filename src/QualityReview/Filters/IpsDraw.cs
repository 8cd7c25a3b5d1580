using QualityReview.Samplers;

namespace QualityReview.Filters;

/// <summary>What <see cref="IpsTest"/> draws from a table. Safe for many readers.</summary>
public sealed class IpsDraw
{
    private readonly float[] _values;
    private readonly double _lastKey;

    /// <param name="idHashes"><see cref="InversePropensity.IdHash"/> of each sample.</param>
    internal IpsDraw(float[] values, ulong[] idHashes, Amount amount, int seed)
    {
        _values = values;
        var keys = new double[values.Length];
        var ordinals = new int[values.Length];
        var offered = 0;
        for (var ordinal = 0; ordinal < values.Length; ordinal++)
        {
            if (InversePropensity.HasWeight(values[ordinal]))
            {
                keys[offered] = InversePropensity.Key((ulong)seed, idHashes[ordinal], values[ordinal]);
                ordinals[offered++] = ordinal;
            }
        }

        Array.Sort(keys, ordinals, 0, offered);
        var count = amount.Of(offered);
        Offered = offered;
        Drawn = SampleSet.Of(values.Length, ordinals.Take(count));
        Threshold = count < offered ? keys[count] : double.PositiveInfinity;
        _lastKey = count > 0 ? keys[count - 1] : 0;
    }

    public SampleSet Drawn { get; }

    /// <summary>Samples with a score above 0: those that could have been drawn.</summary>
    public int Offered { get; }

    /// <summary>The smallest key that was left out; infinity where every offered sample was drawn.</summary>
    public double Threshold { get; }

    /// <summary>With what probability the sample was drawn, given the keys of all others: 0..1.</summary>
    public double ProbabilityOf(int ordinal)
    {
        // For one that was left out, the first key that the others leave out is the last that was drawn.
        var threshold = Drawn.Contains(ordinal) ? Threshold : _lastKey;
        return InversePropensity.HasWeight(_values[ordinal]) ? InversePropensity.Probability(threshold, _values[ordinal]) : 0;
    }
}
