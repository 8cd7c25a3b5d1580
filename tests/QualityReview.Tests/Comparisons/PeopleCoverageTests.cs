using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Reviews;
using QualityReview.Samplers;

namespace QualityReview.Tests.Comparisons;

/// <summary>Draws again and again from a made-up dataset whose truth is known: estimates hit it on average, and 95 % intervals hold it
/// about 95 times in a hundred.</summary>
public sealed class PeopleCoverageTests
{
    private const int Samples = 500, Draws = 1200;

    private static readonly double[] _density = Make(1, random => 1 + 6 * random.NextDouble());
    private static readonly bool[] _kept = Make(2, random => random.NextDouble() < .5);
    private static readonly bool[] _good = [.. Enumerable.Range(0, Samples).Zip(Make(3, random => random.NextDouble()), (i, dice) => dice < (_kept[i] ? .75 : .35) - (_density[i] > 4 ? .15 : 0))];
    private static readonly SampleSet _all = SampleSet.All(Samples);
    private static readonly SampleSet _part = SampleSet.Of(Samples, Enumerable.Range(0, Samples).Where(i => _density[i] > 3.5));

    [Fact]
    public void OneRandomWave_Covers() => Check(seed => [Random(seed, 120, _all, "a")]);

    [Fact]
    public void OneSpreadWave_HalfJudged_Covers() => Check(seed => [Part(Spread(seed, 240, "a"), 120)]);

    // Overlapping frames, unequal chances, samples that two waves drew, a wave that is judged in part.
    [Fact]
    public void ThreeWavesJoined_Covers() => Check(seed =>
        [Random(seed, 60, _all, "a"), Part(Spread(seed + 1_000_000, 120, "b"), 70), Random(seed + 2_000_000, 50, _part, "c")]);

    // Two queues with the same seed: the larger one has all items of the smaller one.
    [Fact]
    public void TwoNestedWaves_Covers() => Check(seed => [Random(seed, 60, _all, "a"), Random(seed, 130, _all, "b")]);

    // What is unbiased above would not be without the shares: the part that two waves can draw would count twice.
    [Fact]
    public void OverlappingFramesTakenAsOne_IsBiased()
    {
        var good = Enumerable.Range(0, Samples).Where(i => _part.Contains(i)).Average(i => _good[i] ? 1.0 : 0) - Truth(_ => true, i => _good[i]);
        double sum = 0, naive = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            PeopleWave[] waves = [Random(seed, 60, _all, "a"), Random(seed + 2_000_000, 200, _part, "c")];
            sum += Prevalence(waves).Value;
            naive += Prevalence([.. waves.Select(wave => wave with { FrameKey = "one" })]).Value;
        }

        // The part differs from the whole, so leaning towards it shows.
        Assert.True(Math.Abs(good) > .01);
        Assert.True(Math.Abs(sum / 300 - Truth(_ => true, i => _good[i])) < Math.Abs(naive / 300 - Truth(_ => true, i => _good[i])));

        static Estimate Prevalence(PeopleWave[] waves) => PeopleFigures.Of(PeopleSample.Of(waves, SomeWaves.NothingSettled), _all).Prevalence;
    }

    private static void Check(Func<ulong, PeopleWave[]> draw)
    {
        (string Name, Func<PeopleFigures, Estimate> Estimate, double Truth)[] measures =
        [
            ("precision", figures => figures.Precision, Truth(i => _kept[i], i => _good[i])),
            ("recall", figures => figures.Recall, Truth(i => _good[i], i => _kept[i])),
            ("prevalence", figures => figures.Prevalence, Truth(_ => true, i => _good[i])),
        ];
        var sums = new double[3];
        var squares = new double[3];
        var covered = new double[3];
        double total = 0, totals = 0;
        var kept = SampleSet.Of(Samples, Enumerable.Range(0, Samples).Where(i => _kept[i]));
        for (ulong seed = 0; seed < Draws; seed++)
        {
            var sample = PeopleSample.Of(draw(seed), SomeWaves.NothingSettled);
            var figures = PeopleFigures.Of(sample, kept);
            for (var i = 0; i < measures.Length; i++)
            {
                var estimate = measures[i].Estimate(figures);
                sums[i] += estimate.Value;
                squares[i] += estimate.Value * estimate.Value;
                covered[i] += estimate.Range.Contains(measures[i].Truth) ? 1 : 0;
            }

            var size = Estimates.Total(sample.Against(_ => true), judged => judged.Good);
            total += size;
            totals += size * size;
        }

        // The sum of weights is unbiased itself; a ratio of two is nearly so.
        Assert.InRange(Error(total, totals, _good.Count(good => good)), -4, 4);
        for (var i = 0; i < measures.Length; i++)
        {
            Assert.Equal(measures[i].Truth, sums[i] / Draws, .008);
            Assert.True(covered[i] / Draws is >= .92 and <= .98, $"{measures[i].Name}: {covered[i] / Draws}");
        }
    }

    /// <summary>How many standard errors the mean of all draws lies from the truth.</summary>
    private static double Error(double sum, double squares, double truth)
    {
        var mean = sum / Draws;
        return (mean - truth) / Math.Sqrt(Math.Max(1e-12, squares / Draws - mean * mean) / Draws);
    }

    private static double Truth(Func<int, bool> denominator, Func<int, bool> numerator) => Enumerable.Range(0, Samples).Where(denominator).Average(i => numerator(i) ? 1.0 : 0);

    private static PeopleWave Random(ulong seed, int count, SampleSet frame, string name)
    {
        var sampler = new RandomSampler(seed, count);
        foreach (var ordinal in frame)
        {
            sampler.Add(Id(ordinal));
        }

        return Wave(sampler.Draw(), frame, name, frame == _all ? "all" : "part");
    }

    private static PeopleWave Spread(ulong seed, int count, string name)
    {
        var sampler = new IpsSampler(seed, count);
        foreach (var ordinal in _all)
        {
            sampler.Add(Id(ordinal), _density[ordinal]);
        }

        return Wave(sampler.Draw(), _all, name, "spread");
    }

    private static PeopleWave Wave(SampleDraw drawn, SampleSet frame, string name, string key) => SomeWaves.Judged(
        drawn.Samples.Select(sample => (Ordinal(sample.SampleId), sample.InclusionProbability, _good[Ordinal(sample.SampleId)])), name, key, frame);

    /// <summary>The first so many items in the order of review, which chance decides.</summary>
    private static PeopleWave Part(PeopleWave wave, int judged)
    {
        // Another order each time.
        var seed = (ulong)wave.Items.Sum(item => (long)item.Ordinal);
        var first = wave.Items.OrderBy(item => StableHash.Of(item.Ordinal, seed)).Take(judged).ToHashSet();
        return wave with { Items = [.. wave.Items.Select(item => first.Contains(item) ? item : item with { Voices = [] })] };
    }

    private static T[] Make<T>(ulong seed, Func<SeededRandom, T> make)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, Samples).Select(_ => make(random))];
    }

    private static string Id(int ordinal) => ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int Ordinal(string id) => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
}
