namespace QualityReview.Samplers;

/// <summary>Inverse propensity sampling: draws a fixed number of samples without replacement, each with weight 1/density,
/// so that crowded neighbourhoods are thinned out. Not thread-safe: give each shard its own and merge.</summary>
/// <remarks>An exponential race (Efraimidis and Spirakis 2006): sample i finishes at key E·density, E = -ln(uniform), and the first finishers are drawn.
/// Given the first key T that was left out, sample i was drawn with probability 1 - exp(-T/density) (Cohen and Kaplan 2007, rank conditioning);
/// count·weight/sum of weights is not that probability. A larger draw with the same seed contains the smaller one.</remarks>
public sealed class IpsSampler(ulong seed, int count)
{
    private readonly SmallestKeys _keys = new(RandomSampler.NotNegative(count));
    private long _offered;
    private long _skipped;

    public ulong Seed { get; } = seed;

    public int Count => _keys.Count;

    /// <param name="density">Above 0. A sample whose density is NaN, infinite or not above 0 has no weight: it is skipped and counted.
    /// To draw by any weight w, give 1/w.</param>
    public void Add(string sampleId, double density)
    {
        if (!double.IsFinite(density) || density <= 0)
        {
            _skipped++;
            return;
        }

        _keys.Add(sampleId, Exponential(sampleId) * density);
        _offered++;
    }

    /// <summary>Adds what another shard saw; shards must not share samples.</summary>
    public void Merge(IpsSampler other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Seed != Seed || other.Count != Count)
        {
            throw new QualityReviewException($"A draw of {other.Count} samples with seed {other.Seed} cannot be merged with one of {Count} with seed {Seed}.");
        }

        _keys.Add(other._keys);
        _offered += other._offered;
        _skipped += other._skipped;
    }

    public SampleDraw Draw()
    {
        var (smallest, threshold) = _keys.Take();
        var drawn = smallest.Select(key => new DrawnSample(key.Id, key.Key, Probability(threshold * Exponential(key.Id) / key.Key)));
        return new SampleDraw([.. drawn], threshold, _offered, _skipped);
    }

    // key = E·density, so E/key is the weight again: it need not be kept.
    private double Exponential(string sampleId) => -Math.Log(SampleHash.Uniform(Seed, sampleId));

    // 1 - exp(-x) loses all digits for small x, where the series has them.
    private static double Probability(double x) => x < 1e-5 ? x - x * x / 2 : 1 - Math.Exp(-x);
}
