namespace QualityReview.Samplers;

/// <summary>A sample in a draw.</summary>
/// <param name="Key">The number by which it won: draws keep the smallest.</param>
/// <param name="InclusionProbability">In (0, 1]. Store it with the sample: estimates weight by its inverse.</param>
public sealed record DrawnSample(string SampleId, double Key, double InclusionProbability);

/// <summary>The outcome of a sampler: the samples in ascending order of key.</summary>
/// <param name="Threshold">The smallest key that was left out; infinity where every sample was drawn.</param>
/// <param name="Offered">Samples that could have been drawn.</param>
/// <param name="Skipped">Samples that could not, for want of a density.</param>
public sealed record SampleDraw(IReadOnlyList<DrawnSample> Samples, double Threshold, long Offered, long Skipped);
