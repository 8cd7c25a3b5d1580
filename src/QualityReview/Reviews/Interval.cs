namespace QualityReview.Reviews;

/// <summary>Where a true value lies with 95 % confidence.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The standard normal's quantile for 95 %.</summary>
    public const double Z = 1.959963984540054;

    public double Width => High - Low;

    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Wilson's score interval of a share (Wilson 1927), which stays in 0..1 and is honest for few labels and shares near the ends.</summary>
    /// <param name="share">0..1; NaN gives the whole of 0..1.</param>
    /// <param name="count">Labels behind the share, or their effective number; need not be whole. 0 gives the whole of 0..1.</param>
    public static Interval Wilson(double share, double count)
    {
        if (double.IsNaN(share) || !(count > 0))
        {
            return new Interval(0, 1);
        }

        var slack = Z * Z / count;
        var centre = (share + slack / 2) / (1 + slack);
        var half = Z * Math.Sqrt(share * (1 - share) / count + slack / (4 * count)) / (1 + slack);
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>The 2.5th and 97.5th percentile of bootstrap values (linear between neighbours), which are sorted here; null of none.</summary>
    internal static Interval? OfPercentiles(List<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        return new Interval(At(.025), At(.975));

        double At(double share)
        {
            var place = share * (values.Count - 1);
            var low = (int)place;
            var high = Math.Min(low + 1, values.Count - 1);
            return values[low] + (place - low) * (values[high] - values[low]);
        }
    }
}
