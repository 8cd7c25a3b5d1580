using QualityReview.Hashing;

namespace QualityReview.Clusters;

/// <summary>The plane in which vectors spread most: their first two principal components, by randomised subspace iteration (Halko,
/// Martinsson and Tropp 2011, "Finding structure with randomness", algorithm 4.4).</summary>
internal static class PrincipalPlane
{
    // Two directions are wanted; the others make the iteration settle sooner.
    private const int Directions = 8;
    private const int Passes = 12;
    private const int BlockRows = 1024;

    /// <returns>Two numbers a row: its place along the first and the second component.</returns>
    public static float[] Project(ClusterVectors vectors, int seed, int degree, CancellationToken cancellation)
    {
        var places = new float[vectors.Count * 2];
        if (vectors.Count == 0)
        {
            return places;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellation };
        var mean = Mean(vectors, parallel);
        var random = new SeededRandom((ulong)seed);
        var basis = new float[Directions * vectors.Stride];
        for (var direction = 0; direction < Directions; direction++)
        {
            for (var k = 0; k < vectors.Dimensions; k++)
            {
                basis[(direction * vectors.Stride) + k] = (float)random.NextNormal();
            }
        }

        Orthonormalise(basis, vectors.Stride);
        for (var pass = 0; pass < Passes; pass++)
        {
            var product = Multiply(vectors, mean, basis, parallel);
            if (pass == Passes - 1)
            {
                // The iteration finds the space; within it, the axes that lie close together in length are told apart at once.
                basis = Rotated(basis, product, vectors.Stride);
            }
            else
            {
                basis = product;
                Orthonormalise(basis, vectors.Stride);
            }
        }

        for (var axis = 0; axis < 2; axis++)
        {
            Turn(basis.AsSpan(axis * vectors.Stride, vectors.Stride));
        }

        Parallel.For(0, Blocks(vectors), parallel, block =>
        {
            var (first, rows) = Centred(vectors, mean, block);
            var count = rows.Length / vectors.Stride;
            DotTile.Fill(rows, basis.AsSpan(0, 2 * vectors.Stride), vectors.Stride, places.AsSpan(first * 2, count * 2));
        });
        return places;
    }

    private static int Blocks(ClusterVectors vectors) => (vectors.Count + BlockRows - 1) / BlockRows;

    private static (int First, float[] Rows) Centred(ClusterVectors vectors, float[] mean, int block)
    {
        int first = block * BlockRows, count = Math.Min(BlockRows, vectors.Count - first);
        var rows = new float[count * vectors.Stride];
        vectors.Read(first, count, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] -= mean[i % vectors.Stride];
        }

        return (first, rows);
    }

    private static float[] Mean(ClusterVectors vectors, ParallelOptions parallel)
    {
        var sum = Sum(vectors, vectors.Stride, parallel, (block, into) =>
        {
            var (_, rows) = Centred(vectors, new float[vectors.Stride], block);
            for (var i = 0; i < rows.Length; i++)
            {
                into[i % vectors.Stride] += rows[i];
            }
        });
        return Array.ConvertAll(sum, value => (float)(value / vectors.Count));
    }

    /// <summary>The covariance times the basis, without making the covariance.</summary>
    private static float[] Multiply(ClusterVectors vectors, float[] mean, float[] basis, ParallelOptions parallel)
    {
        var sum = Sum(vectors, basis.Length, parallel, (block, into) =>
        {
            var (_, rows) = Centred(vectors, mean, block);
            var count = rows.Length / vectors.Stride;
            var dots = new float[count * Directions];
            DotTile.Fill(rows, basis, vectors.Stride, dots);
            for (var i = 0; i < count; i++)
            {
                var row = rows.AsSpan(i * vectors.Stride, vectors.Stride);
                for (var direction = 0; direction < Directions; direction++)
                {
                    var dot = dots[(i * Directions) + direction];
                    var target = into.AsSpan(direction * vectors.Stride, vectors.Stride);
                    for (var k = 0; k < row.Length; k++)
                    {
                        target[k] += dot * row[k];
                    }
                }
            }
        });
        return Array.ConvertAll(sum, value => (float)value);
    }

    /// <summary>Adds what blocks of rows give, in the order of the blocks whichever thread made them.</summary>
    private static double[] Sum(ClusterVectors vectors, int length, ParallelOptions parallel, Action<int, float[]> add)
    {
        var parts = new float[Blocks(vectors)][];
        Parallel.For(0, parts.Length, parallel, block => add(block, parts[block] = new float[length]));
        var sum = new double[length];
        foreach (var part in parts)
        {
            for (var i = 0; i < length; i++)
            {
                sum[i] += part[i];
            }
        }

        return sum;
    }

    /// <summary>The basis turned to the eigenvectors of the covariance within its space, the longest first (Rayleigh and Ritz).</summary>
    private static float[] Rotated(float[] basis, float[] product, int stride)
    {
        var within = new double[Directions, Directions];
        for (var i = 0; i < Directions; i++)
        {
            for (var j = 0; j < Directions; j++)
            {
                within[i, j] = Dot(basis.AsSpan(i * stride, stride), product.AsSpan(j * stride, stride));
            }
        }

        var axes = SmallEigen.Vectors(within);
        var turned = new float[basis.Length];
        for (var i = 0; i < Directions; i++)
        {
            for (var j = 0; j < Directions; j++)
            {
                for (var k = 0; k < stride; k++)
                {
                    turned[(i * stride) + k] += (float)(axes[i][j] * basis[(j * stride) + k]);
                }
            }
        }

        return turned;
    }

    /// <summary>Gram and Schmidt; a direction that the others already span becomes 0.</summary>
    private static void Orthonormalise(float[] basis, int stride)
    {
        for (var direction = 0; direction < Directions; direction++)
        {
            var own = basis.AsSpan(direction * stride, stride);
            var before = Math.Sqrt(Dot(own, own));
            for (var other = 0; other < direction; other++)
            {
                var earlier = basis.AsSpan(other * stride, stride);
                var along = Dot(own, earlier);
                for (var k = 0; k < stride; k++)
                {
                    own[k] -= (float)(along * earlier[k]);
                }
            }

            var length = Math.Sqrt(Dot(own, own));
            var scale = length > 1e-6 * before && length > 0 ? 1 / length : 0;
            for (var k = 0; k < stride; k++)
            {
                own[k] = (float)(own[k] * scale);
            }
        }
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
        {
            sum += (double)a[k] * b[k];
        }

        return sum;
    }

    /// <summary>An axis has no sign of its own: its largest part is made positive.</summary>
    private static void Turn(Span<float> axis)
    {
        var largest = 0f;
        foreach (var part in axis)
        {
            largest = MathF.Abs(part) > MathF.Abs(largest) ? part : largest;
        }

        for (var k = 0; largest < 0 && k < axis.Length; k++)
        {
            axis[k] = -axis[k];
        }
    }
}
