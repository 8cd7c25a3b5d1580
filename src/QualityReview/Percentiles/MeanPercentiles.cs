using QualityReview.Scorers;

namespace QualityReview.Percentiles;

/// <summary>One member of an ensemble, ranked within the dataset.</summary>
/// <param name="Percentiles">NaN where there is no score.</param>
/// <param name="Places">See <see cref="ScoreRank.Rank"/>; 0 where there is no score.</param>
public sealed record RankedMember(float[] Percentiles, int[] Places)
{
    public static RankedMember Of(ReadOnlySpan<float> values, ScoreDirection direction)
    {
        var order = PercentileRanks.Order(values, direction);
        return new RankedMember(PercentileRanks.FromOrder(values, order), PercentileRanks.PlacesFromOrder(values, order));
    }
}

/// <summary>The mean of several scorers' percentiles, each ranked among the samples that it could score itself.</summary>
public static class MeanPercentiles
{
    /// <returns>0–100 a sample; NaN where any member has no score, as a mean over fewer would be one of other scorers.</returns>
    public static float[] Of(IReadOnlyList<RankedMember> members)
    {
        var means = new float[members[0].Percentiles.Length];
        for (var i = 0; i < means.Length; i++)
        {
            var sum = 0.0;
            foreach (var member in members)
            {
                sum += member.Percentiles[i];
            }

            means[i] = (float)(sum / members.Count);
        }

        return means;
    }
}
