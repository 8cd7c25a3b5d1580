using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Reviews;

namespace QualityReview.Tests.Comparisons;

public sealed class PeopleSampleTests
{
    [Theory]
    [InlineData("k", PeopleOutcome.Keep)]
    [InlineData("d", PeopleOutcome.Drop)]
    [InlineData("u", PeopleOutcome.Unsure)]
    [InlineData("", PeopleOutcome.Skipped)]
    [InlineData("uk", PeopleOutcome.Keep)]
    [InlineData("kd", PeopleOutcome.Split)]
    [InlineData("kdd", PeopleOutcome.Drop)]
    [InlineData("kkdu", PeopleOutcome.Keep)]
    [InlineData("kkddu", PeopleOutcome.Split)]
    public void Verdict_NothingSettled_IsTheMajority(string voices, PeopleOutcome expected) => Assert.Equal(expected, PeopleVerdict.Of(Voices(voices), null));

    [Theory]
    [InlineData("kdd", "k", PeopleOutcome.Keep)]
    [InlineData("kd", "d", PeopleOutcome.Drop)]
    [InlineData("kk", "d", PeopleOutcome.Keep)]
    [InlineData("u", "d", PeopleOutcome.Unsure)]
    public void Verdict_Settled_CountsWherePeopleDisagree(string voices, string settled, PeopleOutcome expected) =>
        Assert.Equal(expected, PeopleVerdict.Of(Voices(voices), new PeopleVoice("lead", 100, Of(settled[0]))));

    [Fact]
    public void Verdict_ContradictedAfterwards_IsNotSettled()
    {
        var settled = new PeopleVoice("lead", 3, Verdict.Keep);
        PeopleVoice[] before = [new("a", 1, Verdict.Keep), new("b", 2, Verdict.Drop)];
        Assert.Equal(PeopleOutcome.Keep, PeopleVerdict.Of(before, settled));
        Assert.Equal(PeopleOutcome.Keep, PeopleVerdict.Of([.. before, new("c", 4, Verdict.Keep)], settled));
        Assert.Equal(PeopleOutcome.Drop, PeopleVerdict.Of([.. before, new("c", 4, Verdict.Drop)], settled));
    }

    [Fact]
    public void Verdict_SamePersonTwice_CountsOnceWithTheLast() =>
        Assert.Equal(PeopleOutcome.Drop, PeopleVerdict.Of([new("a", 5, Verdict.Drop), new("a", 1, Verdict.Keep), new("a", 2, Verdict.Keep)], null));

    [Fact]
    public void Settling_Ledger_GivesTheLastThatStands()
    {
        var ledger = new Reviews.SomeLedger();
        ledger.Add("Ana", 1, Verdict.Keep);
        ledger.Add("Lea", 1, Verdict.Drop, settles: true);
        var taken = ledger.Add("Lea", 2, Verdict.Drop, settles: true);
        ledger.Add("Lea", 1, Verdict.Keep, settles: true);
        ledger.Undo(taken);
        Assert.Equal(new PeopleVoice("Lea", 4, Verdict.Keep), Assert.Single(PeopleVerdict.Settling(ledger.Ledger)).Value);
    }

    [Fact]
    public void Of_OneWave_LeavesUnsureSplitAndWaitingOut()
    {
        var wave = new PeopleWave
        {
            Name = "first",
            FrameKey = "all",
            Items =
            [
                SomeWaves.Item(4, .2, Verdict.Keep), SomeWaves.Item(2, .4, Verdict.Drop), SomeWaves.Item(7, .5, Verdict.Unsure),
                SomeWaves.Item(9, .5, Verdict.Keep, Verdict.Drop), SomeWaves.Item(1, .5),
            ],
        };
        var sample = PeopleSample.Of([wave], SomeWaves.NothingSettled);

        Assert.Equal((5, 4, 1, 1), (sample.Drawn, sample.Judged, sample.Unsure, sample.Split));
        Assert.Equal([(2, false), (4, true)], sample.Labels.Select(label => (label.Ordinal, label.Good)));
        // Four of five items are judged: each had four fifths of its chance to be.
        Assert.Equal([.4 * .8, .2 * .8], sample.Labels.Select(label => label.Chance));
        Assert.Equal([1 / .32, 1 / .16], sample.Labels.Select(label => label.Weight).Select(weight => Math.Round(weight, 9)));
    }

    [Fact]
    public void Of_OneWaveJudgedWhole_EstimatesAsTheDrawAlone()
    {
        var wave = SomeWaves.Judged(Enumerable.Range(0, 80).Select(i => (i, .1 + i % 9 / 10.0, i % 3 != 0)));
        var judged = wave.Items.Select(item => new JudgedSample(item.Ordinal % 2 == 0, item.Voices[0].Verdict == Verdict.Keep, item.InclusionProbability)).ToArray();
        var figures = PeopleFigures.Of(PeopleSample.Of([wave], SomeWaves.NothingSettled), SampleSet.Of(100, Enumerable.Range(0, 100).Where(i => i % 2 == 0)));

        Assert.Equal(Estimates.Precision(judged), figures.Precision);
        Assert.Equal(Estimates.Recall(judged), figures.Recall);
        Assert.Equal(Estimates.Prevalence(judged), figures.Prevalence);
    }

    [Fact]
    public void Of_SeveralFrames_SharesOutByJudgedItems()
    {
        var half = SampleSet.Of(10, [0, 1, 2, 3, 4]);
        var first = SomeWaves.Judged([(0, .5, true), (7, .5, true), (8, .5, false)], "first", "all", SampleSet.All(10));
        var second = SomeWaves.Judged([(0, .2, true)], "second", "half", half);
        var labels = PeopleSample.Of([first, second], SomeWaves.NothingSettled).Labels;

        // Three judged items against one: the sample that both could draw is three quarters the first one's.
        Assert.Equal([.75 / .5 + .25 / .2, 1 / .5, 1 / .5], labels.Select(label => label.Weight));
        Assert.Equal([.2, .5, .5], labels.Select(label => label.Chance));
    }

    [Fact]
    public void Of_WavesThatCannotBeJoined_IsRefused()
    {
        var first = SomeWaves.Judged([(0, .5, true)], "first", "all", SampleSet.All(10));
        var second = SomeWaves.Judged([(1, .5, true)], "second", "verdict = none");
        Assert.False(PeopleWave.CanJoin([first, second]));
        Assert.True(PeopleWave.CanJoin([second]));
        Assert.True(PeopleWave.CanJoin([first, first with { Frame = null }]));
        Assert.Throws<ArgumentException>(() => PeopleSample.Of([first, second], SomeWaves.NothingSettled));
    }

    [Theory]
    [InlineData("verdict = none", true)]
    [InlineData("length >= 3 and not (source = \"docs\" or reviewer = \"ann\")", true)]
    [InlineData("length >= 3 and source = \"docs\"", false)]
    [InlineData("all", false)]
    public void AsksPeople_Rule_IsKnown(string rule, bool expected) => Assert.Equal(expected, PeopleWave.AsksPeople(FilterRule.Parse(rule)));

    private static IEnumerable<PeopleVoice> Voices(string voices) => voices.Select((voice, i) => new PeopleVoice($"person {i}", 1 + i, Of(voice)));

    private static Verdict Of(char voice) => voice switch { 'k' => Verdict.Keep, 'd' => Verdict.Drop, _ => Verdict.Unsure };
}
