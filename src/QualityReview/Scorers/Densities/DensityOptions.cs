using System.Globalization;

namespace QualityReview.Scorers.Densities;

/// <summary>How densities are computed; everything but the embedder has a default that suits any set.</summary>
public sealed record DensityOptions
{
    /// <summary>Names the vectors in the receipt and in sketches.</summary>
    public required string EmbedderKey { get; init; }

    /// <summary>Null (the default) tunes the kernel to the data, see <see cref="BandwidthTuner"/>.</summary>
    public DensityKernel? Kernel { get; init; }

    /// <summary>Family of a tuned kernel. The default value is <see cref="KernelShape.PStable"/>.</summary>
    public KernelShape Shape { get; init; } = KernelShape.PStable;

    /// <summary>Sets up to this many samples are computed exactly, larger ones by a sketch. The default value is 20,000.</summary>
    public int ExactUpTo { get; init; } = 20_000;

    /// <summary>The default value is <see cref="SketchParameters.DefaultRows"/>.</summary>
    public int SketchRows { get; init; } = SketchParameters.DefaultRows;

    /// <summary>Draws the tuner's pairs and the sketch's hash functions. The default value is 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of threads; it never changes a result. The default value is the number of cores.</summary>
    public int Degree { get; init; } = Environment.ProcessorCount;

    /// <summary>The settings that are not the default ones, as entries of a receipt: scorers with other settings are other scorers.
    /// Seed and threads are not among them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Unusual()
    {
        var defaults = new DensityOptions { EmbedderKey = EmbedderKey };
        if (ExactUpTo != defaults.ExactUpTo)
        {
            yield return new("density_exact_up_to", ExactUpTo.ToString(CultureInfo.InvariantCulture));
        }

        if (Shape != defaults.Shape)
        {
            yield return new("density_kernel", DensityKernel.NameOf(Shape));
        }

        if (SketchRows != defaults.SketchRows)
        {
            yield return new("density_rows", SketchRows.ToString(CultureInfo.InvariantCulture));
        }
    }
}
