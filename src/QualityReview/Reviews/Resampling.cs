using QualityReview.Hashing;

namespace QualityReview.Reviews;

/// <summary>Bootstrap intervals of measures that only ask how many units of each kind there are. Drawing the kinds' counts at once gives
/// the same intervals as drawing unit by unit, and costs the same for a hundred units as for a hundred thousand.</summary>
public static class Resampling
{
    /// <summary>Draws of a bootstrap. The default value is 1,000.</summary>
    public const int Draws = 1000;

    private const double HalfLogTwoPi = .918938533204672742;

    /// <summary>A 95 % percentile interval, the same for the same seed; draws without a value are left out, and null where none has one.</summary>
    /// <param name="counts">Units of each kind.</param>
    /// <param name="measure">Of such counts; it must not keep them.</param>
    public static Interval? Bootstrap(IReadOnlyList<int> counts, Func<int[], double> measure, ulong seed, int draws = Draws)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        if (counts.Sum() == 0)
        {
            return null;
        }

        var random = new SeededRandom(seed);
        var drawn = new int[counts.Count];
        var values = new List<double>(draws);
        for (var draw = 0; draw < draws; draw++)
        {
            Multinomial(random, counts, drawn);
            var value = measure(drawn);
            if (double.IsFinite(value))
            {
                values.Add(value);
            }
        }

        return Interval.OfPercentiles(values);
    }

    /// <summary>As many units as there are, drawn with replacement: kind after kind, each a binomial of what is left.</summary>
    private static void Multinomial(SeededRandom random, IReadOnlyList<int> counts, int[] drawn)
    {
        int units = counts.Sum(), left = units;
        for (var kind = 0; kind < drawn.Length; kind++)
        {
            drawn[kind] = units == 0 ? 0 : Binomial(random, left, (double)counts[kind] / units);
            left -= drawn[kind];
            units -= counts[kind];
        }
    }

    /// <summary>Successes among <paramref name="trials"/>.</summary>
    internal static int Binomial(SeededRandom random, int trials, double probability)
    {
        if (trials == 0 || probability <= 0)
        {
            return 0;
        }

        return probability >= 1 ? trials
            : probability > .5 ? trials - Binomial(random, trials, 1 - probability)
            : trials * probability < 10 ? ByGaps(random, trials, probability)
            : ByRejection(random, trials, probability);
    }

    /// <summary>Counts geometric gaps between successes (Devroye 1986, "Non-Uniform Random Variate Generation", X.4).</summary>
    private static int ByGaps(SeededRandom random, int trials, double probability)
    {
        var perTrial = Math.Log(1 - probability);
        double place = 0;
        for (var successes = 0; ; successes++)
        {
            place += Math.Floor(Math.Log(1 - random.NextDouble()) / perTrial) + 1;
            if (place > trials)
            {
                return successes;
            }
        }
    }

    /// <summary>Transformed rejection, algorithm BTRS (Hörmann 1993, "The generation of binomial random variates").</summary>
    private static int ByRejection(SeededRandom random, int trials, double probability)
    {
        var deviation = Math.Sqrt(trials * probability * (1 - probability));
        var b = 1.15 + 2.53 * deviation;
        var a = -.0873 + .0248 * b + .01 * probability;
        var centre = trials * probability + .5;
        var alpha = (2.83 + 5.1 / b) * deviation;
        var sure = .92 - 4.2 / b;
        var odds = Math.Log(probability / (1 - probability));
        var mode = Math.Floor((trials + 1) * probability);
        var atMode = LogFactorial(mode) + LogFactorial(trials - mode);
        while (true)
        {
            var u = random.NextDouble() - .5;
            var v = 1 - random.NextDouble();
            var edge = .5 - Math.Abs(u);
            var k = Math.Floor((2 * a / edge + b) * u + centre);
            if (k < 0 || k > trials)
            {
                continue;
            }

            if ((edge >= .07 && v <= sure)
                || Math.Log(v * alpha / (a / (edge * edge) + b)) <= atMode - LogFactorial(k) - LogFactorial(trials - k) + (k - mode) * odds)
            {
                return (int)k;
            }
        }
    }

    /// <summary>Stirling's series, exact to 1e-9 from 10 on; below, the sum itself.</summary>
    private static double LogFactorial(double count)
    {
        if (count >= 10)
        {
            return (count + .5) * Math.Log(count) - count + HalfLogTwoPi + (1 - (1 - 2 / (7 * count * count)) / (30 * count * count)) / (12 * count);
        }

        double sum = 0;
        for (var factor = 2; factor <= count; factor++)
        {
            sum += Math.Log(factor);
        }

        return sum;
    }
}
