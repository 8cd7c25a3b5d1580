using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Sessions;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Tests.Batches;

public class ChunkRunTests
{
    private readonly List<int[]> _batches = [];

    [Fact]
    public async Task RunAsync_MemoryRunsOut_HalvesUntilItFits()
    {
        var run = Run(batch => batch.Count > 3 ? new RunFault(new InvalidOperationException("Failed to allocate memory for requested buffer")) : null);

        var failures = await run.RunAsync(Texts(10), TestContext.Current.CancellationToken);

        Assert.Empty(failures);
        Assert.Equal(Enumerable.Range(0, 10), _batches.SelectMany(b => b).Order());
        Assert.All(_batches, b => Assert.True(b.Length <= 3));
    }

    [Fact]
    public async Task RunAsync_OneSampleFails_TheOthersAreScored()
    {
        var ticks = new List<ScoringTick>();
        var run = Run(batch => batch.Any(s => s.Sample == 4) ? new RunFault(new InvalidOperationException("indices out of bounds")) : null, new Ticks(ticks));

        var failure = Assert.Single(await run.RunAsync(Texts(10), TestContext.Current.CancellationToken));

        Assert.Equal(4, failure.Index);
        Assert.Contains("indices out of bounds", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(9, _batches.SelectMany(b => b).Distinct().Count());
        Assert.Equal(10, ticks.Sum(t => t.Samples));
    }

    [Fact]
    public async Task RunAsync_TextThatCannotBeTokenized_FailsThatSampleAlone()
    {
        var run = new ChunkRun
        {
            TokenBudget = 100,
            Prepare = (i, text) => text == "bad" ? throw new FormatException("broken") : [new TokenSequence(i, 0, new int[text.Length])],
            Infer = (batch, _) => _batches.Add([.. batch.Select(s => s.Sample)]),
        };

        var failure = Assert.Single(await run.RunAsync(["aa", "bad", "a"], TestContext.Current.CancellationToken));

        Assert.Equal((1, "The text could not be tokenized: broken"), (failure.Index, failure.Reason));
        Assert.Equal([0, 2], _batches.SelectMany(b => b).Order());
    }

    [Fact]
    public async Task RunAsync_CancelledBetweenBatches_StopsThere()
    {
        using var stop = new CancellationTokenSource();
        var run = Run(_ =>
        {
            stop.Cancel();
            return null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(Texts(1000), stop.Token));

        Assert.Single(_batches);
    }

    [Fact]
    public async Task RunAsync_InferenceBreaks_ThrowsAndDoesNotHang()
    {
        var run = Run(_ => new InvalidOperationException("a programming fault"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.RunAsync(Texts(2000), TestContext.Current.CancellationToken));
    }

    private static string[] Texts(int count) => Enumerable.Range(0, count).Select(i => new string('x', 1 + (i % 5))).ToArray();

    private ChunkRun Run(Func<IReadOnlyList<TokenSequence>, Exception?> fault, IProgress<ScoringTick>? progress = null) => new()
    {
        TokenBudget = 100,
        Progress = progress,
        Prepare = (i, text) => [new TokenSequence(i, 0, new int[text.Length])],
        Infer = (batch, _) =>
        {
            if (fault(batch) is { } exception)
            {
                throw exception;
            }
            _batches.Add([.. batch.Select(s => s.Sample)]);
        },
    };

    private sealed class Ticks(List<ScoringTick> ticks) : IProgress<ScoringTick>
    {
        public void Report(ScoringTick value) => ticks.Add(value);
    }
}
