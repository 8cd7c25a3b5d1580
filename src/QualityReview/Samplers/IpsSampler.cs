namespace QualityReview.Samplers;

/// <summary>Inverse propensity sampling: draws a fixed number of samples without replacement, each with weight 1/density,
/// so that crowded neighbourhoods are thinned out. Not thread-safe: give each shard its own and merge.</summary>
/// <remarks>See <see cref="InversePropensity"/>. A larger draw with the same seed contains the smaller one.</remarks>
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
        if (!InversePropensity.HasWeight(density))
        {
            _skipped++;
            return;
        }

        _keys.Add(sampleId, InversePropensity.Key(Seed, InversePropensity.IdHash(sampleId), density));
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
        // key = E·density, so key/E is the density again: it need not be kept.
        var drawn = smallest.Select(key =>
            new DrawnSample(key.Id, key.Key, InversePropensity.Probability(threshold, key.Key / InversePropensity.Key(Seed, InversePropensity.IdHash(key.Id), 1))));
        return new SampleDraw([.. drawn], threshold, _offered, _skipped);
    }
}
