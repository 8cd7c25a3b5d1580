using QualityReview.Scorers;
using QualityReview.Scorers.Densities;

namespace QualityReview.Tests.Scorers.Densities;

public sealed class ExactDensityTests
{
    private static readonly DensityKernel s_kernel = new(KernelShape.PStable, 1, 8);

    // 130 and 301 end in the middle of blocks and tiles, 7 and 33 dimensions in the middle of registers.
    [Theory]
    [InlineData(KernelShape.PStable, 1, 301, 33)]
    [InlineData(KernelShape.PStable, 24, 130, 32)]
    [InlineData(KernelShape.Angular, 1, 130, 7)]
    [InlineData(KernelShape.Angular, 16, 301, 33)]
    [InlineData(KernelShape.PStable, 8, 1, 5)]
    [InlineData(KernelShape.PStable, 8, 3, 1)]
    public void Compute_AnySet_EqualsBruteForce(KernelShape shape, int power, int count, int dimensions)
    {
        var kernel = new DensityKernel(shape, 1, power);
        var vectors = UnitVectors.WithCluster(count, count / 3, dimensions, .3);
        var densities = ExactDensity.Compute(VectorRows.Of(vectors, dimensions), kernel);
        for (var row = 0; row < count; row++)
        {
            var expected = UnitVectors.BruteForce(vectors, dimensions, row, kernel.At);
            Assert.InRange(densities[row] / expected, 1 - 1e-6, 1 + 1e-6);
        }
    }

    [Fact]
    public void Compute_Duplicates_CountsEachAsOne()
    {
        var one = UnitVectors.Random(1, 48);
        var vectors = Enumerable.Repeat(one, 140).SelectMany(vector => vector).ToArray();
        Assert.All(ExactDensity.Compute(VectorRows.Of(vectors, 48), new DensityKernel(KernelShape.PStable, 1, 24)), density => Assert.Equal(140, density));
    }

    [Fact]
    public void Compute_RowsOfZeros_AreNaNAndAddNothing()
    {
        var vectors = UnitVectors.Random(200, 16);
        int[] empty = [0, 77, 199];
        foreach (var row in empty)
        {
            Array.Clear(vectors, row * 16, 16);
        }

        var densities = ExactDensity.Compute(VectorRows.Of(vectors, 16), s_kernel);
        Assert.All(empty, row => Assert.True(double.IsNaN(densities[row])));
        Assert.Equal(UnitVectors.BruteForce(vectors, 16, 5, s_kernel.At), densities[5], 6);
        Assert.Equal(197, densities.Count(density => density >= 1));
    }

    [Fact]
    public void Compute_SeveralThreads_GivesTheSameBits()
    {
        var vectors = UnitVectors.WithCluster(700, 200, 24, .3);
        var alone = ExactDensity.Compute(VectorRows.Of(vectors, 24), s_kernel);
        Assert.Equal(alone, ExactDensity.Compute(VectorRows.Of(vectors, 24), s_kernel, degree: 2));
        Assert.Equal(alone, ExactDensity.Compute(VectorRows.Of(vectors, 24), s_kernel, degree: 7));
    }

    [Fact]
    public void Compute_Progress_AddsUpToTheSamples()
    {
        var progress = new SummingProgress();
        ExactDensity.Compute(VectorRows.Of(UnitVectors.Random(700, 4), 4), s_kernel, degree: 2, progress);
        Assert.Equal(700, progress.Samples);
    }

    [Fact]
    public void Compute_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ExactDensity.Compute(VectorRows.Of(UnitVectors.Random(10, 4), 4), s_kernel, cancellation: source.Token));
    }

    [Fact]
    public void Compute_NoSamples_GivesNone() => Assert.Empty(ExactDensity.Compute(VectorRows.Of(Array.Empty<float>(), 4), s_kernel));

    // The specification's simulation: 900 samples, a third of them one cluster, 32 dimensions.
    [Theory]
    [InlineData(1, .1, 1.2, 1.6)]
    [InlineData(8, .1, 20, 45)]
    [InlineData(8, .75, 5, 12)]
    public void Compute_OneDenseCluster_StandsOutWithSeveralHashes(int power, double background, double least, double most)
    {
        var vectors = UnitVectors.WithCluster(900, 300, 32, background);
        var densities = ExactDensity.Compute(VectorRows.Of(vectors, 32), new DensityKernel(KernelShape.PStable, 1, power), degree: 2);
        Assert.InRange(densities[1..300].Average() / densities[300..].Average(), least, most);
    }

    internal sealed class SummingProgress : IProgress<ScoringTick>
    {
        private int _samples;

        public int Samples => _samples;

        public void Report(ScoringTick value) => Interlocked.Add(ref _samples, value.Samples);
    }
}
