using QualityReview.Scorers.Densities;

namespace QualityReview.Tests.Scorers.Densities;

public sealed class DensitySketchTests
{
    private const int Dimensions = 32;
    private static readonly DensityKernel s_kernel = new(KernelShape.PStable, 1, 8);
    private static readonly SketchParameters s_parameters = new("tiny_1", Dimensions, s_kernel, Rows: 128, Width: 4096, Seed: 3);

    [Theory]
    [InlineData(KernelShape.PStable, 1, 256)]
    [InlineData(KernelShape.PStable, 8, 256)]
    [InlineData(KernelShape.PStable, 8, 4096)]
    [InlineData(KernelShape.Angular, 16, 4096)]
    [InlineData(KernelShape.Angular, 2, 1000)]
    public void Densities_ManyRows_ApproachTheExactSum(KernelShape shape, int power, int width)
    {
        var kernel = new DensityKernel(shape, 1, power);
        var vectors = UnitVectors.WithCluster(900, 300, Dimensions, .3);
        var exact = ExactDensity.Compute(vectors, Dimensions, kernel, degree: 2);
        var sketch = new DensitySketch(s_parameters with { Kernel = kernel, Rows = 400, Width = width });
        sketch.Add(vectors, degree: 2);
        var estimates = sketch.Densities(vectors, degree: 2);

        var errors = exact.Zip(estimates, (truth, estimate) => Math.Abs(estimate - truth) / truth).Order().ToArray();
        Assert.InRange(errors[450], 0, .12);

        // Unbiased: without the correction for strangers in one bucket, a width of 256 adds 3.5 to each of these.
        Assert.InRange(estimates[300..].Average() - exact[300..].Average(), -.15 * exact[300..].Average(), .15 * exact[300..].Average());
        Assert.InRange(estimates[..300].Average() / exact[..300].Average(), .9, 1.1);
    }

    // The specification's simulation (900 samples, a third in one cluster, 128 rows): wider rows follow the exact order better.
    [Fact]
    public void Densities_WiderRows_FollowTheExactOrderBetter()
    {
        var vectors = UnitVectors.WithCluster(900, 300, Dimensions, .1);
        var exact = ExactDensity.Compute(vectors, Dimensions, s_kernel, degree: 2);
        var results = Array.ConvertAll([256, 1024, 16_384], width =>
        {
            var sketch = new DensitySketch(s_parameters with { Width = width });
            sketch.Add(vectors, degree: 2);
            var estimates = sketch.Densities(vectors, degree: 2);
            var errors = exact.Zip(estimates, (truth, estimate) => Math.Abs(estimate - truth) / truth).Order().ToArray();
            return (Spearman: Spearman(exact, estimates), Error: errors[450]);
        });
        Assert.InRange(results[0].Spearman, .65, results[1].Spearman);
        Assert.InRange(results[2].Spearman, results[1].Spearman, .95);
        Assert.InRange(results[2].Error, .01, .06);
        Assert.InRange(results[1].Error, results[2].Error, results[0].Error);
        Assert.InRange(results[0].Error, .05, .25);
    }

    [Fact]
    public void Merge_TenShards_EqualsTheWhole()
    {
        var vectors = UnitVectors.WithCluster(500, 100, Dimensions, .3);
        var whole = new DensitySketch(s_parameters);
        whole.Add(vectors, degree: 2);
        var merged = new DensitySketch(s_parameters);
        foreach (var shard in Enumerable.Range(0, 10).Reverse())
        {
            var part = new DensitySketch(s_parameters);
            part.Add(vectors.AsMemory(shard * 50 * Dimensions, 50 * Dimensions));
            merged.Merge(part);
        }

        Assert.Equal(500, merged.Count);
        Assert.Equal(whole.Densities(vectors), merged.Densities(vectors, degree: 3));
    }

    [Fact]
    public void Merge_OtherParameters_IsRefused()
    {
        var sketch = new DensitySketch(s_parameters);
        SketchParameters[] others =
        [
            s_parameters with { Seed = 4 },
            s_parameters with { Rows = 64 },
            s_parameters with { Width = 2048 },
            s_parameters with { EmbedderKey = "other_1" },
            s_parameters with { Kernel = new DensityKernel(KernelShape.PStable, 1, 7) },
            s_parameters with { Kernel = new DensityKernel(KernelShape.PStable, .9, 8) },
        ];
        Assert.All(others, other => Assert.Throws<QualityReviewException>(() => sketch.Merge(new DensitySketch(other))));
    }

