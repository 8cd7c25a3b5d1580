using QualityReview.Clusters;

namespace QualityReview.Tests.Clusters;

public sealed class SphericalKMeansTests
{
    [Fact]
    public void Compute_NineVectors_FindsTheBestOfAllPartitions()
    {
        const int dimensions = 3, clusters = 3;
        var vectors = SomeVectors.Groups(9, dimensions, clusters, noise: 0.5, seed: 5);
        var best = AllPartitions(9, clusters).Max(partition => SomeVectors.MeanCosine(vectors, dimensions, partition));

        var found = Enumerable.Range(1, 8).Max(seed => SphericalKMeans.Compute(vectors, dimensions, new ClusterOptions { Clusters = clusters, Seed = seed }).MeanCosine);

        Assert.Equal(best, found, 1e-5);
    }

    [Fact]
    public void Compute_GoldenVectors_FindsScikitLearnsClusters()
    {
        var golden = SomeVectors.Golden();

        var found = SphericalKMeans.Compute(golden.Halves, golden.Dimensions, new ClusterOptions { Clusters = 6 });

        Assert.Equal(golden.MeanCosine, found.MeanCosine, 1e-4);
        var firsts = found.Assignments.Select(cluster => Array.IndexOf(found.Assignments, cluster));
        Assert.Equal(golden.Labels, firsts);
    }

    [Fact]
    public void Compute_AnyResult_HoldsWhatItSays()
    {
        const int dimensions = 20;
        var vectors = SomeVectors.Groups(500, dimensions, 9, noise: 1);
        vectors.AsSpan(7 * dimensions, dimensions).Clear();

        var found = SphericalKMeans.Compute(vectors, dimensions, new ClusterOptions { Clusters = 9 });

        Assert.Equal(-1, found.Assignments[7]);
        Assert.True(float.IsNaN(found.Cosines[7]));
        var sizes = Enumerable.Range(0, found.Clusters).Select(cluster => found.Assignments.Count(other => other == cluster)).ToList();
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal(499, sizes.Sum());
        for (var sample = 0; sample < 500; sample++)
        {
            if (sample == 7)
            {
                continue;
            }

            var unit = SomeVectors.Unit(vectors, dimensions, sample);
            var cosines = Enumerable.Range(0, found.Clusters).Select(cluster => unit.Select((value, i) => value * found.Centroids[(cluster * dimensions) + i]).Sum()).ToList();
            Assert.Equal(cosines[found.Assignments[sample]], found.Cosines[sample], 1e-5);
            Assert.Equal(cosines.Max(), cosines[found.Assignments[sample]], 1e-5);
        }
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1000)]
    public void Compute_OneThreadOrFour_SameBits(int batchesAbove)
    {
        var vectors = SomeVectors.Groups(3001, 33, 20, noise: 1.5);
        var options = new ClusterOptions { Clusters = 25, BatchesAbove = batchesAbove, Degree = 1 };

        var one = SphericalKMeans.Compute(vectors, 33, options);
        var four = SphericalKMeans.Compute(vectors, 33, options with { Degree = 4 });

        Assert.Equal(one.Assignments, four.Assignments);
        Assert.Equal(one.Cosines, four.Cosines);
        Assert.Equal(one.Centroids, four.Centroids);
    }

    [Fact]
    public void Compute_InBatches_NearlyAsGoodAsWhole()
    {
        var vectors = SomeVectors.Groups(4000, 24, 12, noise: 0.6);
        var options = new ClusterOptions { Clusters = 12, Seed = 3 };

        var whole = SphericalKMeans.Compute(vectors, 24, options);
        var batches = SphericalKMeans.Compute(vectors, 24, options with { BatchesAbove = 1000 });

        Assert.InRange(batches.MeanCosine, whole.MeanCosine - 0.02, 1);
    }

    [Fact]
    public void Compute_FewerDistinctVectorsThanClusters_NoEmptyCluster()
    {
        var three = SomeVectors.Groups(3, 8, 3);
        Half[] vectors = [.. Enumerable.Range(0, 30).SelectMany(i => three[(i % 3 * 8)..((i % 3 * 8) + 8)])];

        var found = SphericalKMeans.Compute(vectors, 8, new ClusterOptions { Clusters = 10 });

        Assert.Equal(3, found.Clusters);
        Assert.All(found.Assignments.Select((cluster, i) => (cluster, i)), sample => Assert.Equal(found.Assignments[sample.i % 3], sample.cluster));
        Assert.Equal(1, found.MeanCosine, 1e-5);
    }

    [Fact]
    public void Compute_NoVectorAtAll_NoCluster()
    {
        var found = SphericalKMeans.Compute(new Half[40], 4, new ClusterOptions());

        Assert.Equal(0, found.Clusters);
        Assert.All(found.Assignments, cluster => Assert.Equal(-1, cluster));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(889, 16)]
    [InlineData(10_000, 100)]
    [InlineData(200_000, 946)]
    [InlineData(100_000_000, 10_000)]
    public void DefaultClusters_Samples_BetweenTheBounds(int samples, int clusters) => Assert.Equal(clusters, ClusterOptions.DefaultClusters(samples));

    [Fact]
    public void FillEmpty_TwoEmptyClusters_GetTheWorstSamplesOfOthers()
    {
        var vectors = new ClusterVectors(SomeVectors.Groups(6, 4, 2), 4);
        var centroids = new Centroids(vectors, new float[4 * vectors.Stride], 1);
        int[] assignments = [0, 0, 0, 2, 0, 0];

        centroids.FillEmpty(assignments, [0.9f, 0.5f, 1, 0.1f, 0.7f, 0.6f]);

        Assert.Equal([0, 1, 0, 2, 0, 3], assignments);
    }

    private static IEnumerable<int[]> AllPartitions(int count, int clusters) =>
        Enumerable.Range(0, (int)Math.Pow(clusters, count)).Select(number => Enumerable.Range(0, count).Select(i => number / (int)Math.Pow(clusters, i) % clusters).ToArray());
}
