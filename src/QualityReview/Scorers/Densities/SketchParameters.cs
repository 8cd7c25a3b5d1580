namespace QualityReview.Scorers.Densities;

/// <summary>Everything that two sketches must share before their counters may be added.</summary>
/// <param name="EmbedderKey">Key of the embedder whose vectors are counted.</param>
/// <param name="Dimensions">Numbers a vector.</param>
/// <param name="Kernel">Shape, bandwidth and number of concatenated hashes.</param>
/// <param name="Rows">R: independent estimates that are averaged; the error falls with 1/sqrt(R).</param>
/// <param name="Width">B: counters a row. Fewer than four a sample make collisions of strangers common; they are corrected for, but add noise.</param>
/// <param name="Seed">Draws the hash functions.</param>
public sealed record SketchParameters(string EmbedderKey, int Dimensions, DensityKernel Kernel, int Rows, int Width, ulong Seed)
{
    public const int DefaultRows = 256;

    /// <summary>2^24 counters: 128 MB.</summary>
    public const int MostCounters = 1 << 24;

    private const int FewestCountersARow = 1024;

    /// <summary>The smallest power of two that gives each sample four counters, within 1,024 and what <see cref="MostCounters"/> leaves a row.</summary>
    public static int WidthFor(long samples, int rows = DefaultRows)
    {
        var most = Math.Max(FewestCountersARow, MostCounters / rows);
        long width = FewestCountersARow;
        while (width < 4 * samples && width * 2 <= most)
        {
            width *= 2;
        }

        return (int)width;
    }
}
