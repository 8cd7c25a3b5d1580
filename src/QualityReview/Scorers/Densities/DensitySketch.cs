namespace QualityReview.Scorers.Densities;

/// <summary>Repeated array of counts estimators (Coleman and Shrivastava 2020, arXiv 1912.02283): kernel sums over any number of samples in fixed memory.
/// Sketches of shards add up to the sketch of the whole. For a set that is all there, <see cref="SketchedDensity"/> takes less.</summary>
/// <remarks>Adding from several threads is safe; reading while another thread adds is not.</remarks>
public sealed partial class DensitySketch
{
    private const int ReadAtOnce = 64;

    private readonly SketchHashes _hashes;
    private readonly long[] _counters;
    private long _count;

    public DensitySketch(SketchParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Validate();
        Parameters = parameters;
        _hashes = new SketchHashes(parameters);
        _counters = new long[checked(parameters.Rows * parameters.Width)];
    }

    public SketchParameters Parameters { get; }

    /// <summary>Vectors counted so far; rows of zeros are not among them.</summary>
    public long Count => _count;

    /// <summary>First pass: counts each vector once a row. A cancelled pass leaves the sketch half filled: throw it away.</summary>
    public void Add(VectorRows vectors, int degree = 1, CancellationToken cancellation = default) =>
        Visit(vectors, degree, (_, counters) =>
        {
            foreach (var counter in counters)
            {
                Interlocked.Increment(ref _counters[counter]);
            }

            Interlocked.Increment(ref _count);
        }, cancellation);

    /// <summary>Second pass: the kernel sum at each vector, corrected for chance collisions. NaN for a row of zeros.
    /// Unbiased, so where the truth is near 1 an estimate can be below it.</summary>
    public double[] Densities(VectorRows vectors, int degree = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var densities = new double[vectors.Count];
        Array.Fill(densities, double.NaN);
        Visit(vectors, degree, (vector, counters) =>
        {
            long sum = 0;
            foreach (var counter in counters)
            {
                sum += _counters[counter];
            }

            densities[vector] = Unbiased(sum, Parameters.Rows, _count, Parameters.Width);
        }, cancellation);
        return densities;
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

    /// <summary>A stranger shares a bucket with probability 1/B: (s - N/B) B/(B-1), s being the mean of the counters.</summary>
    internal static double Unbiased(long sum, int rows, long count, double width) => ((double)sum / rows - count / width) * width / (width - 1);

    /// <param name="counters">Places of the vector's counters, one a row.</param>
    private delegate void VectorWork(int vector, ReadOnlySpan<int> counters);

    private void Visit(VectorRows vectors, int degree, VectorWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Dimensions != Parameters.Dimensions)
        {
            throw new ArgumentException($"The vectors have {vectors.Dimensions} numbers, those of the sketch {Parameters.Dimensions}.", nameof(vectors));
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellation };
        Parallel.For(0, (vectors.Count + ReadAtOnce - 1) / ReadAtOnce, options, part =>
        {
            var scratch = _hashes.NewScratch();
            var counters = new int[FastRotations.Lanes * Parameters.Rows];
            var read = new float[Math.Min(ReadAtOnce, vectors.Count - part * ReadAtOnce) * Parameters.Dimensions];
            vectors.Read(part * ReadAtOnce, read);
            var eight = FastRotations.Lanes * Parameters.Dimensions;
            for (var start = 0; start < read.Length; start += eight)
            {
                var some = read.AsSpan(start, Math.Min(eight, read.Length - start));
                Counters(some, scratch, counters);
                for (var lane = 0; lane * Parameters.Dimensions < some.Length; lane++)
                {
                    if (some.Slice(lane * Parameters.Dimensions, Parameters.Dimensions).ContainsAnyExcept(0f))
                    {
                        work(part * ReadAtOnce + start / Parameters.Dimensions + lane, counters.AsSpan(lane * Parameters.Rows, Parameters.Rows));
                    }
                }
            }
        });
    }

    // [vector][row] out of what the hashes give band by band as [row][vector].
    private void Counters(ReadOnlySpan<float> vectors, SketchHashes.Scratch scratch, Span<int> counters)
    {
        Span<int> buckets = stackalloc int[SketchHashes.BandRows * FastRotations.Lanes];
        for (var first = 0; first < Parameters.Rows; first += SketchHashes.BandRows)
        {
            var rows = Math.Min(SketchHashes.BandRows, Parameters.Rows - first);
            _hashes.Buckets(vectors, first, rows, scratch, buckets);
            for (var i = 0; i < rows * FastRotations.Lanes; i++)
            {
                var row = first + i / FastRotations.Lanes;
                counters[i % FastRotations.Lanes * Parameters.Rows + row] = row * Parameters.Width + buckets[i];
            }
        }
    }
}
