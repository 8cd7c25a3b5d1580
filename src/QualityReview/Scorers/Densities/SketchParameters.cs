using System.Numerics;

namespace QualityReview.Scorers.Densities;

/// <summary>Everything that two sketches must share before their counters may be added.</summary>
/// <param name="EmbedderKey">Key of the embedder whose vectors are counted.</param>
/// <param name="Dimensions">Numbers a vector.</param>
/// <param name="Kernel">Shape, bandwidth and number of concatenated hashes.</param>
/// <param name="Rows">R: independent estimates that are averaged; the error falls with 1/sqrt(R).</param>
/// <param name="Width">B: counters a row, a power of two. Fewer than four a sample make collisions of strangers common; they are corrected
/// for, but add noise.</param>
/// <param name="Seed">Draws the hash functions.</param>
public sealed record SketchParameters(string EmbedderKey, int Dimensions, DensityKernel Kernel, int Rows, int Width, ulong Seed)
{
    public const int DefaultRows = 256;

    public const int FewestCountersARow = 1024;

    /// <summary>64 MB a thread: enough for four counters a sample up to four million samples.</summary>
    public const int MostCountersARow = 1 << 24;

    /// <summary>The smallest power of two that gives each sample four counters, within what a row may have.</summary>
    public static int WidthFor(long samples) =>
        (int)Math.Clamp((long)BitOperations.RoundUpToPowerOf2((ulong)Math.Min(4 * samples, MostCountersARow)), FewestCountersARow, MostCountersARow);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Dimensions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Rows);
        if (Width < 2 || !BitOperations.IsPow2(Width))
        {
            throw new ArgumentException($"A sketch's width is a power of two, not {Width}.");
        }
    }
}
