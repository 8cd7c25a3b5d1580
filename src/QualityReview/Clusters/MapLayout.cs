using QualityReview.Hashing;

namespace QualityReview.Clusters;

/// <summary>Lays a neighbour graph out in the plane: edges pull their ends together, random others are pushed away (negative sampling,
/// Tang et al. 2016, "Visualizing large-scale and high-dimensional data", LargeVis; its curve 1/(1 + d²) with the rates of UMAP,
/// arXiv 1802.03426). One thread, so that a seed gives the same map everywhere.</summary>
internal static class MapLayout
{
    private const int PushedAway = 5;
    private const float LongestStep = 4;
    private const int FewRows = 10_000;

    // Islands without an edge to the rest would be pushed away for ever: everything is drawn to the middle a little.
    private const float Gravity = 0.02f;

    /// <summary>Passes over the edges: small graphs need more, and can have them.</summary>
    public static int PassesFor(int rows) => rows <= FewRows ? 500 : 200;

    /// <param name="places">Two numbers a row; where it begins, and where the result is left.</param>
    /// <param name="progress">Gets the done part, 0..1.</param>
    public static void Refine(float[] places, NeighbourGraph graph, int seed, IProgress<double>? progress, CancellationToken cancellation)
    {
        var rows = places.Length / 2;
        if (rows < 2 || graph.Heads.Length == 0)
        {
            return;
        }

        Spread(places, seed);
        var passes = PassesFor(rows);
        var strongest = graph.Weights.Max();
        // An edge moves as often as its weight says: its next turn, in passes.
        var next = new float[graph.Heads.Length];
        var state = SplitMix64.Mix((ulong)seed);
        for (var edge = 0; edge < next.Length; edge++)
        {
            next[edge] = strongest / graph.Weights[edge];
        }

        for (var pass = 1; pass <= passes; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            var rate = 1 - ((float)(pass - 1) / passes);
            for (var edge = 0; edge < next.Length; edge++)
            {
                if (next[edge] > pass)
                {
                    continue;
                }

                next[edge] += strongest / graph.Weights[edge];
                // Only one end pushes others away: in turn, so that no row gets room by its number.
                var (head, tail) = ((pass + edge) & 1) == 0 ? (graph.Heads[edge], graph.Tails[edge]) : (graph.Tails[edge], graph.Heads[edge]);
                Pull(places, head, tail, rate);
                for (var i = 0; i < PushedAway; i++)
                {
                    state += SplitMix64.Step;
                    var other = (int)(((SplitMix64.Mix(state) >> 32) * (ulong)rows) >> 32);
                    if (other != head)
                    {
                        Push(places, head, other, rate);
                    }
                }
            }

            for (var i = 0; i < places.Length; i++)
            {
                places[i] -= places[i] * Gravity * rate;
            }

            progress?.Report((double)pass / passes);
        }
    }

    /// <summary>Ten units to each side, with a grain of noise: rows at one place could never part.</summary>
    private static void Spread(float[] places, int seed)
    {
        var widest = Math.Max(1e-9f, places.Max(MathF.Abs));
        var random = new SeededRandom((ulong)seed);
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (places[i] * 10 / widest) + ((float)random.NextDouble() * 1e-3f);
        }
    }

    private static void Pull(float[] places, int head, int tail, float rate)
    {
        float x = places[2 * head] - places[2 * tail], y = places[(2 * head) + 1] - places[(2 * tail) + 1];
        var strength = -2 / (1 + (x * x) + (y * y));
        float dx = Step(strength * x) * rate, dy = Step(strength * y) * rate;
        places[2 * head] += dx;
        places[(2 * head) + 1] += dy;
        places[2 * tail] -= dx;
        places[(2 * tail) + 1] -= dy;
    }

    private static void Push(float[] places, int head, int other, float rate)
    {
        float x = places[2 * head] - places[2 * other], y = places[(2 * head) + 1] - places[(2 * other) + 1];
        var square = (x * x) + (y * y);
        var strength = 2 / ((0.001f + square) * (1 + square));
        places[2 * head] += Step(strength * x) * rate;
        places[(2 * head) + 1] += Step(strength * y) * rate;
    }

    private static float Step(float step) => Math.Clamp(step, -LongestStep, LongestStep);
}
