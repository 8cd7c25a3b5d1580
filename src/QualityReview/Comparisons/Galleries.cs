using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Comparisons;

/// <summary>The four galleries of "How to Train Data-Efficient LLMs" (Sachdeva et al. 2024, arXiv 2402.09668, appendix E).</summary>
public enum GalleryKind
{
    /// <summary>High on average.</summary>
    High,

    /// <summary>Low on average.</summary>
    Low,

    /// <summary>Rising along the order of the scorers.</summary>
    Rising,

    /// <summary>Falling along it.</summary>
    Falling,
}

/// <summary>One sample of a gallery.</summary>
/// <param name="Percentiles">0..100, in the order of the scorers.</param>
/// <param name="Mean">Of the percentiles.</param>
/// <param name="Slope">Percentile points from one scorer to the next: the slope of the least-squares line through the percentiles at the
/// places 1, 2, 3, … of the order; NaN of one scorer.</param>
public sealed record GallerySample(int Ordinal, IReadOnlyList<float> Percentiles, double Mean, double Slope);

/// <summary>The samples that several scorers rank highest, lowest, and ever higher or lower. Never changes.</summary>
/// <param name="Counted">Samples that all of the scorers ranked.</param>
/// <param name="LeftOut">The others, with those that some scorer flagged.</param>
/// <param name="Of">The samples of each kind, the farthest first, of equal ones the first imported.</param>
public sealed record Galleries(IReadOnlyList<ScorerCard> Scorers, int Counted, int LeftOut, IReadOnlyDictionary<GalleryKind, IReadOnlyList<GallerySample>> Of)
{
    /// <param name="columns">One or more of one table, in the order along which percentiles rise or fall.</param>
    /// <param name="most">Samples of each kind.</param>
    public static Galleries From(IReadOnlyList<ScoreColumn> columns, int most, bool withFlagged = false, CancellationToken cancellation = default)
    {
        float[][] percentiles = [.. columns.Select(column => column.Percentiles)];
        var kinds = columns.Count > 1 ? Enum.GetValues<GalleryKind>() : [GalleryKind.High, GalleryKind.Low];
        var kept = kinds.Select(_ => new PriorityQueue<GallerySample, (double Value, int Turned)>()).ToArray();
        var weights = Weights(columns.Count);
        var counted = 0;
        for (var ordinal = 0; ordinal < percentiles[0].Length; ordinal++)
        {
            if ((ordinal & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (Counts(columns, ordinal, withFlagged))
            {
                counted++;
                var (mean, slope) = Measure(percentiles, weights, ordinal);
                for (var kind = 0; kind < kinds.Length; kind++)
                {
                    var value = Value(kinds[kind], mean, slope);
                    if (kept[kind].Count < most || (kept[kind].TryPeek(out _, out var worst) && value > worst.Value))
                    {
                        Keep(kept[kind], most, new GallerySample(ordinal, [.. percentiles.Select(own => own[ordinal])], mean, slope), value);
                    }
                }
            }
        }

        return new Galleries(
            [.. columns.Select(column => column.Card)],
            counted,
            percentiles[0].Length - counted,
            kinds.Zip(kept, (kind, queue) => (kind, Samples: BestFirst(queue))).ToDictionary(pair => pair.kind, pair => (IReadOnlyList<GallerySample>)pair.Samples));
    }

    private static double Value(GalleryKind kind, double mean, double slope) => kind switch
    {
        GalleryKind.High => mean,
        GalleryKind.Low => -mean,
        GalleryKind.Rising => slope,
        _ => -slope,
    };

    private static bool Counts(IReadOnlyList<ScoreColumn> columns, int ordinal, bool withFlagged)
    {
        foreach (var column in columns)
        {
            if (float.IsNaN(column.Values[ordinal]) || (!withFlagged && column.Flags[ordinal] != ScoreFlags.None))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What each percentile counts for in the slope: its place less the mean place, over the sum of their squares.</summary>
    private static double[] Weights(int count)
    {
        double[] places = [.. Enumerable.Range(0, count).Select(place => place - ((count - 1) / 2.0))];
        var squares = places.Sum(place => place * place);
        return [.. places.Select(place => place / squares)];
    }

    private static (double Mean, double Slope) Measure(float[][] percentiles, double[] weights, int ordinal)
    {
        var (sum, slope) = (0.0, 0.0);
        for (var scorer = 0; scorer < percentiles.Length; scorer++)
        {
            sum += percentiles[scorer][ordinal];
            slope += weights[scorer] * percentiles[scorer][ordinal];
        }

        return (sum / percentiles.Length, slope);
    }

    // Ordinals come in their order: of equal values the later one leaves first.
    private static void Keep(PriorityQueue<GallerySample, (double Value, int Turned)> kept, int most, GallerySample sample, double value)
    {
        kept.Enqueue(sample, (value, -sample.Ordinal));
        if (kept.Count > most)
        {
            kept.Dequeue();
        }
    }

    private static GallerySample[] BestFirst(PriorityQueue<GallerySample, (double Value, int Turned)> kept)
    {
        var samples = new GallerySample[kept.Count];
        for (var place = samples.Length - 1; place >= 0; place--)
        {
            samples[place] = kept.Dequeue();
        }

        return samples;
    }
}
