using QualityReview.Duplicates;
using QualityReview.Hashing;

namespace QualityReview.Tests.Duplicates;

public sealed class MinHashTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void Write_ManyPairsOfSets_AgreesAsOftenAsTheyAreAlike(double jaccard)
    {
        const int pairs = 300, hashes = 128, union = 200;
        var (random, minHash) = (new SeededRandom(7), new MinHash(hashes));
        var shared = (int)(union * jaccard);
        var estimates = new double[pairs];
        for (var pair = 0; pair < pairs; pair++)
        {
            var elements = Enumerable.Range(0, union).Select(_ => (uint)(random.NextUInt64() >> 32)).ToArray();
            var middle = shared + ((union - shared) / 2);
            var (one, other) = (Signature(minHash, elements[..middle]), Signature(minHash, [.. elements[..shared], .. elements[middle..]]));
            estimates[pair] = one.Zip(other, (a, b) => a == b ? 1.0 : 0).Average();
        }

        var truth = shared / (double)union;
        var deviation = Math.Sqrt(truth * (1 - truth) / hashes);
        // The mean of the estimates is the similarity, and they scatter as that many coin tosses do.
        Assert.InRange(estimates.Average(), truth - (4 * deviation / Math.Sqrt(pairs)), truth + (4 * deviation / Math.Sqrt(pairs)));
        Assert.InRange(Math.Sqrt(estimates.Average(estimate => Math.Pow(estimate - truth, 2))), deviation * .8, deviation * 1.2);
    }

    // Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", figure 3.8: 20 bands of 5 rows.
    [Theory]
    [InlineData(.2, .006)]
    [InlineData(.3, .047)]
    [InlineData(.4, .186)]
    [InlineData(.5, .470)]
    [InlineData(.6, .802)]
    [InlineData(.7, .975)]
    [InlineData(.8, .9996)]
    public void CandidateProbability_TwentyBandsOfFive_IsAsPublished(double similarity, double expected) =>
        Assert.Equal(expected, new DuplicateOptions { Bands = 20, Rows = 5 }.CandidateProbability(similarity), similarity == .8 ? 4 : 3);

    [Theory]
    [InlineData(40, 3)]
    [InlineData(17, 1)]
    public void Signature_AnyNumberOfHashes_BeginsTheSame(int hashes, int elements)
    {
        uint[] set = [.. Enumerable.Range(0, elements).Select(i => (uint)(i * 977))];
        Assert.Equal(Signature(new MinHash(64), set)[..hashes], Signature(new MinHash(hashes), set));
    }

    private static uint[] Signature(MinHash minHash, uint[] set)
    {
        var signature = new uint[minHash.Room];
        minHash.Write(set, signature);
        return signature[..minHash.Hashes];
    }
}
