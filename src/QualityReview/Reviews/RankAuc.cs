using QualityReview.Hashing;

namespace QualityReview.Reviews;

/// <summary>Area under the ROC curve: the chance that a positive sample has a higher score than a negative one, ties counting half.</summary>
public static class RankAuc
{
    /// <summary>0..1, .5 for a score that says nothing; NaN without a positive or without a negative. NaN scores are left out.</summary>
    /// <param name="weights">1/inclusion probability a sample; empty for equal ones.</param>
    public static double Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights = default)
    {
        var order = Order(scores, isPositive, weights);
        var inOrder = new double[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            inOrder[i] = weights.IsEmpty ? 1 : weights[order[i]];
        }

        return Area(scores, isPositive, order, inOrder);
    }

    /// <summary>A 95 % percentile interval, by drawing positives and negatives with replacement, each among their own; the same for the same seed.
    /// Null where there is no area.</summary>
    public static Interval? Bootstrap(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights, ulong seed, int draws = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        var order = Order(scores, isPositive, weights);
        List<int> positives = [], negatives = [];
        for (var i = 0; i < order.Length; i++)
        {
            (isPositive[order[i]] ? positives : negatives).Add(i);
        }

        if (positives.Count == 0 || negatives.Count == 0)
        {
            return null;
        }

        // Sorted once: a draw only changes how often each sample counts.
        var random = new SeededRandom(seed);
        var inOrder = new double[order.Length];
        var areas = new List<double>(draws);
        for (var draw = 0; draw < draws; draw++)
        {
            Array.Clear(inOrder);
            foreach (var stratum in (ReadOnlySpan<List<int>>)[positives, negatives])
            {
                for (var i = 0; i < stratum.Count; i++)
                {
                    var place = stratum[random.NextInt(stratum.Count)];
                    inOrder[place] += weights.IsEmpty ? 1 : weights[order[place]];
                }
            }

            areas.Add(Area(scores, isPositive, order, inOrder));
        }

        return Interval.OfPercentiles(areas);
    }

    private static int[] Order(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights)
    {
        if (scores.Length != isPositive.Length || (!weights.IsEmpty && weights.Length != scores.Length))
        {
            throw new ArgumentException($"{scores.Length} scores, {isPositive.Length} labels and {weights.Length} weights do not match.", nameof(scores));
        }

        var keys = scores.ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);

        // NaN sorts before every number.
        return order[keys.Count(double.IsNaN)..];
    }

    // Upwards through the scores, a group of ties at a time: each positive beats the negatives below and half of those beside it.
    private static double Area(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<int> order, ReadOnlySpan<double> weights)
    {
        double below = 0, positives = 0, wins = 0;
        for (var i = 0; i < order.Length;)
        {
            double tiedPositives = 0, tiedNegatives = 0;
            var score = scores[order[i]];
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                if (isPositive[order[i]])
                {
                    tiedPositives += weights[i];
                }
                else
                {
                    tiedNegatives += weights[i];
                }
            }

            wins += tiedPositives * (below + tiedNegatives / 2);
            below += tiedNegatives;
            positives += tiedPositives;
        }

        return wins / (positives * below);
    }
}
