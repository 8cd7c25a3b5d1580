using System.Diagnostics;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Scorers.Heuristics;

namespace QualityReview.Jobs;

/// <summary>Runs the cheap scorers over what is new in a dataset: each text is read once, for all of them.</summary>
/// <remarks>Chunks and bytes are those of scorers that run one after the other.</remarks>
public sealed class CheapScoring(SampleStore samples, ScoreStore scores)
{
    private static readonly IReadOnlyList<HeuristicScorer> _scorers = HeuristicScorers.All;

    public async Task RunAsync(Dataset dataset, JobProgress progress, CancellationToken cancellation)
    {
        var runs = new List<ScoringRun>();
        foreach (var scorer in _scorers)
        {
            runs.Add(await scores.BeginAsync(dataset.DatasetId, scorer.Card, ScoringRunner.ChunkSize, scorer.Device, ScoringRunner.Receipt(scorer.Card), cancellation));
        }

        await new MissingChunks<Slice>
        {
            Dataset = dataset,
            Samples = samples,
            ChunkSize = ScoringRunner.ChunkSize,
            Committed = CommittedByAll(runs),
            AtOnce = Environment.ProcessorCount,
            Device = _scorers[0].Device,
            Compute = (texts, _, stop) => Task.Run(() => ScoreAsync(texts, stop), stop),
            Commit = (chunkNo, slices, _, _) => scores.CommitAsync(
                [.. runs.Select((run, i) => (run, ScoreChunk.Join([.. slices.Select(slice => slice.Scores[i])]), slices.Sum(slice => slice.Seconds[i])))], chunkNo, cancellation),
            Key = "cheap scorers",
        }.RunAsync(progress, cancellation);
        foreach (var run in runs)
        {
            await scores.FinishAsync(run, cancellation: cancellation);
        }
    }

    private static async Task<Slice> ScoreAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var slice = new Slice(new ScoreChunk[_scorers.Count], new double[_scorers.Count]);
        for (var i = 0; i < _scorers.Count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            slice.Scores[i] = await _scorers[i].ScoreAsync(texts, null, cancellation);
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
