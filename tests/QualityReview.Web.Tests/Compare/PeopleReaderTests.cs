using QualityReview.Reviews;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Tests.Compare;

public sealed class PeopleReaderTests
{
    private static readonly PeopleAddress _address = new() { Rules = ["percentile(length_1) >= 50"] };

    [Fact]
    public async Task Read_TargetedGoldAndReadVerdicts_NeverMoveAFigure()
    {
        await using var bench = await PeopleBench.OfAsync(200);
        var random = await bench.QueueAsync("random", Enumerable.Range(0, 80).Select(i => i * 7 % 200), .4);
        await bench.JudgeAsync(random, "Ana", ordinal => ordinal % 3 == 0 && ordinal >= 60 ? Verdict.Keep : Verdict.Drop);
        var before = Read(bench);
        Assert.Equal(0, before.Evidence.NotUsed);

        // Others contradict everything: on the drawn samples, on the rest, in a targeted queue, while reading, and settling.
        var targeted = await bench.QueueAsync("targeted", Enumerable.Range(0, 200), null);
        await bench.JudgeAsync(targeted, "Bo", ordinal => ordinal < 100 ? Verdict.Keep : Verdict.Drop);
        for (var ordinal = 0; ordinal < 200; ordinal += 2)
        {
            await bench.ReadAsync("Cem", ordinal, ordinal < 100 ? Verdict.Keep : Verdict.Drop);
            await bench.ReadAsync("Lea", ordinal, ordinal < 100 ? Verdict.Keep : Verdict.Drop, settles: true);
        }

        var after = Read(bench);
        Assert.Equal(before.Evidence.Sample.Labels, after.Evidence.Sample.Labels);
        Assert.Equal(before.Rows[0].Figures, after.Rows[0].Figures);
        Assert.Equal(before.Aucs[0].Value, after.Aucs[0].Value);
        Assert.Equal(before.Curve, after.Curve);
        Assert.Equal(200 - before.Evidence.Sample.Judged, after.Evidence.NotUsed);
        Assert.Equal(["random"], after.Evidence.Queues.Select(queue => queue.Queue.Name));
    }

    [Fact]
    public async Task Read_VerdictsOfSeveralPeople_SettledElseMajorityElseLeftOut()
    {
        await using var bench = await PeopleBench.OfAsync(10);
        var queue = await bench.QueueAsync("random", [0, 1, 2, 3], .4);
        await bench.JudgeAsync(queue, "Ana", ordinal => Verdict.Keep);
        await bench.JudgeAsync(queue, "Bo", ordinal => ordinal == 3 ? Verdict.Unsure : ordinal == 0 ? Verdict.Keep : Verdict.Drop);
        await bench.JudgeAsync(queue, "Cem", ordinal => ordinal == 1 ? Verdict.Drop : Verdict.Unsure);
        await bench.ReadAsync("Lea", 2, Verdict.Drop, settles: true);

        var sample = Read(bench).Evidence.Sample;
        Assert.Equal([(0, true), (1, false), (2, false), (3, true)], sample.Labels.Select(label => (label.Ordinal, label.Good)));
        // Taken back: two against nobody's settling.
        await bench.Store.Reviews.UndoLastAsync(bench.Dataset.DatasetId, "Lea", "undo");
        sample = Read(bench).Evidence.Sample;
        Assert.Equal((3, 1, 0), (sample.Labels.Count, sample.Split, sample.Unsure));
    }

    [Fact]
    public async Task Read_SkippedByEverybody_IsLeftOutAndReported()
    {
        await using var bench = await PeopleBench.OfAsync(10);
        var queue = await bench.QueueAsync("random", [0, 1, 2, 3, 4], .5);
        await bench.Work.SkipAsync(queue, "Ana", 4, "skip0000001");
        await bench.Work.SkipAsync(queue, "Ana", 3, "skip0000002");
        await bench.JudgeAsync(queue, "Bo", ordinal => ordinal < 4 ? Verdict.Keep : Verdict.Unsure);
        await bench.Store.Reviews.UndoLastAsync(bench.Dataset.DatasetId, "Bo", "undo");

        var sample = Read(bench).Evidence.Sample;
        Assert.Equal((4, 0, 1), (sample.Labels.Count, sample.Unsure, sample.Skipped));
        // Nothing waits any more, so each stands for two samples.
        Assert.All(sample.Labels, label => Assert.Equal(2, label.Weight, 1e-12));
    }

