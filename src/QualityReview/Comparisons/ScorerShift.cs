using QualityReview.Filters;

namespace QualityReview.Comparisons;

/// <summary>Where the second scorer ranks the samples of one part of the first scorer's scale; percentiles 0..100.</summary>
/// <param name="Samples">0 where the part is empty; then the others are NaN.</param>
public readonly record struct ScorerShiftPart(ScorerBand First, int Samples, float P10, float P25, float P50, float P75, float P90);

/// <summary>How samples move between the percentiles of two scorers. Never changes.</summary>
/// <param name="Samples">Samples that count.</param>
/// <param name="MeanMove">Mean of how far a sample moves up or down, in percentile points; NaN of none.</param>
/// <param name="Beyond10">Samples that move by more than 10 points.</param>
/// <param name="Beyond25">Samples that move by more than 25 points.</param>
public sealed record ScorerShift(IReadOnlyList<ScorerShiftPart> Parts, int Samples, double MeanMove, int Beyond10, int Beyond25)
{
    /// <summary>Parts of the first scorer's scale.</summary>
    public const int PartCount = 20;

    public static ScorerShift Of(ScoreColumn first, ScoreColumn second, bool withFlagged, CancellationToken cancellation = default)
    {
        float[] x = first.Percentiles, y = second.Percentiles;
        var ends = new int[PartCount];
        var (moves, beyond10, beyond25) = (0.0, 0, 0);
        for (var i = 0; i < x.Length; i++)
        {
            if (ScorerDensity.Counts(first, second, i, withFlagged))
            {
                ends[ScorerDensity.CellOf(x[i], PartCount)]++;
                var move = Math.Abs(y[i] - x[i]);
                moves += move;
                beyond10 += move > 10 ? 1 : 0;
                beyond25 += move > 25 ? 1 : 0;
            }
        }

        var count = 0;
        for (var part = 0; part < PartCount; part++)
        {
            (ends[part], count) = (count, count + ends[part]);
        }

        var grouped = new float[count];
        for (var i = 0; i < x.Length; i++)
        {
            if (ScorerDensity.Counts(first, second, i, withFlagged))
            {
                grouped[ends[ScorerDensity.CellOf(x[i], PartCount)]++] = y[i];
            }
        }

        var parts = new ScorerShiftPart[PartCount];
        for (var (part, from) = (0, 0); part < PartCount; from = ends[part++])
        {
            cancellation.ThrowIfCancellationRequested();
            var own = grouped.AsSpan(from..ends[part]);
            own.Sort();
            parts[part] = new ScorerShiftPart(
                new ScorerBand(100.0 * part / PartCount, 100.0 * (part + 1) / PartCount), own.Length, At(own, .1), At(own, .25), At(own, .5), At(own, .75), At(own, .9));
        }

        return new ScorerShift(parts, count, count == 0 ? double.NaN : moves / count, beyond10, beyond25);
    }

    /// <summary>The value below which a share of sorted values lies, linear between neighbours; NaN of none.</summary>
    private static float At(ReadOnlySpan<float> sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return float.NaN;
        }

        var place = share * (sorted.Length - 1);
        var low = (int)place;
        var high = Math.Min(low + 1, sorted.Length - 1);
        return (float)(sorted[low] + ((place - low) * (sorted[high] - sorted[low])));
    }
}
