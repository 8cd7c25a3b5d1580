using QualityReview.Filters;

namespace QualityReview.Comparisons;

/// <summary>Picks examples: the samples of a set that move farthest between two scorers.</summary>
public static class ScorerMoves
{
    /// <summary>Ordinals, the farthest first, of equal ones the lower; fewer where the set has fewer.</summary>
    public static IReadOnlyList<int> Of(ScoreColumn first, ScoreColumn second, SampleSet set, int most)
    {
        // The worst of those kept lies on top.
        var kept = new PriorityQueue<int, (float Move, int Turned)>();
        foreach (var ordinal in set)
        {
            var move = Math.Abs(second.Percentiles[ordinal] - first.Percentiles[ordinal]);
            if (kept.Count < most)
            {
                kept.Enqueue(ordinal, (move, -ordinal));
            }
            else if (kept.TryPeek(out _, out var worst) && (move, -ordinal).CompareTo(worst) > 0)
            {
                kept.EnqueueDequeue(ordinal, (move, -ordinal));
            }
        }

        var ordinals = new int[kept.Count];
        for (var place = ordinals.Length - 1; place >= 0; place--)
        {
            ordinals[place] = kept.Dequeue();
        }

        return ordinals;
    }
}
