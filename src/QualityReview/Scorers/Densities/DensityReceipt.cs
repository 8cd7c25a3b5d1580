using System.Globalization;

namespace QualityReview.Scorers.Densities;

/// <summary>What made a set of densities, and how much inverse propensity sampling can do with them.</summary>
public sealed record DensityReceipt
{
    /// <summary>Below this ratio of weights, sampling by density is close to sampling at random.</summary>
    public const double FewestRatio = 2;

    public required string EmbedderKey { get; init; }

    public required DensityKernel Kernel { get; init; }

    /// <summary>Null where every pair was computed.</summary>
    public SketchParameters? Sketch { get; init; }

    /// <summary>Samples with a vector: each adds to the others' densities.</summary>
    public required int Samples { get; init; }

    /// <summary>Samples without a vector (no token); their density is NaN.</summary>
    public required int WithoutVector { get; init; }

    /// <summary>Largest weight 1/density divided by the smallest; NaN where no sample has a density.</summary>
    public required double WeightRatio { get; init; }

    /// <summary>One sentence, or null where there is nothing to warn of.</summary>
    public string? Warning => WeightRatio < FewestRatio
        ? string.Create(CultureInfo.InvariantCulture,
            $"The largest and the smallest sampling weight differ by a factor of {WeightRatio:0.00} only: sampling by this density is close to uniform.")
        : null;

    /// <summary>Largest divided by smallest weight 1/density; samples without a density are passed over.</summary>
    public static double RatioOf(ReadOnlySpan<double> densities)
    {
        double smallest = double.PositiveInfinity, largest = double.NaN;
        foreach (var density in densities)
        {
            if (!double.IsNaN(density))
            {
                smallest = Math.Min(smallest, density);
                largest = double.IsNaN(largest) ? density : Math.Max(largest, density);
            }
        }

        return largest / smallest;
    }

    /// <summary>The entries of a scorer card's receipt: what must be equal for two densities to be comparable. Ordered by key, ordinal.</summary>
    public IReadOnlyDictionary<string, string> Entries()
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["density_bandwidth"] = Kernel.Bandwidth.ToString(CultureInfo.InvariantCulture),
            ["density_embedder"] = EmbedderKey,
            ["density_kernel"] = Kernel.Name,
            ["density_method"] = Sketch is null ? "exact" : "sketch",
            ["density_power"] = Kernel.Power.ToString(CultureInfo.InvariantCulture),
            ["density_samples"] = Samples.ToString(CultureInfo.InvariantCulture),
        };
        if (Sketch is not null)
        {
            entries["density_rows"] = Sketch.Rows.ToString(CultureInfo.InvariantCulture);
            entries["density_seed"] = Sketch.Seed.ToString(CultureInfo.InvariantCulture);
            entries["density_width"] = Sketch.Width.ToString(CultureInfo.InvariantCulture);
        }

        return entries;
    }
}
