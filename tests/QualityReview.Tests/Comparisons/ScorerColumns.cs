using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Scorers;
using QualityReview.TestKit;

namespace QualityReview.Tests.Comparisons;

/// <summary>Tables of a few scorers whose scores the test gives.</summary>
internal static class ScorerColumns
{
    /// <summary>One column a list of scores, under the keys k0_1, k1_1 and so on; nothing is flagged.</summary>
    public static SampleTable Table(params float[][] scores) => Table([.. scores.Select(values => (values, new ScoreFlags[values.Length]))]);

    public static SampleTable Table(params (float[] Values, ScoreFlags[] Flags)[] scores)
    {
        var count = scores[0].Values.Length;
        return new SampleTable(new SampleColumns
        {
            Sources = NamedCodes.Of(Enumerable.Repeat("docs", count)),
            Languages = NamedCodes.Of(Enumerable.Repeat("en", count)),
            Characters = new int[count],
            Reviews = new ReviewColumns(count),
            Scores = [.. scores.Select((column, i) => new ScoreValues(Some.Card($"k{i}_1", ScoreDirection.HigherIsBetter), column.Values, column.Flags))],
        });
    }

    public static ScoreColumn Column(IEnumerable<float> scores) => Table([.. scores]).Scores[0];

    /// <summary>Scores of which each later scorer repeats a share of the first one's; some equal, some missing.</summary>
    public static float[][] Related(int scorers, int samples, ulong seed, double share = .5, int steps = int.MaxValue, double missing = 0)
    {
        var random = new SeededRandom(seed);
        double[] first = [.. Enumerable.Range(0, samples).Select(_ => random.NextNormal())];
        return
        [
            .. Enumerable.Range(0, scorers).Select(scorer => first.Select(value =>
            {
                var mixed = scorer == 0 ? value : (share * value) + (Math.Sqrt(1 - (share * share)) * random.NextNormal());
                return random.NextDouble() < missing ? float.NaN : (float)(steps == int.MaxValue ? mixed : Math.Floor(mixed * steps));
            }).ToArray()),
        ];
    }
}
