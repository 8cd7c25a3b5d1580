using System.Globalization;
using QualityReview.Hashing;
using QualityReview.Samplers;

namespace QualityReview.Tests.Samplers;

public sealed class SamplerTests
{
    private static readonly string[] s_ids = [.. Enumerable.Range(0, 300).Select(i => "sample-" + i.ToString(CultureInfo.InvariantCulture))];

    // Densities from 1 to 31, as unequal as those of a set with one large cluster.
    private static readonly double[] s_densities = [.. Enumerable.Range(0, 300).Select(i => 1 + i * 13 % 31)];

    [Fact]
    public void Uniform_ManyIds_AreUniformAndInsideTheOpenInterval()
    {
        var draws = Enumerable.Range(0, 100_000).Select(i => SampleHash.Uniform(1, i)).Order().ToArray();
        Assert.InRange(draws[0], double.Epsilon, .001);
        Assert.InRange(draws[^1], .999, 1 - 1e-17);

        // Kolmogorov's distance: above 1.95/sqrt(n) once in a thousand seeds.
        var distance = draws.Select((value, i) => Math.Abs(value - (i + .5) / draws.Length)).Max();
        Assert.InRange(distance, 0, 1.95 / Math.Sqrt(draws.Length));
    }

    [Fact]
    public void Uniform_OtherSeed_IsUnrelated()
    {
        var mean = Enumerable.Range(0, 10_000).Average(i => (SampleHash.Uniform(1, s_ids[i % 300] + i) - .5) * (SampleHash.Uniform(2, s_ids[i % 300] + i) - .5));
        Assert.InRange(mean * 12, -.04, .04);
    }

    // Draws are replayed from manifests: computed by another implementation, in Python.
    [Fact]
    public void Uniform_KnownSample_NeverChanges() => Assert.Equal(0.7835757564237141, SampleHash.Uniform(7, "sample-1"), 1e-15);

    [Fact]
    public void Draw_AnyOrderOrShards_IsTheSame()
    {
        var expected = Ips(5, 40, Enumerable.Range(0, 300)).Draw();
        var backwards = Ips(5, 40, Enumerable.Range(0, 300).Reverse()).Draw();
        var merged = Ips(5, 40, []);
        var random = new RandomSampler(5, 40);
        var mergedRandom = new RandomSampler(5, 40);
        for (var shard = 9; shard >= 0; shard--)
        {
            merged.Merge(Ips(5, 40, Enumerable.Range(0, 300).Where(i => i % 10 == shard)));
            var part = new RandomSampler(5, 40);
            foreach (var id in s_ids.Where((_, i) => i % 10 == shard))
            {
                part.Add(id);
            }

            mergedRandom.Merge(part);
        }

        foreach (var id in s_ids)
        {
            random.Add(id);
        }

        Assert.Equal(40, expected.Samples.Count);
        Assert.Equal(expected.Samples, backwards.Samples);
        Assert.Equal(expected.Samples, merged.Draw().Samples);
        Assert.Equal((expected.Threshold, 300), (merged.Draw().Threshold, merged.Draw().Offered));
        Assert.Equal(random.Draw().Samples, mergedRandom.Draw().Samples);
        Assert.NotEqual(expected.Samples.Select(sample => sample.SampleId), Ips(6, 40, Enumerable.Range(0, 300)).Draw().Samples.Select(sample => sample.SampleId));
    }

    [Fact]
    public void Draw_LargerCount_ContainsTheSmaller()
    {
        var small = Ips(5, 40, Enumerable.Range(0, 300)).Draw().Samples.Select(sample => sample.SampleId).ToArray();
        var large = Ips(5, 60, Enumerable.Range(0, 300)).Draw().Samples.Select(sample => sample.SampleId).ToArray();
        Assert.Equal(small, large[..40]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(1000)]
    public void Draw_NoneOrAll_HasTheRightProbabilities(int count)
    {
        var draw = Ips(5, count, Enumerable.Range(0, 300)).Draw();
        Assert.Equal(Math.Min(count, 300), draw.Samples.Count);
        Assert.All(draw.Samples, sample => Assert.Equal(1, sample.InclusionProbability));
        Assert.Equal(count >= 300, double.IsPositiveInfinity(draw.Threshold));
    }

    [Fact]
    public void Add_NoDensity_IsSkippedAndCounted()
    {
        var sampler = new IpsSampler(1, 5);
        sampler.Add("a", double.NaN);
        sampler.Add("b", double.PositiveInfinity);
        sampler.Add("c", 0);
        sampler.Add("d", -1);
        sampler.Add("e", 2);
        var draw = sampler.Draw();
        Assert.Equal((1L, 4L, "e"), (draw.Offered, draw.Skipped, draw.Samples.Single().SampleId));
    }

    [Fact]
    public void Merge_OtherSeedOrCount_IsRefused()
    {
        Assert.Throws<QualityReviewException>(() => new IpsSampler(1, 5).Merge(new IpsSampler(2, 5)));
        Assert.Throws<QualityReviewException>(() => new IpsSampler(1, 5).Merge(new IpsSampler(1, 6)));
        Assert.Throws<QualityReviewException>(() => new RandomSampler(1, 5).Merge(new RandomSampler(2, 5)));
    }

    [Fact]
    public void Draw_OneOfTwo_FollowsTheWeights()
    {
        // Weights 1 and 1/3: the first is drawn three times in four.
        var first = 0;
        for (ulong seed = 0; seed < 4000; seed++)
        {
            var sampler = new IpsSampler(seed, 1);
            sampler.Add("a", 1);
            sampler.Add("b", 3);
            first += sampler.Draw().Samples[0].SampleId == "a" ? 1 : 0;
        }

        Assert.InRange(first / 4000.0, .75 - 3 * .00685, .75 + 3 * .00685);
    }

    // The Horvitz-Thompson total, sum of y/probability over a draw, is right on average for any y.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Draw_FourThousandDraws_TotalsAreUnbiased(bool byDensity)
    {
        var random = new SeededRandom(3);
        var good = s_ids.ToDictionary(id => id, _ => random.NextDouble() < .3);
        const int draws = 4000;
        var totals = new double[draws];
        var sizes = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        {
            var samples = byDensity ? Ips((ulong)draw, 40, Enumerable.Range(0, 300)).Draw().Samples : Uniform((ulong)draw).Draw().Samples;
            totals[draw] = samples.Where(sample => good[sample.SampleId]).Sum(sample => 1 / sample.InclusionProbability);
            sizes[draw] = samples.Sum(sample => 1 / sample.InclusionProbability);
        }

        AssertWithin3StandardErrors(good.Values.Count(value => value), totals);
        AssertWithin3StandardErrors(300, sizes);
    }

    private static void AssertWithin3StandardErrors(double truth, double[] values)
    {
        var mean = values.Average();
        var error = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Length);
        Assert.InRange(mean, truth - 3 * error - 1e-9, truth + 3 * error + 1e-9);
    }

    private static IpsSampler Ips(ulong seed, int count, IEnumerable<int> samples)
    {
        var sampler = new IpsSampler(seed, count);
        foreach (var i in samples)
        {
            sampler.Add(s_ids[i], s_densities[i]);
        }

        return sampler;
    }

    private static RandomSampler Uniform(ulong seed)
    {
        var sampler = new RandomSampler(seed, 40);
        foreach (var id in s_ids)
        {
            sampler.Add(id);
        }

        return sampler;
    }
}
