using System.Buffers;

namespace QualityReview.Scorers.Densities;

/// <summary>Repeated array of counts estimators (Coleman and Shrivastava 2020, arXiv 1912.02283): kernel sums over any number of samples in fixed memory.
/// Sketches of shards add up to the sketch of the whole.</summary>
/// <remarks>Adding from several threads is safe; reading while another thread adds is not.</remarks>
public sealed partial class DensitySketch
{
    private const int ChunkRows = 64;

    private readonly SketchHashes _hashes;
    private readonly long[] _counters;
    private long _count;

    public DensitySketch(SketchParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.Dimensions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters.Width, 2);
        Parameters = parameters;
        _hashes = new SketchHashes(parameters);
        _counters = new long[checked(parameters.Rows * parameters.Width)];
    }

    public SketchParameters Parameters { get; }

    /// <summary>Vectors counted so far; rows of zeros are not among them.</summary>
    public long Count => _count;

    /// <summary>First pass: counts each vector once a row. A cancelled pass leaves the sketch half filled: throw it away.</summary>
    public void Add(ReadOnlyMemory<float> vectors, int degree = 1, IProgress<ScoringTick>? progress = null, CancellationToken cancellation = default)
    {
        var ticks = new DensityTicks(progress, vectors.Length / Parameters.Dimensions, vectors.Length / Parameters.Dimensions);
        Add(vectors, degree, ticks, cancellation);
    }

    /// <summary>Second pass: the kernel sum at each vector, corrected for chance collisions: (s - N/B) B/(B-1). NaN for a row of zeros.
    /// Unbiased, so where the truth is near 1 an estimate can be below it.</summary>
    public double[] Densities(ReadOnlyMemory<float> vectors, int degree = 1, IProgress<ScoringTick>? progress = null, CancellationToken cancellation = default)
    {
        var ticks = new DensityTicks(progress, vectors.Length / Parameters.Dimensions, vectors.Length / Parameters.Dimensions);
        return Densities(vectors, degree, ticks, cancellation);
    }

    /// <summary>Adds the counters of another shard; refuses a sketch with other parameters.</summary>
    public void Merge(DensitySketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Parameters != Parameters)
        {
            throw new QualityReviewException($"The sketches differ ({other.Parameters} and {Parameters}): only sketches with equal parameters can be merged.");
        }

        for (var i = 0; i < _counters.Length; i++)
        {
            _counters[i] += other._counters[i];
        }

        _count += other._count;
    }

    internal void Add(ReadOnlyMemory<float> vectors, int degree, DensityTicks ticks, CancellationToken cancellation) =>
        InChunks(vectors, degree, ticks, (_, places, buckets) =>
        {
            for (var i = 0; i < buckets.Length; i++)
            {
                Interlocked.Increment(ref _counters[Counter(buckets, i)]);
            }

            Interlocked.Add(ref _count, places.Length);
        }, cancellation);

    internal double[] Densities(ReadOnlyMemory<float> vectors, int degree, DensityTicks ticks, CancellationToken cancellation)
    {
        var densities = new double[vectors.Length / Parameters.Dimensions];
        Array.Fill(densities, double.NaN);
        double width = Parameters.Width;
        InChunks(vectors, degree, ticks, (first, places, buckets) =>
        {
            for (var row = 0; row < places.Length; row++)
            {
                long sum = 0;
                for (var i = row * Parameters.Rows; i < (row + 1) * Parameters.Rows; i++)
                {
                    sum += _counters[Counter(buckets, i)];
                }

                densities[first + places[row]] = ((double)sum / Parameters.Rows - _count / width) * width / (width - 1);
            }
        }, cancellation);
        return densities;
    }

    private int Counter(ReadOnlySpan<int> buckets, int i) => i % Parameters.Rows * Parameters.Width + buckets[i];

    // Buckets of the chunk's vectors that are not all zeros: places.Length × Rows.
    private delegate void ChunkWork(int first, ReadOnlySpan<int> places, ReadOnlySpan<int> buckets);

    private void InChunks(ReadOnlyMemory<float> vectors, int degree, DensityTicks ticks, ChunkWork work, CancellationToken cancellation)
    {
        var dimensions = Parameters.Dimensions;
        if (vectors.Length % dimensions != 0)
        {
            throw new ArgumentException($"{vectors.Length} numbers are not whole vectors of {dimensions}.", nameof(vectors));
        }

        var count = vectors.Length / dimensions;
        var options = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellation };
        Parallel.For(0, (count + ChunkRows - 1) / ChunkRows, options, chunk =>
        {
            var first = chunk * ChunkRows;
            var rows = Math.Min(ChunkRows, count - first);
            var buckets = ArrayPool<int>.Shared.Rent(rows * Parameters.Rows);
            var places = HashChunk(vectors.Span.Slice(first * dimensions, rows * dimensions), buckets);
            work(first, places, buckets.AsSpan(0, places.Length * Parameters.Rows));
            ArrayPool<int>.Shared.Return(buckets);
            ticks.Add(rows);
        });
    }

    private int[] HashChunk(ReadOnlySpan<float> vectors, Span<int> buckets)
    {
        var dimensions = Parameters.Dimensions;
        var places = UnitRows.PlacesOfVectors(vectors, dimensions);
        if (places.Length * dimensions == vectors.Length)
        {
            _hashes.Buckets(vectors, buckets);
            return places;
        }

        var kept = new float[places.Length * dimensions];
        for (var row = 0; row < places.Length; row++)
        {
            vectors.Slice(places[row] * dimensions, dimensions).CopyTo(kept.AsSpan(row * dimensions));
        }

        _hashes.Buckets(kept, buckets);
        return places;
    }
}
