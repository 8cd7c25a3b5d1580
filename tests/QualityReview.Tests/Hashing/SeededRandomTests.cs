using QualityReview.Hashing;

namespace QualityReview.Tests.Hashing;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextUInt64_PublishedSeed_GivesPublishedSequence()
    {
        // The reference sequence of SplitMix64 for seed 1234567 (Vigna, splitmix64.c).
        var random = new SeededRandom(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void NextInt_ManyDraws_EveryValueEquallyOften()
    {
        var random = new SeededRandom(5);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void NextNormal_ManyDraws_HasTheMomentsOfTheNormalDistribution()
    {
        var random = new SeededRandom(6);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextNormal()).ToArray();
        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(draws.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(draws.Average(x => x * x * x * x), 2.9, 3.1);
        Assert.InRange(draws.Average(x => Math.Abs(x) < 1.959964 ? 1 : 0.0), 0.948, 0.952);
    }

    [Fact]
    public void NextDouble_ManyDraws_StaysInRange()
    {
        var random = new SeededRandom(0);
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.InRange(random.NextDouble(), 0, 1 - 1e-17));
    }
}
