using Microsoft.Extensions.Logging;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Carries a scoring run to its end: chunk by chunk, each committed before the next is computed.</summary>
/// <remarks>Chunks have fixed borders, and a chunk's scores depend on its texts alone: a run that was killed and resumed has the
/// same bytes as one that was not.</remarks>
public sealed class ScoringRunner(SampleStore samples, ScoreStore scores, ILogger<ScoringRunner>? logger = null)
{
    /// <summary>Samples in a chunk: few enough that a killed run loses seconds, many enough to pack batches by length.</summary>
    public const int ChunkSize = 256;

    /// <returns>Samples that have a chunk now, and how many of them failed.</returns>
    public async Task<ScoringRun> RunAsync(Dataset dataset, IScorer scorer, JobProgress progress, CancellationToken cancellation)
    {
        var run = await scores.BeginAsync(dataset.DatasetId, scorer.Card, ChunkSize, scorer.Device, Receipt(scorer.Card), cancellation);
        await new MissingChunks<ScoreChunk>
        {
            Dataset = dataset,
            Samples = samples,
            ChunkSize = run.ChunkSize,
            Committed = scores.CommittedChunks(run.RunId),
            AtOnce = scorer.ChunksAtOnce,
            Device = scorer.Device,
            Compute = scorer.ScoreAsync,
            Commit = (chunkNo, slices, seconds, tokens) => scores.CommitAsync(run, chunkNo, ScoreChunk.Join(slices), seconds, tokens, cancellation),
            Key = scorer.Card.Key,
            Logger = logger,
        }.RunAsync(progress, cancellation);
        await scores.FinishAsync(run, cancellation: cancellation);
        return scores.Runs(dataset.DatasetId).Single(finished => finished.RunId == run.RunId);
    }

    /// <summary>A receipt as canonical JSON: sorted names, one text each.</summary>
    internal static string Receipt(ScorerCard card) => ScorerCardJson.Canonical(card.Receipt);
}