    [Fact]
    public void Load_SavedSketch_GivesTheSameDensities()
    {
        var vectors = UnitVectors.WithCluster(200, 50, Dimensions, .3);
        var sketch = new DensitySketch(s_parameters);
        sketch.Add(vectors);
        using var file = new MemoryStream();
        sketch.Save(file);
        file.Position = 0;
        var loaded = DensitySketch.Load(file);

        Assert.Equal(s_parameters, loaded.Parameters);
        Assert.Equal(200, loaded.Count);
        Assert.Equal(sketch.Densities(vectors), loaded.Densities(vectors));
    }

    [Fact]
    public void Load_DamagedFile_SaysSo()
    {
        var sketch = new DensitySketch(s_parameters with { Rows = 4, Width = 8 });
        using var file = new MemoryStream();
        sketch.Save(file);
        var bytes = file.ToArray();
        Assert.All(Enumerable.Range(0, bytes.Length), length =>
            Assert.Throws<QualityReviewException>(() => DensitySketch.Load(new MemoryStream(bytes, 0, length))));
        bytes[8] = 9;
        var fault = Assert.Throws<QualityReviewException>(() => DensitySketch.Load(new MemoryStream(bytes)));
        Assert.Contains("version 9", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Densities_RowsOfZeros_AreNaNAndNotCounted()
    {
        var vectors = UnitVectors.Random(100, Dimensions);
        Array.Clear(vectors, 3 * Dimensions, Dimensions);
        var sketch = new DensitySketch(s_parameters);
        sketch.Add(vectors);
        var densities = sketch.Densities(vectors);
        Assert.Equal(99, sketch.Count);
        Assert.Equal([3], Enumerable.Range(0, 100).Where(row => double.IsNaN(densities[row])));
    }

    // A vector must fall into the same buckets wherever it stands in a chunk, or duplicates would miss each other.
    [Fact]
    public void Densities_Duplicates_AlwaysMeet()
    {
        var vectors = UnitVectors.Random(131, Dimensions);
        for (var row = 0; row < 131; row += 5)
        {
            vectors.AsSpan(0, Dimensions).CopyTo(vectors.AsSpan(row * Dimensions));
        }

        var sketch = new DensitySketch(s_parameters);
        sketch.Add(vectors);
        var densities = sketch.Densities(vectors);
        Assert.Single(Enumerable.Range(0, 27).Select(i => densities[i * 5]).Distinct());
        Assert.InRange(densities[0], 26.9, 28);
    }

    // Sketches are stored and merged later: the hash functions of a seed must never change. Computed by another implementation, in Python.
    [Fact]
    public void Buckets_KnownSeed_NeverChange()
    {
        var buckets = new int[8];
        new SketchHashes(new SketchParameters("tiny_1", 4, new DensityKernel(KernelShape.PStable, 1, 3), 4, 1000, 9))
            .Buckets([1, 0, 0, 0, -.5f, .5f, .5f, .5f], buckets);
        Assert.Equal([559, 276, 24, 974, 289, 832, 598, 726], buckets);
    }

    [Theory]
    [InlineData(100, 1024)]
    [InlineData(10_000, 65_536)]
    [InlineData(1_000_000, 65_536)]
    public void WidthFor_Samples_IsFourCountersEachWithinTheBudget(long samples, int expected) =>
        Assert.Equal(expected, SketchParameters.WidthFor(samples));

    // Without ties, which densities do not have.
    private static double Spearman(double[] a, double[] b)
    {
        var ranksOfA = Ranks(a);
        var squares = ranksOfA.Zip(Ranks(b), (x, y) => (double)(x - y) * (x - y)).Sum();
        return 1 - 6 * squares / (a.Length * ((double)a.Length * a.Length - 1));
    }

    private static int[] Ranks(double[] values)
    {
        var ranks = new int[values.Length];
        foreach (var (rank, place) in Enumerable.Range(0, values.Length).OrderBy(i => values[i]).Index())
        {
            ranks[place] = rank;
        }

        return ranks;
    }
}
