namespace QualityReview.Samplers;

/// <summary>Draws a fixed number of samples, each with the same chance. Not thread-safe: give each shard its own and merge.</summary>
/// <remarks>A larger draw with the same seed contains the smaller one.</remarks>
public sealed class RandomSampler(ulong seed, int count)
{
    private readonly SmallestKeys _keys = new(NotNegative(count));
    private long _offered;

    public ulong Seed { get; } = seed;

    public int Count => _keys.Count;

    public void Add(string sampleId)
    {
        _keys.Add(sampleId, SampleHash.Uniform(Seed, sampleId));
        _offered++;
    }

    /// <summary>Adds what another shard saw; shards must not share samples.</summary>
    public void Merge(RandomSampler other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Seed != Seed || other.Count != Count)
        {
            throw new QualityReviewException($"A draw of {other.Count} samples with seed {other.Seed} cannot be merged with one of {Count} with seed {Seed}.");
        }

        _keys.Add(other._keys);
        _offered += other._offered;
    }

    public SampleDraw Draw()
    {
        var (smallest, threshold) = _keys.Take();
        var probability = _offered <= Count ? 1 : (double)Count / _offered;
        return new SampleDraw([.. smallest.Select(key => new DrawnSample(key.Id, key.Key, probability))], threshold, _offered, Skipped: 0);
    }

    internal static int NotNegative(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count;
    }
}
