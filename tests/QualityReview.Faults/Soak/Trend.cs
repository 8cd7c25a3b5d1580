namespace QualityReview.Faults.Soak;

/// <summary>The straight line through points, by least squares, with the 95 % interval of its slope.</summary>
internal sealed record Trend(double Slope, double HalfWidth, double Mean)
{
    /// <summary>Quantiles of Student's distribution at 97.5 % by degrees of freedom, from 1 on; 1.96 beyond 30.</summary>
    private static readonly double[] _student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    public static Trend Of(IReadOnlyList<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        var freedom = points.Count - 2;
        var residual = points.Sum(point => Math.Pow(point.Y - meanY - (slope * (point.X - meanX)), 2));
        var quantile = freedom > _student.Length ? 1.96 : _student[freedom - 1];
        return new Trend(slope, quantile * Math.Sqrt(residual / freedom / spread), meanY);
    }

    /// <summary>Whether growth is shown neither by the interval nor by its size: less than 3 % of the mean over so long a time.</summary>
    public bool IsFlatOver(double time) => Slope - HalfWidth <= 0 || Slope * time < .03 * Math.Abs(Mean);
}
