namespace QualityReview.Clusters;

/// <summary>The moving part of k-means: centroids, the nearest of them to each vector, and their next places. Not thread-safe; it uses
/// threads itself, and sums in an order that does not depend on them.</summary>
internal sealed class Centroids
{
    private const int RowsAtOnce = 64;

    private readonly ClusterVectors _vectors;
    private readonly ParallelOptions _parallel;
    private readonly int _stride;
    // Sums and counts of what batches have brought, for their falling rate of learning.
    private double[]? _sums;
    private long[]? _seen;

    /// <param name="seeds">Unit vectors of the stride of <paramref name="vectors"/>; taken over.</param>
    public Centroids(ClusterVectors vectors, float[] seeds, int degree)
    {
        _vectors = vectors;
        _stride = vectors.Stride;
        Values = seeds;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, degree) };
    }

    public float[] Values { get; }

    public int Count => Values.Length / _stride;

    /// <summary>Sets each row's nearest centroid, the lower number where two are equally near.</summary>
    /// <returns>Rows whose cluster has changed.</returns>
    public int Assign(int[] assignments, float[] cosines, CancellationToken cancellation)
    {
        var moved = 0;
        _parallel.CancellationToken = cancellation;
        Parallel.For(0, (_vectors.Count + RowsAtOnce - 1) / RowsAtOnce, _parallel, () => new Buffers(_stride), (block, _, buffers) =>
        {
            int first = block * RowsAtOnce, count = Math.Min(RowsAtOnce, _vectors.Count - first);
            _vectors.Read(first, count, buffers.Rows);
            Nearest(buffers, count);
            for (var i = 0; i < count; i++)
            {
                if (assignments[first + i] != buffers.Best[i])
                {
                    assignments[first + i] = buffers.Best[i];
                    Interlocked.Increment(ref moved);
                }

                cosines[first + i] = buffers.Cosines[i];
            }

            return buffers;
        }, _ => { });
        return moved;
    }

    /// <summary>Gives each cluster without a sample the one that is worst off where it is. Where all others lie on their centroids,
    /// the cluster stays empty.</summary>
    public void FillEmpty(int[] assignments, float[] cosines)
    {
        var sizes = new int[Count];
        foreach (var cluster in assignments)
        {
            sizes[cluster]++;
        }

        var empty = Enumerable.Range(0, Count).Where(cluster => sizes[cluster] == 0).ToList();
        if (empty.Count == 0)
        {
            return;
        }

        using var worst = Enumerable.Range(0, assignments.Length).Where(row => cosines[row] < 1 - 1e-6f).OrderBy(row => cosines[row]).ThenBy(row => row).GetEnumerator();
        foreach (var cluster in empty)
        {
            do
            {
                if (!worst.MoveNext())
                {
                    return;
                }
            }
            while (sizes[assignments[worst.Current]] < 2);

            sizes[assignments[worst.Current]]--;
            assignments[worst.Current] = cluster;
            sizes[cluster] = 1;
        }
    }

    /// <summary>Moves each centroid to the direction of the sum of its rows; one without rows stays.</summary>
    public void Move(int[] assignments, CancellationToken cancellation)
    {
        var (starts, rows) = Group(assignments, Count);
        _parallel.CancellationToken = cancellation;
        Parallel.For(0, Count, _parallel, () => (Row: new float[_stride], Sum: new double[_stride]), (cluster, _, own) =>
        {
            Array.Clear(own.Sum);
            for (var i = starts[cluster]; i < starts[cluster + 1]; i++)
            {
                Add(rows[i], own.Row, own.Sum);
            }

            Turn(cluster, own.Sum);
            return own;
        }, _ => { });
    }

    /// <summary>Learns from a batch: each centroid is the direction of all that was ever nearest to it, so that it moves the less the
    /// more it has seen.</summary>
    public void Learn(int[] batch, CancellationToken cancellation)
    {
        _sums ??= new double[Values.Length];
        _seen ??= new long[Count];
        var nearest = new int[batch.Length];
        _parallel.CancellationToken = cancellation;
        Parallel.For(0, (batch.Length + RowsAtOnce - 1) / RowsAtOnce, _parallel, () => new Buffers(_stride), (block, _, buffers) =>
        {
            int first = block * RowsAtOnce, count = Math.Min(RowsAtOnce, batch.Length - first);
            _vectors.Read(batch.AsSpan(first, count), buffers.Rows);
            Nearest(buffers, count);
            buffers.Best.AsSpan(0, count).CopyTo(nearest.AsSpan(first));
            return buffers;
        }, _ => { });
        var (starts, places) = Group(nearest, Count);
        Parallel.For(0, Count, _parallel, () => new float[_stride], (cluster, _, row) =>
        {
            var sum = _sums.AsSpan(cluster * _stride, _stride);
            for (var i = starts[cluster]; i < starts[cluster + 1]; i++)
            {
                Add(batch[places[i]], row, sum);
                _seen[cluster]++;
            }

            if (_seen[cluster] > 0)
            {
                Turn(cluster, sum);
            }

            return row;
        }, _ => { });
    }

    /// <summary>Places of the elements of each group, ascending: group g has those from starts[g] up to starts[g + 1].</summary>
    public static (int[] Starts, int[] Places) Group(ReadOnlySpan<int> groups, int count)
    {
        var starts = new int[count + 1];
        foreach (var group in groups)
        {
            starts[group + 1]++;
        }

        for (var group = 0; group < count; group++)
        {
            starts[group + 1] += starts[group];
        }

        var next = starts[..count];
        var places = new int[groups.Length];
        for (var place = 0; place < groups.Length; place++)
        {
            places[next[groups[place]]++] = place;
        }

        return (starts, places);
    }

    private void Nearest(Buffers buffers, int count)
    {
        Array.Fill(buffers.Cosines, float.NegativeInfinity);
        for (var first = 0; first < Count; first += DotTile.BlockRows)
        {
            var columns = Math.Min(DotTile.BlockRows, Count - first);
            DotTile.Fill(buffers.Rows.AsSpan(0, count * _stride), Values.AsSpan(first * _stride, columns * _stride), _stride, buffers.Dots);
            for (var i = 0; i < count; i++)
            {
                var dots = buffers.Dots.AsSpan(i * columns, columns);
                for (var j = 0; j < dots.Length; j++)
                {
                    if (dots[j] > buffers.Cosines[i])
                    {
                        buffers.Cosines[i] = dots[j];
                        buffers.Best[i] = first + j;
                    }
                }
            }
        }
    }

    private void Add(int row, float[] buffer, Span<double> sum)
    {
        _vectors.Read(row, buffer);
        for (var k = 0; k < buffer.Length; k++)
        {
            sum[k] += buffer[k];
        }
    }

    private void Turn(int cluster, ReadOnlySpan<double> sum)
    {
        var square = 0.0;
        foreach (var value in sum)
        {
            square += value * value;
        }

        // Vectors that cancel each other out have no direction.
        if (square > 1e-12)
        {
            var scale = 1 / Math.Sqrt(square);
            for (var k = 0; k < sum.Length; k++)
            {
                Values[(cluster * _stride) + k] = (float)(sum[k] * scale);
            }
        }
    }

    private sealed class Buffers(int stride)
    {
        public float[] Rows { get; } = new float[RowsAtOnce * stride];

        public float[] Dots { get; } = new float[RowsAtOnce * DotTile.BlockRows];

        public int[] Best { get; } = new int[RowsAtOnce];

        public float[] Cosines { get; } = new float[RowsAtOnce];
    }
}
