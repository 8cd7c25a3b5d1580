namespace QualityReview.Benchmarks.Densities;

/// <summary>How well estimates follow the truth.</summary>
/// <param name="Median">Relative error that half of the estimates keep below.</param>
/// <param name="Spearman">Rank correlation.</param>
internal sealed record Accuracy(double Median, double Largest, double Spearman)
{
    public static Accuracy Of(IReadOnlyList<double> estimates, IReadOnlyList<double> truth)
    {
        var errors = estimates.Zip(truth, (estimate, value) => Math.Abs(estimate - value) / value).Order().ToList();
        return new Accuracy(errors[errors.Count / 2], errors[^1], Pearson(Ranks(estimates), Ranks(truth)));
    }

    // Equal values share the mean of their ranks.
    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var first = 0; first < order.Length;)
        {
            var end = first;
            while (end < order.Length && values[order[end]] == values[order[first]])
            {
                end++;
            }
            foreach (var place in order[first..end])
            {
                ranks[place] = (first + end - 1) / 2.0;
            }
            first = end;
        }
        return ranks;
    }

    private static double Pearson(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double products = 0, squaresA = 0, squaresB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            products += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return products / Math.Sqrt(squaresA * squaresB);
    }
}
