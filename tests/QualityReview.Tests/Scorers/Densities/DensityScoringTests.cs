using QualityReview.Scorers.Densities;

namespace QualityReview.Tests.Scorers.Densities;

public sealed class DensityScoringTests
{
    private static readonly DensityOptions s_options = new() { EmbedderKey = "tiny_1", Degree = 2 };

    [Fact]
    public void Tune_Background_WeighsAboutThreeSamples()
    {
        var vectors = UnitVectors.Random(1500, 64, .1);
        var kernel = BandwidthTuner.Tune(VectorRows.Of(vectors, 64), seed: 1);
        Assert.Equal(1, kernel.Bandwidth);
        Assert.Equal(kernel, BandwidthTuner.Tune(VectorRows.Of(vectors, 64), seed: 1));
        var densities = ExactDensity.Compute(VectorRows.Of(vectors, 64), kernel, degree: 2);
        Assert.InRange(densities.Average() - 1, 1.5, 6);
    }

    [Fact]
    public void Tune_TightBackground_TakesMoreHashes()
    {
        var loose = BandwidthTuner.Tune(VectorRows.Of(UnitVectors.Random(500, 32, .1), 32), seed: 1).Power;
        var tight = BandwidthTuner.Tune(VectorRows.Of(UnitVectors.Random(500, 32, .75), 32), seed: 1).Power;
        Assert.InRange(loose, 2, 8);
        Assert.InRange(tight, loose + 2, BandwidthTuner.MostHashes);
    }

    [Fact]
    public void Tune_DegenerateSets_StaysInRange()
    {
        Assert.Equal(1, BandwidthTuner.Tune(VectorRows.Of(Array.Empty<float>(), 4), 1).Power);
        Assert.Equal(1, BandwidthTuner.Tune(VectorRows.Of(UnitVectors.Random(3, 4), 4), 1).Power);
        Assert.Equal(1, BandwidthTuner.Tune(VectorRows.Of(new float[400], 4), 1).Power);
        var duplicates = Enumerable.Repeat<float[]>([1, 0, 0, 0], 50).SelectMany(vector => vector).ToArray();
        Assert.Equal(BandwidthTuner.MostHashes, BandwidthTuner.Tune(VectorRows.Of(duplicates, 4), 1).Power);
    }

    [Fact]
    public void Compute_SmallSet_IsExact()
    {
        var vectors = UnitVectors.WithCluster(300, 100, 32, .1);
        var result = DensityScoring.Compute(VectorRows.Of(vectors, 32), s_options);
        Assert.Null(result.Receipt.Sketch);
        Assert.Equal("exact", result.Receipt.Entries()["density_method"]);
        Assert.Equal(ExactDensity.Compute(VectorRows.Of(vectors, 32), result.Receipt.Kernel), result.Densities);
        Assert.Equal(result.Densities.Max() / result.Densities.Min(), result.Receipt.Weights.Ratio, 1e-9);
        Assert.Null(result.Receipt.Warning);
    }

    [Fact]
    public void Compute_LargeSet_IsSketchedAndAtLeastOne()
    {
        var vectors = UnitVectors.WithCluster(600, 100, 32, .1);
        Array.Clear(vectors, 32 * 32, 32);
        var progress = new ExactDensityTests.SummingProgress();
        var result = DensityScoring.Compute(VectorRows.Of(vectors, 32), s_options with { ExactUpTo = 599 }, progress);
        var exact = DensityScoring.Compute(VectorRows.Of(vectors, 32), s_options);
        Assert.Equal("sketch", result.Receipt.Entries()["density_method"]);
        Assert.Equal("4096", result.Receipt.Entries()["density_width"]);
        Assert.Equal((599, 1), (result.Receipt.Samples, result.Receipt.WithoutVector));
        Assert.Equal(600, progress.Samples);
        Assert.True(double.IsNaN(result.Densities[32]));
        Assert.All(result.Densities.Where(density => !double.IsNaN(density)), density => Assert.True(density >= 1));
        Assert.InRange(result.Densities[..30].Average() / exact.Densities[..30].Average(), .85, 1.15);
        Assert.Equal(result.Densities, DensityScoring.Compute(VectorRows.Of(vectors, 32), s_options with { ExactUpTo = 0, Degree = 1 }).Densities);
    }

    [Fact]
    public void Warning_WeightsAlmostEqual_IsGiven()
    {
        var vectors = UnitVectors.Random(400, 64, .75);
        var kernel = new DensityKernel(KernelShape.PStable, 1, 1);
        var receipt = DensityScoring.Compute(VectorRows.Of(vectors, 64), s_options with { Kernel = kernel }).Receipt;
        Assert.InRange(receipt.Weights.Ratio, 1, 1.5);
        Assert.Contains("close to uniform", receipt.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Densities_GivesTheWeightsOfTheMostAndLeastCrowded()
    {
        Assert.True(double.IsNaN(WeightSpread.Of([double.NaN]).Ratio));
        var spread = WeightSpread.Of([2, double.NaN, 8, 3]);
        Assert.Equal((1 / 8.0, 1 / 3.0, 1 / 2.0, 4), (spread.Smallest, spread.Median, spread.Largest, spread.Ratio));
        var hundred = WeightSpread.Of([.. Enumerable.Range(1, 101).Select(i => (double)i)]);
        Assert.Equal((1 / 100.0, 1 / 2.0), (hundred.Low, hundred.High));
    }
}
