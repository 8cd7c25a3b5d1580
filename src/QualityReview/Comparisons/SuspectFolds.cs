using QualityReview.Hashing;

namespace QualityReview.Comparisons;

/// <summary>Probabilities of keep that no sample's own label had a part in: each comes from a model that was made without its fold.</summary>
public static class SuspectFolds
{
    public const int Count = 5;

    /// <summary>A fold a sample: keeps and drops are each dealt out evenly, in an order that seed and ordinal decide.</summary>
    public static int[] Deal(IReadOnlyList<int> ordinals, IReadOnlyList<bool> isKeep, ulong seed)
    {
        var folds = new int[ordinals.Count];
        foreach (var kind in Enumerable.Range(0, ordinals.Count).GroupBy(i => isKeep[i]))
        {
            var dealt = 0;
            foreach (var i in kind.OrderBy(i => StableHash.Of(ordinals[i], seed)).ThenBy(i => ordinals[i]))
            {
                folds[i] = dealt++ % Count;
            }
        }

        return folds;
    }

    public static double[] Keep(IReadOnlyList<double[]> features, IReadOnlyList<bool> isKeep, IReadOnlyList<int> folds, CancellationToken cancellation = default)
    {
        var keep = new double[features.Count];
        foreach (var fold in folds.Distinct().Order())
        {
            var others = Enumerable.Range(0, keep.Length).Where(i => folds[i] != fold).ToList();
            var model = SuspectModel.Fit([.. others.Select(i => features[i])], [.. others.Select(i => isKeep[i])], cancellation: cancellation);
            for (var i = 0; i < keep.Length; i++)
            {
                keep[i] = folds[i] == fold ? model.Keep(features[i]) : keep[i];
            }
        }

        return keep;
    }
}
