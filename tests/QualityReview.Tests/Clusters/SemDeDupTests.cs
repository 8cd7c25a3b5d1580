using QualityReview.Clusters;
using QualityReview.Hashing;

namespace QualityReview.Tests.Clusters;

public sealed class SemDeDupTests
{
    private const int Dimensions = 12, Samples = 400, Seed = 5;

    [Theory]
    [InlineData(KeptFirst.Hard)]
    [InlineData(KeptFirst.Easy)]
    [InlineData(KeptFirst.Random)]
    public void LargestEarlierCosine_AllOrders_AsTheDefinitionSays(KeptFirst first)
    {
        var vectors = SomeVectors.Groups(Samples, Dimensions, 3, noise: 0.8);
        vectors.AsSpan(0, Dimensions).Clear();
        var clusters = SphericalKMeans.Compute(vectors, Dimensions, new ClusterOptions { Clusters = 3 });

        var found = SemDeDup.LargestEarlierCosine(vectors, Dimensions, clusters, first, Seed, degree: 2);

        Assert.True(float.IsNaN(found[0]));
        for (var sample = 1; sample < Samples; sample++)
        {
            var expected = Enumerable.Range(1, Samples - 1)
                .Where(other => clusters.Assignments[other] == clusters.Assignments[sample] && IsBefore(other, sample))
                .Select(other => SomeVectors.Cosine(vectors, Dimensions, other, sample)).DefaultIfEmpty(0).Max();
            Assert.Equal(Math.Max(0, expected), found[sample], 1e-5);
        }

        bool IsBefore(int other, int sample) => first switch
        {
            KeptFirst.Hard => (clusters.Cosines[other], other).CompareTo((clusters.Cosines[sample], sample)) < 0,
            KeptFirst.Easy => (-clusters.Cosines[other], other).CompareTo((-clusters.Cosines[sample], sample)) < 0,
            _ => StableHash.Of(other, Seed) < StableHash.Of(sample, Seed),
        };
    }

    [Fact]
    public void LargestEarlierCosine_ExactPairs_DropsOneOfEach()
    {
        var half = SomeVectors.Groups(100, Dimensions, 4, noise: 1);
        Half[] pairs = [.. half, .. half];
        var clusters = SphericalKMeans.Compute(pairs, Dimensions, new ClusterOptions { Clusters = 4 });

        var found = SemDeDup.LargestEarlierCosine(pairs, Dimensions, clusters, KeptFirst.Hard, Seed, degree: 1);

        for (var sample = 0; sample < 100; sample++)
        {
            Assert.True(found[sample] < 0.99999f, "The first of a pair stays.");
            Assert.Equal(1, found[sample + 100], 1e-5f);
        }
    }
}
