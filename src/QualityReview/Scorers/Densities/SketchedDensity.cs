namespace QualityReview.Scorers.Densities;

/// <summary>Kernel densities of one whole set by the sketch of <see cref="DensitySketch"/>, row by row: one row's counters are there at a time,
/// so that rows can be as wide as the set asks for. Time and memory grow with the samples alone.</summary>
/// <remarks>The estimates are those that a <see cref="DensitySketch"/> of the same parameters gives.</remarks>
public static class SketchedDensity
{
    private const int ReadAtOnce = 256;

    // 512 MB of buckets: larger sets are hashed again for each part of the rows.
    private const long MostBuckets = 1L << 27;

    /// <summary>The kernel sum at each vector, corrected for chance collisions: (s - N/B) B/(B-1). NaN for a row of zeros.
    /// The same numbers for every <paramref name="degree"/> and on every machine.</summary>
    /// <param name="degree">Number of threads.</param>
    /// <param name="progress">Ticks add up to the number of vectors.</param>
    public static double[] Compute(VectorRows vectors, SketchParameters parameters, int degree = 1, IProgress<ScoringTick>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Validate();
        var count = vectors.Count;
        var ticks = new DensityTicks(progress, count, (long)parameters.Rows * count);
        var hashes = new SketchHashes(parameters);
        var work = new Work(vectors, hashes, parameters.Width, degree, cancellation);
        var rowsAtOnce = (int)Math.Clamp(MostBuckets / Math.Max(1, count), 1, SketchHashes.BandRows);
        for (var row = 0; row < parameters.Rows;)
        {
            var bandEnd = (row / SketchHashes.BandRows + 1) * SketchHashes.BandRows;
            var rows = Math.Min(Math.Min(rowsAtOnce, parameters.Rows - row), bandEnd - row);
            work.Hash(row, rows);
            work.Count(rows, ticks);
            row += rows;
        }

        return work.Densities(parameters.Rows);
    }

    private sealed class Work(VectorRows vectors, SketchHashes hashes, int width, int degree, CancellationToken cancellation)
    {
        private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = degree, CancellationToken = cancellation };
        private readonly int _count = vectors.Count;
        private readonly long[] _sums = new long[vectors.Count];
        private readonly bool[] _isEmpty = new bool[vectors.Count];

        // [row][vector]
        private readonly List<int[]> _buckets = [];

        /// <summary>Fills the buckets of some rows, all of one band.</summary>
        public void Hash(int firstRow, int rows)
        {
            while (_buckets.Count < rows)
            {
                _buckets.Add(GC.AllocateUninitializedArray<int>(_count));
            }

            Parallel.For(0, (_count + ReadAtOnce - 1) / ReadAtOnce, _parallel, () => new Hasher(this), (part, _, hasher) =>
            {
                hasher.Hash(part * ReadAtOnce, Math.Min(ReadAtOnce, _count - part * ReadAtOnce), firstRow, rows);
                return hasher;
            }, static _ => { });
        }

        /// <summary>Counts the hashed rows one by one, and adds to each vector's sum what its buckets hold.</summary>
        public void Count(int rows, DensityTicks ticks)
        {
            var next = -1;
            Parallel.For(0, Math.Min(degree, rows), _parallel, _ =>
            {
                // One bucket more takes the vectors that are none. 32 bits hold any count of the vectors of one array; sums have 64.
                var counters = new int[width + 1];
                var sums = new long[_count];
                for (int row; (row = Interlocked.Increment(ref next)) < rows;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    CountRow(_buckets[row], counters, sums);
                    ticks.Add(_count);
                }

                lock (_sums)
                {
                    for (var i = 0; i < sums.Length; i++)
                    {
                        _sums[i] += sums[i];
                    }
                }
            });
        }

        public double[] Densities(int rows)
        {
            var densities = new double[_count];
            var counted = _isEmpty.LongCount(empty => !empty);
            for (var i = 0; i < densities.Length; i++)
            {
                densities[i] = _isEmpty[i] ? double.NaN : DensitySketch.Unbiased(_sums[i], rows, counted, width);
            }

            return densities;
        }

        private static void CountRow(int[] buckets, int[] counters, long[] sums)
        {
            Array.Clear(counters);
            foreach (var bucket in buckets)
            {
                counters[bucket]++;
            }

            for (var i = 0; i < buckets.Length; i++)
            {
                sums[i] += counters[buckets[i]];
            }
        }

        /// <summary>One thread's memory for hashing.</summary>
        private sealed class Hasher(Work work)
        {
            private readonly float[] _vectors = new float[ReadAtOnce * work.Dimensions];
            private readonly int[] _eight = new int[SketchHashes.BandRows * FastRotations.Lanes];
            private readonly SketchHashes.Scratch _scratch = work.Hashes.NewScratch();

            public void Hash(int first, int count, int firstRow, int rows)
            {
                var dimensions = work.Dimensions;
                work.Read(first, _vectors.AsSpan(0, count * dimensions));
                for (var start = 0; start < count; start += FastRotations.Lanes)
                {
                    var lanes = Math.Min(FastRotations.Lanes, count - start);
                    var vectors = _vectors.AsSpan(start * dimensions, lanes * dimensions);
                    work.Hashes.Buckets(vectors, firstRow, rows, _scratch, _eight);
                    for (var lane = 0; lane < lanes; lane++)
                    {
                        if (!vectors.Slice(lane * dimensions, dimensions).ContainsAnyExcept(0f))
                        {
                            work.Empty(first + start + lane, rows, _eight.AsSpan(lane));
                        }
                    }

                    for (var row = 0; row < rows; row++)
                    {
                        _eight.AsSpan(row * FastRotations.Lanes, lanes).CopyTo(work._buckets[row].AsSpan(first + start));
                    }
                }
            }
        }

        private SketchHashes Hashes => hashes;

        private int Dimensions => vectors.Dimensions;

        private void Read(int first, Span<float> into) => vectors.Read(first, into);

        private void Empty(int vector, int rows, Span<int> lane)
        {
            _isEmpty[vector] = true;
            for (var row = 0; row < rows; row++)
            {
                lane[row * FastRotations.Lanes] = width;
            }
        }
    }
}
