using System.Runtime.InteropServices;
using QualityReview.Percentiles;
using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>What a loader gives for one scorer: its card and one score and one byte of flags a sample, by ordinal.</summary>
/// <param name="Values">NaN where there is no score.</param>
public sealed record ScoreValues(ScorerCard Card, float[] Values, ScoreFlags[] Flags);

/// <summary>One scorer's scores over a dataset with their percentiles, which are computed when first asked for.
/// Never changes; safe for many readers.</summary>
public sealed class ScoreColumn
{
    private readonly NamedCodes _sources, _languages;
    private readonly Lazy<int[]> _order;
    private readonly Lazy<float[]> _percentiles, _withinSource, _withinLanguage;
    private readonly Lazy<HistogramBins> _bins;

    internal ScoreColumn(ScoreValues scores, NamedCodes sources, NamedCodes languages)
    {
        Scores = scores;
        (_sources, _languages) = (sources, languages);
        _order = new(() => PercentileRanks.Order(Values, Card.Direction));
        _percentiles = new(() => PercentileRanks.FromOrder(Values, Order));
        _withinSource = new(() => PercentileRanks.FromOrder(Values, Order, sources.Codes));
        _withinLanguage = new(() => PercentileRanks.FromOrder(Values, Order, languages.Codes));
        _bins = new(() => HistogramBins.Of(this));
        HasFlags = FlagBytes.ContainsAnyExcept((byte)0);
    }

    /// <summary>What the loader gave; see <see cref="SampleTable.With"/>.</summary>
    public ScoreValues Scores { get; }

    public ScorerCard Card => Scores.Card;

    /// <summary>NaN where there is no score.</summary>
    public float[] Values => Scores.Values;

    public ScoreFlags[] Flags => Scores.Flags;

    /// <summary>0–100 within the dataset; NaN where there is no score.</summary>
    public float[] Percentiles => _percentiles.Value;

    /// <summary>Ordinals of the scored samples, lowest percentile first, ties by ordinal.</summary>
    public int[] Order => _order.Value;

    public int ScoredCount => Order.Length;

    /// <summary>Some sample has a flag.</summary>
    internal bool HasFlags { get; }

    internal ReadOnlySpan<byte> FlagBytes => MemoryMarshal.AsBytes(Flags.AsSpan());

    internal HistogramBins Bins => _bins.Value;

    public float[] PercentilesWithin(PercentileScope scope) => scope switch
    {
        PercentileScope.Source => _withinSource.Value,
        PercentileScope.Language => _withinLanguage.Value,
        _ => Percentiles,
    };

    /// <summary>The exact place of a sample in a scope; null where it has no score.</summary>
    public ScoreRank? RankOf(int ordinal, PercentileScope scope = PercentileScope.Dataset) => scope == PercentileScope.Dataset
        ? PercentileRanks.RankFromOrder(Values, Card.Direction, Order, ordinal)
        : PercentileRanks.RankOf(Values, Card.Direction, (scope == PercentileScope.Source ? _sources : _languages).Codes, ordinal);
}
