using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Comparisons;

/// <summary>A verdict that the scorers together contradict.</summary>
/// <param name="Given">What the person said.</param>
/// <param name="SelfConfidence">The probability of that verdict under a model that did not know it, 0..1.</param>
public sealed record SuspectLabel(int Ordinal, Verdict Given, string Author, double SelfConfidence);

/// <summary>People's current verdicts of keep and drop, seen through a model of them on the percentiles of all scorers. It finds slips of the
/// hand as well as samples that the scorers misjudge: which of the two, only a second look can tell.</summary>
public sealed record SuspectLabels
{
    /// <summary>Fewer verdicts of either kind leave some model without an example.</summary>
    public const int FewestOfAKind = SuspectFolds.Count;

    public required int Keeps { get; init; }

    public required int Drops { get; init; }

    /// <summary>How well the model foretells verdicts that it did not know, as an area under the curve; NaN where there is no model.</summary>
    public double Auc { get; init; } = double.NaN;

    /// <summary>How many verdicts are wrong, by estimate; NaN where there is no model.</summary>
    public double Wrong { get; init; } = double.NaN;

    /// <summary>The least self-confident first.</summary>
    public IReadOnlyList<SuspectLabel> Suspects { get; init; } = [];

    /// <summary>Too few verdicts to learn from.</summary>
    public bool TooFew => Keeps + Drops < Estimate.FewestLabels || Keeps < FewestOfAKind || Drops < FewestOfAKind;

    /// <summary>Nothing has been scored.</summary>
    public bool WithoutScores { get; init; }

    /// <param name="seed">Decides the folds.</param>
    public static SuspectLabels Find(SampleTable table, ulong seed = 1, CancellationToken cancellation = default)
    {
        var columns = table.Scores.Where(column => column.ScoredCount > 0).ToList();
        var labels = new List<(int Ordinal, bool IsKeep)>();
        for (var ordinal = 0; ordinal < table.Count; ordinal++)
        {
            if (table.Reviews.VerdictOf(ordinal) is var verdict and (Verdict.Keep or Verdict.Drop))
            {
                labels.Add((ordinal, verdict == Verdict.Keep));
            }
        }

        var found = new SuspectLabels { Keeps = labels.Count(label => label.IsKeep), Drops = labels.Count(label => !label.IsKeep), WithoutScores = columns.Count == 0 };
        if (found.TooFew || found.WithoutScores)
        {
            return found;
        }

        int[] ordinals = [.. labels.Select(label => label.Ordinal)];
        bool[] isKeep = [.. labels.Select(label => label.IsKeep)];
        double[][] features = [.. ordinals.Select(ordinal => Features(columns, ordinal))];
        var keep = SuspectFolds.Keep(features, isKeep, SuspectFolds.Deal(ordinals, isKeep, seed), cancellation);
        var joint = SuspectJoint.Of(isKeep, keep);
        return found with
        {
            Auc = RankAuc.Compute(keep, isKeep),
            Wrong = joint.Wrong,
            Suspects = [.. joint.OffDiagonal.Select(i => new SuspectLabel(
                ordinals[i], isKeep[i] ? Verdict.Keep : Verdict.Drop, table.Reviews.ReviewerOf(ordinals[i]), isKeep[i] ? keep[i] : 1 - keep[i]))],
        };
    }

    /// <summary>Percentiles are even between 0 and 100: brought to a mean of 0 and a variance of 1, with a missing one in the middle.</summary>
    internal static double[] Features(IReadOnlyList<ScoreColumn> columns, int ordinal) =>
        [.. columns.Select(column => column.Percentiles[ordinal] is var percentile && float.IsNaN(percentile) ? 0 : (percentile / 100.0 - .5) * Math.Sqrt(12))];
}
