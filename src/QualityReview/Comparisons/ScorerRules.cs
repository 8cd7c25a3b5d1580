using QualityReview.Filters;
using QualityReview.Percentiles;
using QualityReview.Scorers;

namespace QualityReview.Comparisons;

/// <summary>The rules that find what a comparison of two scorers counts, so that lists and queues take exactly those samples.</summary>
/// <param name="WithFlagged">Whether scores count that a flag says not to trust.</param>
public sealed record ScorerRules(ScoreColumn First, ScoreColumn Second, bool WithFlagged)
{
    private static readonly NameTest _anyFlag = new(NameOperator.In, [.. FlagNames.All.Select(flag => flag.Name)]);

    /// <summary>The samples of both bands.</summary>
    public FilterNode In(ScorerBand first, ScorerBand second) =>
        Both(new NumberTest(NumberOperator.In, first.Low, first.High), new NumberTest(NumberOperator.In, second.Low, second.High));

    /// <summary>The samples on given sides of a cut: at or above it a scorer keeps, below it drops.</summary>
    /// <param name="cut">Percentile, 0..100.</param>
    public FilterNode Decided(double cut, bool firstKeeps, bool secondKeeps) => Both(Side(cut, firstKeeps), Side(cut, secondKeeps));

    private static NumberTest Side(double cut, bool keeps) => new(keeps ? NumberOperator.GreaterOrEqual : NumberOperator.Less, cut);

    private AndNode Both(NumberTest first, NumberTest second)
    {
        List<FilterNode> terms =
        [
            new PercentileTest(First.Card.Key, PercentileScope.Dataset, first),
            new PercentileTest(Second.Card.Key, PercentileScope.Dataset, second),
        ];
        if (!WithFlagged)
        {
            // A scorer that flags nothing needs no words.
            terms.AddRange(new[] { First, Second }.Where(column => column.Flags.Any(flags => flags != ScoreFlags.None))
                .Select(column => new NotNode(new FlagTest(column.Card.Key, _anyFlag))));
        }

        return new AndNode([.. terms]);
    }
}
