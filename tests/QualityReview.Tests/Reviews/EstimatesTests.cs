using System.Globalization;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Samplers;

namespace QualityReview.Tests.Reviews;

public sealed class EstimatesTests
{
    // Published limits (Newcombe 1998, table I, method 3): 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    [Theory]
    [InlineData(81, 263, .2553, .3662)]
    [InlineData(15, 148, .0624, .1605)]
    [InlineData(0, 20, 0, .1611)]
    [InlineData(1, 29, .0061, .1718)]
    public void Wilson_PublishedCounts_GivesPublishedLimits(int hits, int count, double low, double high)
    {
        var interval = Interval.Wilson((double)hits / count, count);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Wilson_NothingKnown_IsEverything()
    {
        Assert.Equal(new Interval(0, 1), Interval.Wilson(double.NaN, 10));
        Assert.Equal(new Interval(0, 1), Interval.Wilson(.5, 0));
    }

    [Fact]
    public void Ratios_HandWorkedSample_AreWeighted()
    {
        JudgedSample[] samples =
        [
            new(Kept: true, Good: true, .5),
            new(Kept: true, Good: false, .25),
            new(Kept: false, Good: true, .2),
            new(Kept: false, Good: false, 1),
        ];
        Assert.Equal(2.0 / 6, Estimates.Precision(samples).Value, 12);
        Assert.Equal(2.0 / 7, Estimates.Recall(samples).Value, 12);
        Assert.Equal(7.0 / 12, Estimates.Prevalence(samples).Value, 12);
        Assert.Equal(7, Estimates.Total(samples, sample => sample.Good), 12);
        Assert.Equal((2, 2, 4), (Estimates.Precision(samples).Labels, Estimates.Recall(samples).Labels, Estimates.Prevalence(samples).Labels));

        // Precision: (.5 · (2 · 2/3)^2 + .75 · (4 · 1/3)^2) / 6^2, and 1/3 · 2/3 divided by it.
        var variance = (.5 * 16 / 9 + .75 * 16 / 9) / 36;
        Assert.Equal(2.0 / 9 / variance, Estimates.Precision(samples).EffectiveLabels, 9);
        Assert.True(Estimates.Precision(samples).TooFew);
    }

    [Fact]
    public void Prevalence_AllAlike_FallsBackToKish()
    {
        JudgedSample[] samples = [new(true, true, .5), new(true, true, .25)];
        var estimate = Estimates.Prevalence(samples);
        Assert.Equal(1, estimate.Value);
        Assert.Equal(36.0 / 20, estimate.EffectiveLabels, 12);
        Assert.InRange(estimate.Range.Low, .2, .9);
    }

    [Fact]
    public void Precision_NothingKept_IsUnknown()
    {
        var estimate = Estimates.Precision([new(false, true, .5)]);
        Assert.True(double.IsNaN(estimate.Value));
        Assert.Equal((new Interval(0, 1), 0, true), (estimate.Range, estimate.Labels, estimate.TooFew));
    }

    [Fact]
    public void Precision_ThirtyLabels_IsEnough()
    {
        var samples = Enumerable.Range(0, 30).Select(i => new JudgedSample(true, i % 2 == 0, .1)).ToArray();
        Assert.False(Estimates.Precision(samples).TooFew);
        Assert.True(Estimates.Precision(samples[1..]).TooFew);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Ratio_ImpossibleProbability_IsRefused(double probability) =>
        Assert.Throws<ArgumentException>(() => Estimates.Prevalence([new(true, true, probability)]));

    // The specification's simulation: 400 samples, 60 drawn by inverse density, quality tied to density.
    [Fact]
    public void Prevalence_DrawnByDensity_IsUnbiasedAndCovered()
    {
        var random = new SeededRandom(11);
        var densities = Enumerable.Range(0, 400).Select(_ => 1 + 9 * random.NextDouble()).ToArray();
        var good = densities.Select(density => random.NextDouble() < (density > 5 ? .4 : .7)).ToArray();
        var truth = good.Average(value => value ? 1.0 : 0);
        const int draws = 1500;
        double sum = 0, covered = 0, naive = 0;
        for (ulong seed = 0; seed < draws; seed++)
        {
            var sampler = new IpsSampler(seed, 60);
            for (var i = 0; i < 400; i++)
            {
                sampler.Add(i.ToString(CultureInfo.InvariantCulture), densities[i]);
            }

            var judged = sampler.Draw().Samples.Select(sample =>
                new JudgedSample(true, good[int.Parse(sample.SampleId, CultureInfo.InvariantCulture)], sample.InclusionProbability)).ToArray();
            var estimate = Estimates.Prevalence(judged);
            sum += estimate.Value;
            covered += estimate.Range.Contains(truth) ? 1 : 0;
            naive += judged.Average(sample => sample.Good ? 1.0 : 0);
        }

        Assert.Equal(truth, sum / draws, .01);
        Assert.InRange(covered / draws, .89, .97);
        Assert.InRange(naive / draws - truth, .02, 1);
    }
}
