using QualityReview.Hashing;

namespace QualityReview.Reviews;

public static partial class Agreement
{
    /// <summary>A 95 % percentile interval of an agreement measure, by drawing units with replacement; the same for the same seed.
    /// Draws without a value (everybody said the same) are left out; null where none has one.</summary>
    public static Interval? Bootstrap(IReadOnlyList<int[]> units, Func<IReadOnlyList<int[]>, double> measure, ulong seed, int draws = 1000)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        if (units.Count == 0)
        {
            return null;
        }

        var random = new SeededRandom(seed);
        var drawn = new int[units.Count][];
        var values = new List<double>(draws);
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < drawn.Length; i++)
            {
                drawn[i] = units[random.NextInt(drawn.Length)];
            }

            var value = measure(drawn);
            if (double.IsFinite(value))
            {
                values.Add(value);
            }
        }

        return Interval.OfPercentiles(values);
    }
}
