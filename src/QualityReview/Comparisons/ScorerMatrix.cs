using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Scorers;

namespace QualityReview.Comparisons;

/// <summary>How a <see cref="ScorerMatrix"/> is computed.</summary>
public sealed record ScorerMatrixOptions
{
    /// <summary>Whether scores count that a flag says not to trust. The default value is false.</summary>
    public bool WithFlagged { get; init; }

    /// <summary>Larger datasets are estimated from a random sample. The default value is 500,000.</summary>
    public int ExactUpTo { get; init; } = 500_000;

    /// <summary>Samples drawn of larger datasets. The default value is 200,000.</summary>
    public int Draw { get; init; } = 200_000;

    /// <summary>The default value is 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads at most. The default value is one a core.</summary>
    public int Degree { get; init; } = Environment.ProcessorCount;
}

/// <summary>Two scorers' correlation and what was left out of it.</summary>
/// <param name="Samples">Samples of the dataset that count: both scored them, and no flag speaks against it.</param>
/// <param name="Missing">Samples that one of the two has no score for.</param>
/// <param name="Flagged">Samples that both scored, one with a flag; 0 where flagged scores count.</param>
/// <param name="KendallRange">Null where it was computed exactly, or could not be estimated.</param>
/// <param name="SpearmanRange">As above.</param>
public sealed record ScorerPair(int Samples, int Missing, int Flagged, double Kendall, double Spearman, Interval? KendallRange, Interval? SpearmanRange);

/// <summary>The rank correlations of each two of several scorers over one dataset. Never changes.</summary>
public sealed class ScorerMatrix
{
    // Student's t for 95 % and one degree of freedom less than groups.
    private const int Groups = 40;
    private const double T = 2.0226909;

    private readonly ScorerPair[,] _pairs;

    private ScorerMatrix(IReadOnlyList<ScorerCard> scorers, ScorerPair[,] pairs, int? drawn) => (Scorers, _pairs, Drawn) = (scorers, pairs, drawn);

    public IReadOnlyList<ScorerCard> Scorers { get; }

    /// <summary>Samples that were drawn; null where all count and the figures are exact.</summary>
    public int? Drawn { get; }

    /// <summary>The same whichever scorer comes first.</summary>
    public ScorerPair Between(int one, int other) => _pairs[Math.Min(one, other), Math.Max(one, other)];

    /// <param name="columns">Of one table.</param>
    public static ScorerMatrix Of(IReadOnlyList<ScoreColumn> columns, ScorerMatrixOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ScorerMatrixOptions();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Degree, CancellationToken = cancellation };
        var count = columns.Count == 0 ? 0 : columns[0].Values.Length;
        var all = new ScorerRanks[columns.Count];
        Parallel.For(0, columns.Count, parallel, i => all[i] = ScorerRanks.Of(columns[i], options.WithFlagged));

        var drawn = count > options.ExactUpTo && options.Draw < count ? DrawOrdinals(count, options.Draw, options.Seed) : null;
        var looked = all;
        ScorerRanks[][] groups = [];
        if (drawn is not null)
        {
            looked = new ScorerRanks[columns.Count];
            groups = new ScorerRanks[columns.Count][];
            Parallel.For(0, columns.Count, parallel, i =>
            {
                looked[i] = all[i].Among(drawn);
                groups[i] = [.. Enumerable.Range(0, Groups).Select(group => all[i].Among(drawn.AsSpan(From(group, drawn.Length)..From(group + 1, drawn.Length))))];
            });
        }

        var pairs = new ScorerPair[columns.Count, columns.Count];
        (int One, int Other)[] places = [.. Enumerable.Range(0, columns.Count).SelectMany(one => Enumerable.Range(one + 1, columns.Count - one - 1), (one, other) => (one, other))];
        Parallel.ForEach(places, parallel, place =>
        {
            var (one, other) = place;
            var (both, missing, flagged) = LeftOut(columns[one].Values, all[one].Ranks, columns[other].Values, all[other].Ranks);
            var found = ScorerCorrelation.Of(looked[one], looked[other]);
            var (kendall, spearman) = drawn is null ? (null, null) : Ranges(found, groups[one], groups[other], (double)drawn.Length / count);
            pairs[one, other] = new ScorerPair(both, missing, flagged, found.Kendall, found.Spearman, kendall, spearman);
        });
        return new ScorerMatrix([.. columns.Select(column => column.Card)], pairs, drawn?.Length);
    }

    // The first steps of a Fisher-Yates shuffle: any part of the result is a random sample too.
    private static int[] DrawOrdinals(int count, int draw, ulong seed)
    {
        var random = new SeededRandom(seed);
        int[] ordinals = [.. Enumerable.Range(0, count)];
        for (var i = 0; i < draw; i++)
        {
            var other = i + random.NextInt(count - i);
            (ordinals[i], ordinals[other]) = (ordinals[other], ordinals[i]);
        }

        return ordinals[..draw];
    }

    private static int From(int group, int drawn) => (int)((long)drawn * group / Groups);

    private static (int Both, int Missing, int Flagged) LeftOut(float[] one, int[] ranksOfOne, float[] other, int[] ranksOfOther)
    {
        var (both, missing) = (0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            both += (ranksOfOne[i] | ranksOfOther[i]) >= 0 ? 1 : 0;
            missing += float.IsNaN(one[i]) || float.IsNaN(other[i]) ? 1 : 0;
        }

        return (both, missing, one.Length - both - missing);
    }

    /// <summary>Random groups (Cochran 1977, Sampling Techniques, section 11.8): the spread of the figure between random parts of the
    /// sample says how far the whole sample's lies from the dataset's; the finite population correction takes off what was drawn.</summary>
    private static (Interval? Kendall, Interval? Spearman) Ranges(ScorerCorrelation found, ScorerRanks[] one, ScorerRanks[] other, double share)
    {
        var parts = one.Zip(other, ScorerCorrelation.Of).Where(part => double.IsFinite(part.Kendall) && double.IsFinite(part.Spearman)).ToList();
        return parts.Count < Groups ? (null, null) : (Range(found.Kendall, [.. parts.Select(part => part.Kendall)], share), Range(found.Spearman, [.. parts.Select(part => part.Spearman)], share));
    }

    private static Interval Range(double found, double[] parts, double share)
    {
        var mean = parts.Average();
        var variance = parts.Sum(part => (part - mean) * (part - mean)) / (parts.Length - 1);
        var half = T * Math.Sqrt(variance / parts.Length * (1 - share));
        return new Interval(Math.Max(-1, found - half), Math.Min(1, found + half));
    }
}
