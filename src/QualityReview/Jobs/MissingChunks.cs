using System.Diagnostics;
using Microsoft.Extensions.Logging;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Computes the chunks of a dataset that are not committed yet, as many at once as there are devices, and commits them in order.</summary>
/// <remarks>A chunk has fixed borders and is committed whole: a killed run loses the chunks that were being computed and no other.
/// A chunk's texts are read in slices, so that a chunk of very long texts is never in memory at once. Slices depend on the texts alone.</remarks>
/// <typeparam name="T">What a slice comes to.</typeparam>
internal sealed partial class MissingChunks<T>
{
    /// <summary>Characters in a slice at most, but for a single text that is longer: with tokens and their places some 50 MB.</summary>
    public const int MostCharacters = 1 << 22;

    private readonly Queue<Chunk> _computing = new();

    public required Dataset Dataset { get; init; }

    public required SampleStore Samples { get; init; }

    public required int ChunkSize { get; init; }

    /// <summary>Numbers of samples in the committed chunks, by chunk number.</summary>
    public required IReadOnlyDictionary<int, int> Committed { get; init; }

    /// <summary>Chunks that may be computed at once.</summary>
    public required int AtOnce { get; init; }

    /// <summary>Such as "CPU, 2 threads".</summary>
    public required string Device { get; init; }

    /// <summary>Computes a slice.</summary>
    public required Func<IReadOnlyList<string>, IProgress<ScoringTick>, CancellationToken, Task<T>> Compute { get; init; }

    /// <summary>Stores a chunk: its number, its slices, and seconds and tokens of computing.</summary>
    public required Func<int, IReadOnlyList<T>, double, long, Task> Commit { get; init; }

    /// <summary>Of the scorer or embedder, for the log.</summary>
    public required string Key { get; init; }

    /// <summary>Told at debug level which chunk begins.</summary>
    public ILogger? Logger { get; init; }

    public async Task RunAsync(JobProgress progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var done = 0;
        var since = Stopwatch.GetTimestamp();
        try
        {
            for (var chunkNo = 0; chunkNo * ChunkSize < Dataset.SampleCount; chunkNo++)
            {
                var first = chunkNo * ChunkSize;
                var count = Math.Min(ChunkSize, Dataset.SampleCount - first);
                // The last chunk of a dataset that has grown since is short: it is computed anew.
                if (Committed.TryGetValue(chunkNo, out var stored) && stored == count)
                {
                    done += count;
                    continue;
                }

                if (_computing.Count == AtOnce)
                {
                    await FinishOldestAsync();
                }

                await progress.ReportAsync(done + _computing.Sum(chunk => chunk.Ticks.Samples), Dataset.SampleCount, Device);
                if (Logger is not null)
                {
                    LogBegins(Logger, Key, Dataset.Name, chunkNo);
                }

                var ticks = new ChunkTicks(progress);
                _computing.Enqueue(new Chunk(chunkNo, count, ticks, ComputeAsync(first, count, ticks, stop.Token)));
            }

            while (_computing.Count > 0)
            {
                await FinishOldestAsync();
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var chunk in _computing)
            {
                // What has failed already is on its way up; these only have to be over.
                await ((Task)chunk.Slices).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await progress.ReportAsync(done, Dataset.SampleCount, Device);

        async Task FinishOldestAsync()
        {
            var oldest = _computing.Peek();
            var before = done;
            var slices = await progress.WhileAsync(oldest.Slices, () => before + _computing.Sum(chunk => chunk.Ticks.Samples), Dataset.SampleCount, Device);
            _computing.Dequeue();
            progress.Tick(oldest.Count - oldest.Ticks.Samples, 0);
            await Commit(oldest.No, slices, Stopwatch.GetElapsedTime(since).TotalSeconds, oldest.Ticks.Tokens);
            since = Stopwatch.GetTimestamp();
            done += oldest.Count;
        }
    }

    private async Task<IReadOnlyList<T>> ComputeAsync(int first, int count, ChunkTicks ticks, CancellationToken cancellation)
    {
        var results = new List<T>();
        foreach (var texts in Samples.TextSlices(Dataset.DatasetId, first, count, MostCharacters))
        {
            results.Add(await Compute(texts, ticks, cancellation));
        }

        return results;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{key} over {dataset}: chunk {chunkNo} begins")]
    private static partial void LogBegins(ILogger logger, string key, string dataset, int chunkNo);

    private sealed record Chunk(int No, int Count, ChunkTicks Ticks, Task<IReadOnlyList<T>> Slices);

    /// <summary>Passes a chunk's ticks on as they come, and sums them up.</summary>
    private sealed class ChunkTicks(JobProgress progress) : IProgress<ScoringTick>
    {
        private int _samples;
        private long _tokens;

        public int Samples => Volatile.Read(ref _samples);

        public long Tokens => Interlocked.Read(ref _tokens);

        public void Report(ScoringTick value)
        {
            Interlocked.Add(ref _samples, value.Samples);
            Interlocked.Add(ref _tokens, value.Tokens);
            progress.Tick(value.Samples, value.Tokens);
        }
    }
}
