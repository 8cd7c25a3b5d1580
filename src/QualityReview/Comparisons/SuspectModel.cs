namespace QualityReview.Comparisons;

/// <summary>A logistic model of keep or drop with a squared penalty on its weights, not on its constant: the minimum of
/// |w|²/2 + C · sum of log losses, found by Newton steps (Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning",
/// section 4.4). The minimum is the only one, so no seed is needed.</summary>
public sealed class SuspectModel
{
    private const int MostSteps = 100;

    // The constant stands last.
    private readonly double[] _weights;

    private SuspectModel(double[] weights) => _weights = weights;

    /// <summary>One a feature, and the constant last.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <param name="features">One row a sample, all of the same length.</param>
    /// <param name="isKeep">One a sample; both must occur.</param>
    /// <param name="strength">C: how much a loss weighs against the penalty. The default value is 1.</param>
    public static SuspectModel Fit(IReadOnlyList<double[]> features, IReadOnlyList<bool> isKeep, double strength = 1, CancellationToken cancellation = default)
    {
        if (!isKeep.Contains(true) || !isKeep.Contains(false))
        {
            throw new ArgumentException("A model needs samples that are kept and samples that are dropped.", nameof(isKeep));
        }

        var weights = new double[features[0].Length + 1];
        var loss = Loss(features, isKeep, strength, weights);
        for (var step = 0; step < MostSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (gradient, curvature) = Slopes(features, isKeep, strength, weights);
            if (gradient.Max(Math.Abs) < 1e-9)
            {
                break;
            }

            var direction = Solve(curvature, gradient);
            var (next, shorter) = (Moved(weights, direction, 1), 1.0);
            var nextLoss = Loss(features, isKeep, strength, next);
            // A whole step can overshoot far from the minimum: half of it, or half of that, cannot.
            while (nextLoss > loss && shorter > 1e-9)
            {
                next = Moved(weights, direction, shorter /= 2);
                nextLoss = Loss(features, isKeep, strength, next);
            }

            if (nextLoss >= loss)
            {
                break;
            }

            (weights, loss) = (next, nextLoss);
        }

        return new SuspectModel(weights);
    }

    /// <summary>The probability of keep, 0..1.</summary>
    public double Keep(double[] features) => Sigmoid(Score(features, _weights));

    private static double[] Moved(double[] weights, double[] direction, double by) => [.. weights.Zip(direction, (weight, move) => weight - by * move)];

    private static double Score(double[] features, double[] weights)
    {
        var sum = weights[^1];
        for (var i = 0; i < features.Length; i++)
        {
            sum += weights[i] * features[i];
        }

        return sum;
    }

    private static double Sigmoid(double score) => score >= 0 ? 1 / (1 + Math.Exp(-score)) : 1 - 1 / (1 + Math.Exp(score));

    private static double Loss(IReadOnlyList<double[]> features, IReadOnlyList<bool> isKeep, double strength, double[] weights)
    {
        double sum = 0;
        for (var i = 0; i < features.Count; i++)
        {
            var margin = (isKeep[i] ? 1 : -1) * Score(features[i], weights);
            // log(1 + e^-m) without a power that overflows.
            sum += Math.Max(0, -margin) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
        }

        return strength * sum + weights[..^1].Sum(weight => weight * weight) / 2;
    }

    private static (double[] Gradient, double[,] Curvature) Slopes(IReadOnlyList<double[]> features, IReadOnlyList<bool> isKeep, double strength, double[] weights)
    {
        var size = weights.Length;
        var gradient = new double[size];
        var curvature = new double[size, size];
        for (var i = 0; i < features.Count; i++)
        {
            var keep = Sigmoid(Score(features[i], weights));
            var (error, weight) = (strength * (keep - (isKeep[i] ? 1 : 0)), strength * keep * (1 - keep));
            for (var row = 0; row < size; row++)
            {
                var value = row < size - 1 ? features[i][row] : 1;
                gradient[row] += error * value;
                for (var column = 0; column <= row; column++)
                {
                    curvature[row, column] += weight * value * (column < size - 1 ? features[i][column] : 1);
                }
            }
        }

        for (var row = 0; row < size; row++)
        {
            gradient[row] += row < size - 1 ? weights[row] : 0;
            // The constant has no penalty: where all is certain, a trace of one keeps its place from being empty.
            curvature[row, row] += row < size - 1 ? 1 : 1e-12;
        }

        return (gradient, curvature);
    }

    /// <summary>Cholesky's decomposition of the lower triangle, then two substitutions.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        var root = new double[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[row, column];
                for (var k = 0; k < column; k++)
                {
                    sum -= root[row, k] * root[column, k];
                }

                root[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-300)) : sum / root[column, column];
            }
        }

        var solved = (double[])right.Clone();
        for (var row = 0; row < size; row++)
        {
            for (var k = 0; k < row; k++)
            {
                solved[row] -= root[row, k] * solved[k];
            }

            solved[row] /= root[row, row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < size; k++)
            {
                solved[row] -= root[k, row] * solved[k];
            }

            solved[row] /= root[row, row];
        }

        return solved;
    }
}
