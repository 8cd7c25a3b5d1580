using System.Diagnostics;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Scorers.Heuristics;

namespace QualityReview.Jobs;

/// <summary>Runs the cheap scorers over what is new in a dataset: each text is read once, for all of them.</summary>
/// <remarks>Chunks and bytes are those of scorers that run one after the other.</remarks>
public sealed class CheapScoring(SampleStore samples, ScoreStore scores)
{
    /// <summary>Chunks that wait for the writer at most, while it indexes words: computing goes on meanwhile.</summary>
    private const int MostWaiting = 16;

    /// <summary>A chunk of very long texts takes some 20 MB.</summary>
    private const int MostAtOnce = 4;

    private static readonly IReadOnlyList<HeuristicScorer> _scorers = HeuristicScorers.All;

    public async Task RunAsync(Dataset dataset, JobProgress progress, CancellationToken cancellation)
    {
        var runs = new List<ScoringRun>();
        foreach (var scorer in _scorers)
        {
            runs.Add(await scores.BeginAsync(dataset.DatasetId, scorer.Card, ScoringRunner.ChunkSize, scorer.Device, ScoringRunner.Receipt(scorer.Card), cancellation));
        }

        var committing = new Queue<Task>();
        await new MissingChunks<Slice>
        {
            Dataset = dataset,
            Samples = samples,
            ChunkSize = ScoringRunner.ChunkSize,
            Committed = CommittedByAll(runs),
            AtOnce = Math.Min(Environment.ProcessorCount, MostAtOnce),
            Device = _scorers[0].Device,
            // Not on the pool, where pages and requests would wait for its threads.
            Compute = (texts, _, stop) => Task.Factory.StartNew(() => Score(texts, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Commit = CommitAsync,
            Key = "cheap scorers",
        }.RunAsync(progress, cancellation);
        await Task.WhenAll(committing);
        foreach (var run in runs)
        {
            await scores.FinishAsync(run, cancellation: cancellation);
        }

        async Task CommitAsync(int chunkNo, IReadOnlyList<Slice> slices, double seconds, long tokens)
        {
            committing.Enqueue(scores.CommitAsync(
                [.. runs.Select((run, i) => (run, ScoreChunk.Join([.. slices.Select(slice => slice.Scores[i])]), slices.Sum(slice => slice.Seconds[i])))], chunkNo, cancellation));
            if (committing.Count > MostWaiting)
            {
                await committing.Dequeue();
            }
        }
    }

    private static Slice Score(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var slice = new Slice(new ScoreChunk[_scorers.Count], new double[_scorers.Count]);
        for (var i = 0; i < _scorers.Count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            slice.Scores[i] = _scorers[i].Score(texts, null, cancellation);
            slice.Seconds[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        return slice;
    }

    private Dictionary<int, int> CommittedByAll(List<ScoringRun> runs)
    {
        var chunks = runs.ConvertAll(run => scores.CommittedChunks(run.RunId));
        return chunks[0].Where(chunk => chunks.TrueForAll(run => run.TryGetValue(chunk.Key, out var count) && count == chunk.Value)).ToDictionary();
    }

    /// <summary>What each scorer says of a slice, and the seconds that it took.</summary>
    private sealed record Slice(ScoreChunk[] Scores, double[] Seconds);
}