    [Fact]
    public async Task Read_QueuesOfOneFrame_AreJoinedAndCountEachSampleOnce()
    {
        await using var bench = await PeopleBench.OfAsync(100);
        var first = await bench.QueueAsync("first", Enumerable.Range(0, 20), .2);
        var second = await bench.QueueAsync("second", Enumerable.Range(10, 40), .4, seed: 2);
        await bench.JudgeAsync(first, "Ana", _ => Verdict.Keep);
        await bench.JudgeAsync(second, "Ana", _ => Verdict.Keep);

        var evidence = Read(bench).Evidence;
        Assert.Equal((50, 100), (evidence.Sample.Labels.Count, evidence.SpeaksOf));
        Assert.Equal(100, evidence.Sample.Labels.Sum(label => label.Weight), 1e-9);
        Assert.Equal(20, Read(bench, _address with { Queues = ["first"] }).Evidence.Sample.Labels.Count);
    }

    [Fact]
    public async Task Read_QueuesOfSeveralFrames_AreJoinedOnlyWhereTheFramesAreKnown()
    {
        await using var bench = await PeopleBench.OfAsync(100);
        var all = await bench.QueueAsync("all", Enumerable.Range(0, 20), .2);
        var docs = await bench.QueueAsync("docs", Enumerable.Range(0, 10).Select(i => 2 * i), .2, "source = docs", 50);
        var rest = await bench.QueueAsync("rest", Enumerable.Range(50, 40), .5, "verdict = none", 80);
        await bench.JudgeAsync(all, "Ana", _ => Verdict.Keep);
        await bench.JudgeAsync(docs, "Ana", _ => Verdict.Keep);
        await bench.JudgeAsync(rest, "Ana", _ => Verdict.Keep);

        var evidence = Read(bench).Evidence;
        Assert.Equal(["docs", "all"], evidence.Queues.Where(queue => queue.IsUsed).Select(queue => queue.Queue.Name));
        Assert.Equal(100, evidence.SpeaksOf);
        Assert.Equal(20, evidence.Sample.Labels.Count);
        Assert.Equal(100, evidence.Sample.Labels.Sum(label => label.Weight), 1e-9);

        await bench.JudgeAsync(await bench.QueueAsync("more", Enumerable.Range(50, 10), .5, "verdict = none", 80), "Ana", _ => Verdict.Keep);
        Assert.NotEmpty(Read(bench, _address with { Queues = ["more", "rest"] }).Evidence.Fault);
        var alone = Read(bench, _address with { Queues = ["rest"] }).Evidence;
        Assert.Equal((40, 80, ""), (alone.Sample.Labels.Count, alone.SpeaksOf, alone.Fault));
        var refused = Read(bench, _address with { Queues = ["all", "rest"] }).Evidence;
        Assert.Empty(refused.Sample.Labels);
        Assert.Contains("cannot be told any more", refused.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RuleThatAsksPeople_IsMarked()
    {
        await using var bench = await PeopleBench.OfAsync(20);
        var rows = Read(bench, new PeopleAddress { Rules = ["verdict = keep", "length >= 1", "lenght"], Filters = ["gone"] }).Rows;
        Assert.Equal([false, true, false, false], rows.Select(row => row.AsksPeople));
        Assert.Contains("There is no filter “gone”", rows[0].Fault, StringComparison.Ordinal);
        Assert.Contains("did you mean length", rows[3].Fault, StringComparison.Ordinal);
    }

    private static PeopleView Read(PeopleBench bench, PeopleAddress? address = null) => bench.Reader.Read("testing", address ?? _address, CancellationToken.None)!;
}
