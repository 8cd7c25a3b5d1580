using QualityReview.Scorers.Densities;

namespace QualityReview.Tests.Scorers.Densities;

public sealed class DensityScoringTests
{
    private static readonly DensityOptions s_options = new() { EmbedderKey = "tiny_1", Degree = 2 };

    [Fact]
    public void Tune_Background_WeighsAboutThreeSamples()
    {
        var vectors = UnitVectors.Random(1500, 64, .1);
        var kernel = BandwidthTuner.Tune(vectors, 64, seed: 1);
        Assert.Equal(1, kernel.Bandwidth);
        Assert.Equal(kernel, BandwidthTuner.Tune(vectors, 64, seed: 1));
        var densities = ExactDensity.Compute(vectors, 64, kernel, degree: 2);
        Assert.InRange(densities.Average() - 1, 1.5, 6);
    }

    [Fact]
    public void Tune_TightBackground_TakesMoreHashes()
    {
        var loose = BandwidthTuner.Tune(UnitVectors.Random(500, 32, .1), 32, seed: 1).Power;
        var tight = BandwidthTuner.Tune(UnitVectors.Random(500, 32, .75), 32, seed: 1).Power;
        Assert.InRange(loose, 2, 8);
        Assert.InRange(tight, loose + 2, BandwidthTuner.MostHashes);
    }

    [Fact]
    public void Tune_DegenerateSets_StaysInRange()
    {
        Assert.Equal(1, BandwidthTuner.Tune([], 4, 1).Power);
        Assert.Equal(1, BandwidthTuner.Tune(UnitVectors.Random(3, 4), 4, 1).Power);
        Assert.Equal(1, BandwidthTuner.Tune(new float[400], 4, 1).Power);
        var duplicates = Enumerable.Repeat<float[]>([1, 0, 0, 0], 50).SelectMany(vector => vector).ToArray();
        Assert.Equal(BandwidthTuner.MostHashes, BandwidthTuner.Tune(duplicates, 4, 1).Power);
    }

    [Fact]
    public void Compute_SmallSet_IsExact()
    {
        var vectors = UnitVectors.WithCluster(300, 100, 32, .1);
        var result = DensityScoring.Compute(vectors, 32, s_options);
        Assert.Null(result.Receipt.Sketch);
        Assert.Equal("exact", result.Receipt.Entries()["density_method"]);
        Assert.Equal(ExactDensity.Compute(vectors, 32, result.Receipt.Kernel), result.Densities);
        Assert.Equal(result.Densities.Max() / result.Densities.Min(), result.Receipt.WeightRatio);
        Assert.Null(result.Receipt.Warning);
    }

    [Fact]
    public void Compute_LargeSet_IsSketchedAndAtLeastOne()
    {
        var vectors = UnitVectors.WithCluster(600, 100, 32, .1);
        Array.Clear(vectors, 32 * 32, 32);
        var progress = new ExactDensityTests.SummingProgress();
        var result = DensityScoring.Compute(vectors, 32, s_options with { ExactUpTo = 599 }, progress);
        var exact = DensityScoring.Compute(vectors, 32, s_options);
        Assert.Equal("sketch", result.Receipt.Entries()["density_method"]);
        Assert.Equal("4096", result.Receipt.Entries()["density_width"]);
        Assert.Equal((599, 1), (result.Receipt.Samples, result.Receipt.WithoutVector));
        Assert.Equal(600, progress.Samples);
        Assert.True(double.IsNaN(result.Densities[32]));
        Assert.All(result.Densities.Where(density => !double.IsNaN(density)), density => Assert.True(density >= 1));
        Assert.InRange(result.Densities[..30].Average() / exact.Densities[..30].Average(), .85, 1.15);
        Assert.Equal(result.Densities, DensityScoring.Compute(vectors, 32, s_options with { ExactUpTo = 0, Degree = 1 }).Densities);
    }

    [Fact]
    public void Warning_WeightsAlmostEqual_IsGiven()
    {
        var vectors = UnitVectors.Random(400, 64, .75);
        var kernel = new DensityKernel(KernelShape.PStable, 1, 1);
        var receipt = DensityScoring.Compute(vectors, 64, s_options with { Kernel = kernel }).Receipt;
        Assert.InRange(receipt.WeightRatio, 1, 1.5);
        Assert.Contains("close to uniform", receipt.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void RatioOf_NoDensity_IsNaN()
    {
        Assert.True(double.IsNaN(DensityReceipt.RatioOf([double.NaN])));
        Assert.Equal(4, DensityReceipt.RatioOf([2, double.NaN, 8, 3]));
    }
}
