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

    /// <summary>Of the weights 1/density with which samples would be drawn.</summary>
    public required WeightSpread Weights { get; init; }

    /// <summary>One sentence, or null where there is nothing to warn of.</summary>
    public string? Warning => Weights.Ratio < FewestRatio
        ? string.Create(CultureInfo.InvariantCulture,
            $"The largest and the smallest sampling weight differ by a factor of {Weights.Ratio:0.00} only: sampling by this density is close to uniform.")
        : null;

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
            ["density_weight_ratio"] = Weights.Ratio.ToString("0.##", CultureInfo.InvariantCulture),
            ["density_weights"] = Weights.ToString(),
        };
        if (Warning is { } warning)
        {
            entries["density_warning"] = warning;
        }

        if (Sketch is not null)
        {
            entries["density_rows"] = Sketch.Rows.ToString(CultureInfo.InvariantCulture);
            entries["density_seed"] = Sketch.Seed.ToString(CultureInfo.InvariantCulture);
            entries["density_width"] = Sketch.Width.ToString(CultureInfo.InvariantCulture);
        }

        return entries;
    }
}
