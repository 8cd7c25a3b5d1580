using QualityReview.Clusters;

namespace QualityReview.Tests.Clusters;

public sealed class SampleMapTests
{
    private const int Dimensions = 24;

    [Fact]
    public void Project_GoldenVectors_ScikitLearnsPlane()
    {
        var golden = SomeVectors.Golden();

        var plane = PrincipalPlane.Project(new ClusterVectors(golden.Halves, golden.Dimensions), 1, 2, default);

        for (var axis = 0; axis < 2; axis++)
        {
            var expected = golden.Plane.Where((_, i) => i % 2 == axis).ToList();
            var found = plane.Where((_, i) => i % 2 == axis).Select(value => (double)value).ToList();
            // The direction of an axis means nothing.
            var sign = Math.Sign(expected.Zip(found, (x, y) => x * y).Sum());
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, sign * pair.Second, 2e-3));
        }
    }

    [Fact]
    public void Draw_OneThreadOrFour_SameMap()
    {
        var (vectors, clusters, options) = Clustered();

        var one = SampleMap.Draw(vectors, Dimensions, clusters, options with { Degree = 1 });
        var four = SampleMap.Draw(vectors, Dimensions, clusters, options with { Degree = 4 });

        Assert.Equal(one.X, four.X);
        Assert.Equal(one.Y, four.Y);
    }

    [Fact]
    public void Draw_SeparateGroups_NearestOnTheMapAreOfTheGroup()
    {
        const int groups = 8;
        var (vectors, clusters, options) = Clustered();

        var map = SampleMap.Draw(vectors, Dimensions, clusters, options);

        var same = 0;
        for (var sample = 0; sample < map.X.Length; sample++)
        {
            var nearest = Enumerable.Range(0, map.X.Length).Where(other => other != sample).MinBy(other => Square(map, sample, other));
            same += nearest % groups == sample % groups ? 1 : 0;
        }

        // By chance it would be an eighth.
        Assert.InRange((double)same / map.X.Length, 0.98, 1);
        Assert.True(map.X.Max() - map.X.Min() > SampleMap.Largest / 2 || map.Y.Max() - map.Y.Min() > SampleMap.Largest / 2, "The map fills its frame.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Draw_FewSamples_Drawn(int samples)
    {
        var vectors = SomeVectors.Groups(samples, Dimensions, 2);
        var clusters = SphericalKMeans.Compute(vectors, Dimensions, new ClusterOptions());

        Assert.Equal(samples, SampleMap.Draw(vectors, Dimensions, clusters, new ClusterOptions()).X.Length);
    }

    [Fact]
    public void Draw_OnlyDuplicates_Drawn()
    {
        var one = SomeVectors.Groups(1, Dimensions, 1);
        Half[] vectors = [.. Enumerable.Range(0, 60).SelectMany(_ => one)];
        var clusters = SphericalKMeans.Compute(vectors, Dimensions, new ClusterOptions());

        var map = SampleMap.Draw(vectors, Dimensions, clusters, new ClusterOptions());

        Assert.True(map.X.Distinct().Count() > 1, "A grain of noise parts what lies at one place.");
    }

    [Fact]
    public void Find_AllClustersSearched_TheTrueNeighbours()
    {
        var (vectors, clusters, _) = Clustered();

        var found = ClusterNeighbours.Find(new ClusterVectors(vectors, Dimensions), clusters, 5, clusters.Clusters, 2, null, default);

        for (var sample = 0; sample < clusters.Assignments.Length; sample++)
        {
            var expected = Enumerable.Range(0, clusters.Assignments.Length).Where(other => other != sample)
                .Select(other => SomeVectors.Cosine(vectors, Dimensions, sample, other)).OrderDescending().Take(5).ToList();
            Assert.All(expected.Select((cosine, i) => (cosine, i)), one => Assert.Equal(one.cosine, found.Cosines[(sample * 5) + one.i], 1e-5));
            Assert.DoesNotContain(sample, found.Rows[(sample * 5)..((sample * 5) + 5)]);
        }
    }

    private static (Half[] Vectors, KMeansResult Clusters, ClusterOptions Options) Clustered()
    {
        var options = new ClusterOptions { Clusters = 12 };
        var vectors = SomeVectors.Groups(320, Dimensions, 8, noise: 0.5);
        return (vectors, SphericalKMeans.Compute(vectors, Dimensions, options), options);
    }

    private static long Square(SampleMap map, int a, int b)
    {
        long x = map.X[a] - map.X[b], y = map.Y[a] - map.Y[b];
        return (x * x) + (y * y);
    }
}
