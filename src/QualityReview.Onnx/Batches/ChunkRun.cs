using System.Threading.Channels;
using QualityReview.Onnx.Sessions;
using QualityReview.Scorers;

namespace QualityReview.Onnx.Batches;

/// <summary>Takes one chunk of texts through a model: texts are tokenized on one thread while earlier ones are inferred on another.</summary>
/// <remarks>Texts go longest first in groups; inside a group sequences are sorted by tokens and batched. All of it depends on the
/// chunk's texts alone, so the same chunk gives the same batches and the same bytes. A batch that fails is halved and tried
/// again until the failing sample stands alone.</remarks>
internal sealed class ChunkRun
{
    private const int GroupSize = 256;

    private readonly List<ScoreFailure> _failures = [];
    private readonly HashSet<int> _failed = [];
    private int[] _open = [];

    /// <summary>Most tokens in a batch, padding included.</summary>
    public required int TokenBudget { get; init; }

    /// <summary>Makes a sample's sequences, on the tokenizing thread. An exception fails the sample; no sequences means nothing to infer.</summary>
    public required Func<int, string, IReadOnlyList<TokenSequence>> Prepare { get; init; }

    /// <summary>Infers one batch and stores its results, on the inferring thread; must store nothing when it throws.</summary>
    public required Action<IReadOnlyList<TokenSequence>, CancellationToken> Infer { get; init; }

    public IProgress<ScoringTick>? Progress { get; init; }

    /// <summary>Runs the chunk and returns the samples that failed, in their order.</summary>
    public async Task<IReadOnlyList<ScoreFailure>> RunAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        _open = new int[texts.Count];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var groups = Channel.CreateBounded<Group>(1);
        var tokenizing = Task.Run(() => TokenizeAsync(texts, groups.Writer, stop.Token), CancellationToken.None);
        try
        {
            await Task.Run(() => InferAsync(groups.Reader, cancellation), CancellationToken.None);
        }
        finally
        {
            await stop.CancelAsync();
            await tokenizing;
        }
        return _failures.OrderBy(f => f.Index).ToList();
    }

    private async Task TokenizeAsync(IReadOnlyList<string> texts, ChannelWriter<Group> writer, CancellationToken cancellation)
    {
        try
        {
            foreach (var indexes in Enumerable.Range(0, texts.Count).OrderByDescending(i => texts[i].Length).Chunk(GroupSize))
            {
                var group = new Group([], []);
                foreach (var index in indexes)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Tokenize(index, texts[index], group);
                }
                await writer.WriteAsync(group, cancellation);
            }
            writer.Complete();
        }
        catch (OperationCanceledException)
        {
            writer.Complete(new OperationCanceledException(cancellation));
        }
        catch (Exception fault)
        {
            writer.Complete(fault);
        }
    }

    private void Tokenize(int index, string text, Group group)
    {
        try
        {
            var sequences = Prepare(index, text);
            _open[index] = sequences.Count;
            group.Sequences.AddRange(sequences);
            if (sequences.Count == 0)
            {
                group.Done.Add((index, null));
            }
        }
        catch (QualityReviewException fault)
        {
            group.Done.Add((index, fault.Message));
        }
        // Whatever a strange text does to the tokenizer is that sample's failure and not the run's.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            group.Done.Add((index, $"The text could not be tokenized: {fault.Message}"));
        }
    }

    private async Task InferAsync(ChannelReader<Group> reader, CancellationToken cancellation)
    {
        await foreach (var group in reader.ReadAllAsync(cancellation))
        {
            foreach (var (sample, reason) in group.Done)
            {
                if (reason is not null)
                {
                    Fail(sample, reason);
                }
            }
            if (group.Done.Count > 0)
            {
                Progress?.Report(new ScoringTick(group.Done.Count, 0));
            }
            foreach (var batch in BatchPlan.Cut(group.Sequences, TokenBudget))
            {
                cancellation.ThrowIfCancellationRequested();
                InferHalving(batch, cancellation);
            }
        }
    }

    private void InferHalving(ArraySegment<TokenSequence> batch, CancellationToken cancellation)
    {
        if (batch.All(s => _failed.Contains(s.Sample)))
        {
            return;
        }
        try
        {
            Infer(batch, cancellation);
        }
        catch (RunFault fault)
        {
            if (batch.Count > 1)
            {
                InferHalving(batch[..(batch.Count / 2)], cancellation);
                InferHalving(batch[(batch.Count / 2)..], cancellation);
                return;
            }
            Fail(batch[0].Sample, fault.OutOfMemory
                ? $"The device's memory does not hold {batch[0].Ids.Length} tokens at once: {fault.Message}"
                : $"The model failed on this text: {fault.Message}");
            Progress?.Report(new ScoringTick(1, 0));
            return;
        }
        var finished = batch.Count(s => --_open[s.Sample] == 0 && !_failed.Contains(s.Sample));
        Progress?.Report(new ScoringTick(finished, batch.Sum(s => (long)s.Ids.Length)));
    }

    private void Fail(int sample, string reason)
    {
        if (_failed.Add(sample))
        {
            _failures.Add(new ScoreFailure(sample, reason));
        }
    }

    // Done: samples that need no inference, with the reason when they failed.
    private sealed record Group(List<TokenSequence> Sequences, List<(int Sample, string? Reason)> Done);
}
