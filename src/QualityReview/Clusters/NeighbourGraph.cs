namespace QualityReview.Clusters;

/// <summary>Who pulls whom on the map, and how strongly.</summary>
/// <param name="Heads">One end of each edge; an edge stands once.</param>
/// <param name="Tails">The other end.</param>
/// <param name="Weights">0..1, 1 the strongest.</param>
internal sealed record NeighbourGraph(int[] Heads, int[] Tails, float[] Weights)
{
    /// <summary>The weights of UMAP (McInnes, Healy and Melville 2018, arXiv 1802.03426, section 3.1): a neighbour's weight falls from 1 at
    /// the nearest one's distance, so fast that a row's weights add up to log2 of its neighbours; the two sides of an edge are united
    /// as a + b − ab.</summary>
    public static NeighbourGraph Of(ClusterNeighbours neighbours, CancellationToken cancellation)
    {
        var perRow = neighbours.PerRow;
        var count = neighbours.Rows.Length / perRow;
        var weights = new float[neighbours.Rows.Length];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, row =>
            Weigh(neighbours.Rows.AsSpan(row * perRow, perRow), neighbours.Cosines.AsSpan(row * perRow, perRow), weights.AsSpan(row * perRow, perRow)));
        List<int> heads = [], tails = [];
        List<float> united = [];
        for (var row = 0; row < count; row++)
        {
            for (var place = row * perRow; place < (row + 1) * perRow && neighbours.Rows[place] >= 0; place++)
            {
                var other = neighbours.Rows[place];
                var back = neighbours.Rows.AsSpan(other * perRow, perRow).IndexOf(row);
                if (back >= 0 && other < row)
                {
                    // It stands already, from the other side.
                    continue;
                }

                float one = weights[place], two = back < 0 ? 0 : weights[(other * perRow) + back];
                heads.Add(row);
                tails.Add(other);
                united.Add(one + two - (one * two));
            }
        }

        return new NeighbourGraph([.. heads], [.. tails], [.. united]);
    }

    private static void Weigh(ReadOnlySpan<int> rows, ReadOnlySpan<float> cosines, Span<float> weights)
    {
        var count = rows.IndexOf(-1) is >= 0 and var end ? end : rows.Length;
        if (count == 0)
        {
            return;
        }

        var nearest = Math.Max(0, 1 - cosines[0]);
        var wanted = Math.Log2(Math.Max(2, count));
        double low = 0, high = double.PositiveInfinity, width = 1;
        for (var step = 0; step < 48; step++)
        {
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                sum += Math.Exp(-Math.Max(0, 1 - cosines[i] - nearest) / width);
            }

            if (Math.Abs(sum - wanted) < 1e-5)
            {
                break;
            }

            (low, high) = sum > wanted ? (low, width) : (width, high);
            width = double.IsInfinity(high) ? width * 2 : (low + high) / 2;
        }

        for (var i = 0; i < count; i++)
        {
            weights[i] = (float)Math.Exp(-Math.Max(0, 1 - cosines[i] - nearest) / Math.Max(width, 1e-9));
        }
    }
}
