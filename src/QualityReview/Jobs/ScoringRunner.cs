using System.Diagnostics;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Carries a scoring run to its end: chunk by chunk, each committed before the next is computed.</summary>
/// <remarks>Chunks have fixed borders, and a chunk's scores depend on its texts alone: a run that was killed and resumed has the
/// same bytes as one that was not.</remarks>
public sealed class ScoringRunner(SampleStore samples, ScoreStore scores)
{
    /// <summary>Samples in a chunk: few enough that a killed run loses seconds, many enough to pack batches by length.</summary>
    public const int ChunkSize = 256;

    /// <returns>Samples that have a chunk now, and how many of them failed.</returns>
    public async Task<ScoringRun> RunAsync(Dataset dataset, IScorer scorer, JobProgress progress, CancellationToken cancellation)
    {
        var run = await scores.BeginAsync(dataset.DatasetId, scorer.Card, ChunkSize, scorer.Device, Receipt(scorer.Card), cancellation);
        var committed = scores.CommittedChunks(run.RunId);
        var done = 0;
        for (var chunkNo = 0; chunkNo * run.ChunkSize < dataset.SampleCount; chunkNo++)
        {
            var first = chunkNo * run.ChunkSize;
            var count = Math.Min(run.ChunkSize, dataset.SampleCount - first);
            // The last chunk of a dataset that has grown since is short: it is computed anew.
            if (committed.TryGetValue(chunkNo, out var stored) && stored == count)
            {
                done += count;
                continue;
            }

            await progress.ReportAsync(done, dataset.SampleCount, scorer.Device);
            var ticks = new ChunkTicks(progress);
            var began = Stopwatch.GetTimestamp();
            var scoring = scorer.ScoreAsync(samples.Texts(dataset.DatasetId, first, count), ticks, cancellation);
            var scoredBefore = done;
            var chunk = await progress.WhileAsync(scoring, () => scoredBefore + ticks.Samples, dataset.SampleCount, scorer.Device);
            progress.Tick(count - ticks.Samples, 0);
            await scores.CommitAsync(run, chunkNo, chunk, Stopwatch.GetElapsedTime(began).TotalSeconds, ticks.Tokens, cancellation);
            done += count;
        }

        await progress.ReportAsync(done, dataset.SampleCount, scorer.Device);
        await scores.FinishAsync(run, cancellation: cancellation);
        return scores.Runs(dataset.DatasetId).Single(finished => finished.RunId == run.RunId);
    }

    /// <summary>A receipt as canonical JSON: sorted names, one text each.</summary>
    internal static string Receipt(ScorerCard card) => ScorerCardJson.Canonical(card.Receipt);

    /// <summary>Passes a chunk's ticks on as they come, and sums them up.</summary>
    private sealed class ChunkTicks(JobProgress progress) : IProgress<ScoringTick>
    {
        private int _samples;
        private long _tokens;

        public int Samples => _samples;

        public long Tokens => Interlocked.Read(ref _tokens);

        public void Report(ScoringTick value)
        {
            Interlocked.Add(ref _samples, value.Samples);
            Interlocked.Add(ref _tokens, value.Tokens);
            progress.Tick(value.Samples, value.Tokens);
        }
    }
}
