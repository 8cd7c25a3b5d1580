namespace QualityReview.Reviews;

/// <summary>A drawn sample that a person judged keep or drop. Unsure verdicts and targeted queues have no place in estimates.</summary>
/// <param name="Kept">Whether the filter keeps it.</param>
/// <param name="Good">Whether the person keeps it.</param>
/// <param name="InclusionProbability">The probability, stored with the draw, that it would be drawn: in (0, 1].</param>
public readonly record struct JudgedSample(bool Kept, bool Good, double InclusionProbability)
{
    /// <summary>How many samples of the dataset it stands for, where several draws are joined; null: 1/<see cref="InclusionProbability"/>.</summary>
    public double? StandsFor { get; init; }
}

/// <summary>A share of the whole dataset, estimated from a draw.</summary>
/// <param name="Value">0..1; NaN where no label counts.</param>
/// <param name="Range">95 % interval.</param>
/// <param name="Labels">Judged samples in the denominator.</param>
/// <param name="EffectiveLabels">Labels of a simple random draw that would tell as much.</param>
public sealed record Estimate(double Value, Interval Range, int Labels, double EffectiveLabels)
{
    /// <summary>Fewer labels than this are too few: the interval then claims more than it knows.</summary>
    public const int FewestLabels = 30;

    public bool TooFew => Labels < FewestLabels;
}

/// <summary>Estimates about the whole dataset from samples drawn with unequal probabilities: ratios of Horvitz-Thompson sums (Hájek 1971).</summary>
public static class Estimates
{
    /// <summary>Share of the kept samples that people keep too.</summary>
    public static Estimate Precision(IReadOnlyCollection<JudgedSample> samples) => Ratio(samples, sample => sample.Kept, sample => sample.Good);

    /// <summary>Share of the samples that people keep which the filter keeps too.</summary>
    public static Estimate Recall(IReadOnlyCollection<JudgedSample> samples) => Ratio(samples, sample => sample.Good, sample => sample.Kept);

    /// <summary>Share of all samples that people keep.</summary>
    public static Estimate Prevalence(IReadOnlyCollection<JudgedSample> samples) => Ratio(samples, _ => true, sample => sample.Good);

    /// <summary>Number of samples in the dataset that meet a condition (Horvitz and Thompson 1952).</summary>
    public static double Total(IEnumerable<JudgedSample> samples, Func<JudgedSample, bool> condition) =>
        samples.Where(condition).Sum(Weight);

    /// <summary>Share, among the samples of <paramref name="denominator"/>, of those that are also in <paramref name="numerator"/>.</summary>
    public static Estimate Ratio(IReadOnlyCollection<JudgedSample> samples, Func<JudgedSample, bool> denominator, Func<JudgedSample, bool> numerator)
    {
        double top = 0, bottom = 0, squares = 0;
        var labels = 0;
        foreach (var sample in samples.Where(denominator))
        {
            var weight = Weight(sample);
            top += numerator(sample) ? weight : 0;
            bottom += weight;
            squares += weight * weight;
            labels++;
        }

        if (labels == 0)
        {
            return new Estimate(double.NaN, Interval.Wilson(double.NaN, 0), 0, 0);
        }

        // Linearised variance, as if samples had been drawn independently: sum (1-p) w^2 (a - R)^2 / (sum w)^2.
        var share = top / bottom;
        var variance = samples.Where(denominator).Sum(sample =>
            (1 - sample.InclusionProbability) * Square(Weight(sample) * ((numerator(sample) ? 1 : 0) - share))) / Square(bottom);

        // No variance (all alike, or everything was drawn): Kish's effective size of the weights.
        var effective = variance > 0 ? share * (1 - share) / variance : bottom * bottom / squares;
        return new Estimate(share, Interval.Wilson(share, effective), labels, effective);
    }

    private static double Weight(JudgedSample sample) => sample.InclusionProbability is > 0 and <= 1
        ? sample.StandsFor ?? 1 / sample.InclusionProbability
        : throw new ArgumentException($"An inclusion probability is above 0 and at most 1, not {sample.InclusionProbability}.");

    private static double Square(double value) => value * value;
}
