namespace QualityReview.Scorers.Densities;

/// <summary>The standard normal distribution, to about 14 digits.</summary>
internal static class NormalDistribution
{
    /// <summary>Probability of more than <paramref name="t"/>, for t of 0 and above.</summary>
    public static double UpperTail(double t)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t);
        if (t > 38)
        {
            return 0;
        }

        var density = Math.Exp(-t * t / 2) * 0.3989422804014327;
        return t < 3 ? 0.5 - density * CentreSeries(t) : density / TailFraction(t);
    }

    // t + t^3/3 + t^5/(3 5) + ...: all terms positive, so nothing cancels (Abramowitz and Stegun 26.2.11).
    private static double CentreSeries(double t)
    {
        double term = t, sum = t;
        for (var odd = 3; term > sum * 1e-17; odd += 2)
        {
            term *= t * t / odd;
            sum += term;
        }

        return sum;
    }

    // t + 1/(t + 2/(t + 3/(t + ...))) (Abramowitz and Stegun 26.2.14), from the inside out.
    private static double TailFraction(double t)
    {
        var fraction = t;
        for (var level = 120; level > 0; level--)
        {
            fraction = t + level / fraction;
        }

        return fraction;
    }
}
