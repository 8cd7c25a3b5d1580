namespace QualityReview.Comparisons;

/// <summary>Which labels a model contradicts with confidence: confident learning (Northcutt, Jiang and Chuang 2021, "Confident Learning:
/// Estimating Uncertainty in Dataset Labels", section 3) for the labels keep and drop.</summary>
public sealed class SuspectJoint
{
    private SuspectJoint(double[] thresholds, int[,] confident, double[,] calibrated, IReadOnlyList<int> offDiagonal) =>
        (Thresholds, Confident, Calibrated, OffDiagonal) = (thresholds, confident, calibrated, offDiagonal);

    /// <summary>Of drop and keep: the mean probability of that label over the samples that have it.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Samples by given label and confident guess, 0 for drop and 1 for keep; those without a confident guess are left out.</summary>
    public int[,] Confident { get; }

    /// <summary>The same for all samples: each row adds up to the samples with that label.</summary>
    public double[,] Calibrated { get; }

    /// <summary>How many labels are wrong, by estimate.</summary>
    public double Wrong => Calibrated[0, 1] + Calibrated[1, 0];

    /// <summary>Samples whose confident guess contradicts their label, those with the smallest probability of their own label first.</summary>
    public IReadOnlyList<int> OffDiagonal { get; }

    /// <param name="isKeep">The given labels; both must occur.</param>
    /// <param name="keep">Probability of keep that a sample's own label had no part in, 0..1.</param>
    public static SuspectJoint Of(IReadOnlyList<bool> isKeep, IReadOnlyList<double> keep)
    {
        if (!isKeep.Contains(true) || !isKeep.Contains(false))
        {
            throw new ArgumentException("Labels of one kind contradict nothing.", nameof(isKeep));
        }

        var labels = Enumerable.Range(0, isKeep.Count).ToList();
        double[] thresholds = [labels.Where(i => !isKeep[i]).Average(i => 1 - keep[i]), labels.Where(i => isKeep[i]).Average(i => keep[i])];
        var confident = new int[2, 2];
        var off = new List<int>();
        foreach (var i in labels)
        {
            if (Guess(keep[i], thresholds) is { } guess)
            {
                var label = isKeep[i] ? 1 : 0;
                confident[label, guess]++;
                if (guess != label)
                {
                    off.Add(i);
                }
            }
        }

        return new SuspectJoint(thresholds, confident, Calibrate(confident, isKeep), [.. off.OrderBy(i => isKeep[i] ? keep[i] : 1 - keep[i]).ThenBy(i => i)]);
    }

    // The label whose threshold is reached; of two the likelier one.
    private static int? Guess(double keep, double[] thresholds) => (1 - keep >= thresholds[0], keep >= thresholds[1]) switch
    {
        (true, true) => keep > .5 ? 1 : 0,
        (true, false) => 0,
        (false, true) => 1,
        _ => null,
    };

    private static double[,] Calibrate(int[,] confident, IReadOnlyList<bool> isKeep)
    {
        var calibrated = new double[2, 2];
        for (var label = 0; label < 2; label++)
        {
            // Right labels are never none, or nothing could be scaled.
            var row = new double[] { confident[label, 0], confident[label, 1] };
            row[label] = Math.Max(1, row[label]);
            var samples = isKeep.Count(keep => keep == (label == 1));
            for (var guess = 0; guess < 2; guess++)
            {
                calibrated[label, guess] = row[guess] / (row[0] + row[1]) * samples;
            }
        }

        return calibrated;
    }
}
