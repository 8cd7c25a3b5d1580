using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Jobs;

public sealed class EnsembleRunnerTests
{
    private const string A = "ask_llm_a_1", B = "ask_llm_b_1", Ensemble = "ask_llm_ensemble_1";
    private const int Chunk = EnsembleRunner.ChunkSize;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TiesFailuresAndBothDirections_EqualsCountingByHand()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds((Chunk * 2) + 10));
        var a = await ScoreAsync(test, dataset, A, ScoreDirection.HigherIsBetter, distinct: 7, seed: 1);
        var b = await ScoreAsync(test, dataset, B, ScoreDirection.LowerIsBetter, distinct: 10_000, seed: 2);

        var job = await RunJobAsync(test, dataset);

        Assert.Equal(JobState.Done, job.State);
        var run = test.Scores.Runs(dataset.DatasetId).Single(run => run.ScorerKey == Ensemble);
        Assert.Equal((ScoringRunState.Done, dataset.SampleCount), (run.State, run.Scored));
        var failed = 0;
        for (var i = 0; i < dataset.SampleCount; i++)
        {
            var score = test.Scores.Of(dataset.DatasetId, i).Single(score => score.Card.Key == Ensemble);
            var (ofA, ofB) = (ByHand(a, i, lowIsGood: false), ByHand(b, i, lowIsGood: true));
            Assert.Equal([ofA.Percentile, ofA.Rank, ofB.Percentile, ofB.Rank], score.Details);
            Assert.Equal(Flags(a[i]) | Flags(b[i]), score.Flags);
            if (float.IsNaN(a[i]) || float.IsNaN(b[i]))
            {
                failed++;
                Assert.Null(score.Value);
                Assert.Equal($"It has no score by {string.Join(" and ", new[] { (A, a[i]), (B, b[i]) }.Where(member => float.IsNaN(member.Item2)).Select(member => member.Item1))}, so the ensemble has none.", score.Failure);
            }
            else
            {
                Assert.Equal((float)(((double)ofA.Percentile + ofB.Percentile) / 2), score.Value);
            }
        }

        Assert.InRange(failed, 20, dataset.SampleCount / 2);
        Assert.Equal(failed, run.Failed);
    }

    [Fact]
    public async Task RunAsync_ReceiptAndCard_NameTheMembersTheirReceiptsAndTheFormula()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(5));
        await ScoreAsync(test, dataset, B, ScoreDirection.HigherIsBetter, 3, 1);
        await ScoreAsync(test, dataset, A, ScoreDirection.HigherIsBetter, 3, 2);

        await RunJobAsync(test, dataset);

        var card = test.Scores.Cards(dataset.DatasetId)[Ensemble];
        Assert.Equal([A, B], EnsembleCard.MembersOf(card));
        Assert.Equal([$"percentile_{A}", $"rank_{A}", $"percentile_{B}", $"rank_{B}"], card.DetailNames);
        Assert.Equal(ScoreDirection.HigherIsBetter, card.Direction);
        // sha256sum of {"made_for":"tests"}.
        Assert.Equal("438ed8b35fd9fd56d06238130398e037c44928cf09627e17c0aee442c8e76d3b", card.Receipt[$"member_{A}"]);
        var receipt = test.Scores.Runs(dataset.DatasetId).Single(run => run.ScorerKey == Ensemble).Receipt;
        Assert.Contains("mean over the members", receipt, StringComparison.Ordinal);
        Assert.Contains($"\"run_{A}\":", receipt, StringComparison.Ordinal);
        Assert.Contains($"\"scored_{B}\":\"", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MembersNotComplete_SaysWhichLacksHowMuch()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(Chunk));
        await ScoreAsync(test, dataset, A, ScoreDirection.HigherIsBetter, 3, 1);
        await test.DatasetOfAsync([.. Some.Founds(Chunk + 20).Skip(Chunk)]);

        var job = await RunJobAsync(test, dataset);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal(
            $"{Ensemble} is the mean of its members' percentiles and needs all scores of each: {A} has 256 of 276, {B} has 0 of 276; score testing with them first.", job.Message);
        Assert.DoesNotContain(test.Scores.Runs(dataset.DatasetId), run => run.ScorerKey == Ensemble);
    }

    [Fact]
    public async Task RunAsync_DatasetHasGrown_IsComputedAnewAsIfFromTheBeginning()
    {
        await using TestDatabase grown = new(), whole = new();
        var dataset = await grown.DatasetOfAsync(Some.Founds(Chunk + 5));
        await ScoreAsync(grown, dataset, A, ScoreDirection.HigherIsBetter, 9, 1);
        await ScoreAsync(grown, dataset, B, ScoreDirection.HigherIsBetter, 9, 2);
        await RunJobAsync(grown, dataset);
        await grown.DatasetOfAsync([.. Some.Founds(Chunk + 50).Skip(Chunk + 5)]);
        var other = await whole.DatasetOfAsync(Some.Founds(Chunk + 50));
        foreach (var test in new[] { grown, whole })
        {
            var now = test.Datasets.Get("testing");
            await ScoreAsync(test, now, A, ScoreDirection.HigherIsBetter, 9, 1);
            await ScoreAsync(test, now, B, ScoreDirection.HigherIsBetter, 9, 2);

            Assert.Equal(JobState.Done, (await RunJobAsync(test, now)).State);
        }

        Assert.Equal(ValuesOf(whole, other, Ensemble), ValuesOf(grown, dataset, Ensemble));
        Assert.Equal(Chunk + 50, ValuesOf(grown, dataset, Ensemble).Length);
    }

    [Fact]
    public async Task RunAsync_KilledBetweenChunks_LeavesThePartThatTheNextRunReplaces()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(Chunk * 3));
        await ScoreAsync(test, dataset, A, ScoreDirection.HigherIsBetter, 5, 1);
        await ScoreAsync(test, dataset, B, ScoreDirection.HigherIsBetter, 5, 2);
        await RunJobAsync(test, dataset);
        var expected = ValuesOf(test, dataset, Ensemble);
        var run = test.Scores.Runs(dataset.DatasetId).Single(run => run.ScorerKey == Ensemble);
        await test.Scores.BeginAsync(dataset.DatasetId, test.Scores.Cards(dataset.DatasetId)[Ensemble], Chunk, "CPU", "{}", Cancel);
        await test.Scores.ClearAsync(run, Cancel);
        await test.Scores.CommitAsync(run, 1, new ScoreChunk(new float[Chunk], new ScoreFlags[Chunk], new float[Chunk * 4], []), 0, 0, Cancel);

        await RunJobAsync(test, dataset);

        Assert.Equal(expected, ValuesOf(test, dataset, Ensemble));
        Assert.Equal(run.Receipt, test.Scores.Runs(dataset.DatasetId).Single(again => again.ScorerKey == Ensemble).Receipt);
    }

    [Fact]
    public async Task RunAsync_CompleteAlready_ComputesNothing()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(9));
        await ScoreAsync(test, dataset, A, ScoreDirection.HigherIsBetter, 5, 1);
        await ScoreAsync(test, dataset, B, ScoreDirection.HigherIsBetter, 5, 2);
        await RunJobAsync(test, dataset);
        var before = test.Datasets.Get("testing").Revision;

        await RunJobAsync(test, dataset);

        Assert.Equal(before, test.Datasets.Get("testing").Revision);
    }

    [Fact]
    public async Task RunAsync_SameKeyWithOtherMembers_IsRefused()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(9));
        foreach (var key in new[] { A, B, "ask_llm_c_1" })
        {
            await ScoreAsync(test, dataset, key, ScoreDirection.HigherIsBetter, 5, 1);
        }

        await RunJobAsync(test, dataset);
        var job = await RunJobAsync(test, dataset, A, "ask_llm_c_1");

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("give the changed scorer a new key", job.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_OverAnEnsemble_KeepsTheBest()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(10));
        await ScoreAsync(test, dataset, A, ScoreDirection.HigherIsBetter, 1000, 1, missing: 0);
        await ScoreAsync(test, dataset, B, ScoreDirection.HigherIsBetter, 1000, 2, missing: 0);
        await RunJobAsync(test, dataset);
        using var tables = new SampleTables(test.Datasets, test.Samples, test.Scores, test.Reviews);
        var loaded = tables.Get(dataset.DatasetId);

        var kept = loaded.Evaluator.Evaluate(FilterRule.Parse($"top({Ensemble}, 20%)", loaded.Table), Cancel);

        var best = ValuesOf(test, dataset, Ensemble).Select((value, i) => (value, i)).OrderByDescending(sample => sample.value).Take(2).Select(sample => sample.i).Order();
        Assert.Equal(best, Enumerable.Range(0, 10).Where(kept.Contains));
    }

    private static async Task<float[]> ScoreAsync(TestDatabase test, Dataset dataset, string key, ScoreDirection direction, int distinct, ulong seed, int missing = 8)
    {
        var dice = new Dice(seed);
        float[] values = [.. Enumerable.Range(0, dataset.SampleCount).Select(_ => dice.Chance(missing) ? float.NaN : dice.Below(distinct) - (distinct / 2))];
        var card = Some.Card(key, direction) with { Method = "ask_llm" };
        var run = await test.Scores.BeginAsync(dataset.DatasetId, card, Chunk, "CPU", """{"made_for":"tests"}""", Cancel);
        for (var first = 0; first < values.Length; first += Chunk)
        {
            var part = values[first..Math.Min(first + Chunk, values.Length)];
            await test.Scores.CommitAsync(run, first / Chunk, new ScoreChunk(part, [.. part.Select(Flags)], [], []), 0, 0, Cancel);
        }

        await test.Scores.FinishAsync(run, cancellation: Cancel);
        return values;
    }

    /// <summary>Some flag that follows from the value.</summary>
    private static ScoreFlags Flags(float value) => float.IsNaN(value) ? ScoreFlags.Failed : value < -1 ? ScoreFlags.TooShort : value > 2 ? ScoreFlags.Truncated : ScoreFlags.None;

    private static (float Percentile, float Rank) ByHand(float[] values, int sample, bool lowIsGood)
    {
        if (float.IsNaN(values[sample]))
        {
            return (float.NaN, float.NaN);
        }

        var scored = values.Where(value => !float.IsNaN(value)).Select(value => lowIsGood ? -value : value).Order().ToList();
        var own = lowIsGood ? -values[sample] : values[sample];
        var (first, last) = (scored.IndexOf(own) + 1, scored.LastIndexOf(own) + 1);
        return ((float)(100 * (((first + last) / 2.0) - .5) / scored.Count), (first + last) / 2);
    }

    private static float[] ValuesOf(TestDatabase test, Dataset dataset, string key)
    {
        var values = new float[test.Datasets.Get(dataset.Name).SampleCount];
        test.Scores.Load(test.Scores.Runs(dataset.DatasetId).Single(run => run.ScorerKey == key), values, new ScoreFlags[values.Length]);
        return values;
    }

    private static async Task<Job> RunJobAsync(TestDatabase test, Dataset dataset, params string[] members)
    {
        var ensemble = new ScorerDefinition(Ensemble, "ask_llm", "Ensemble", "", _ => throw new InvalidOperationException("An ensemble opens no model."))
        {
            // Any order of the members is the same ensemble.
            Members = members.Length > 0 ? members : test.Jobs.List().Count % 2 == 0 ? [A, B] : [B, A],
        };
        var work = new ScoringJob(
            test.Datasets,
            new ScorerCatalog([ensemble]),
            new ScoringRunner(test.Samples, test.Scores),
            new DensityRunner(test.Samples, test.Scores, test.Embeddings),
            new EnsembleRunner(test.Scores));
        var queued = await test.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "test", JobRequests.Write(new ScoringRequest(Ensemble)), "ann", Cancel);
        var executor = new JobExecutor(test.Jobs, [work], TimeProvider.System, NullLogger<JobExecutor>.Instance);
        return (await executor.RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, null, Cancel)).Job;
    }
}
