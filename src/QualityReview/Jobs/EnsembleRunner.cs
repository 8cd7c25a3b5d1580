using System.Diagnostics;
using QualityReview.Percentiles;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Carries an ensemble's run to its end: all means at once, as a percentile depends on all samples. Nothing of a run that was
/// killed is used again: it ranks stored numbers and opens no model.</summary>
public sealed class EnsembleRunner(ScoreStore scores)
{
    /// <summary>Samples in a chunk of scores.</summary>
    public const int ChunkSize = ScoringRunner.ChunkSize;

    private const string Device = "CPU";

    /// <exception cref="QualityReviewException">A member has not scored every sample; the message says which, and how far it is.</exception>
    public async Task<ScoringRun> RunAsync(Dataset dataset, ScorerDefinition ensemble, JobProgress progress, CancellationToken cancellation)
    {
        var runs = scores.Runs(dataset.DatasetId);
        var members = Complete(dataset, ensemble, runs);
        var cards = scores.Cards(dataset.DatasetId);
        var card = EnsembleCard.Of(ensemble.Key, ensemble.Method, ensemble.Title, [.. members.Select(member => cards[member.ScorerKey])]);
        var receipt = EnsembleCard.RunReceipt(card, members);
        if (runs.SingleOrDefault(run => run.ScorerKey == ensemble.Key) is { State: ScoringRunState.Done } earlier && earlier.Scored == dataset.SampleCount && earlier.Receipt == receipt)
        {
            return earlier;
        }

        var run = await scores.BeginAsync(dataset.DatasetId, card, ChunkSize, Device, ScoringRunner.Receipt(card), cancellation);
        await scores.ClearAsync(run, cancellation);
        await progress.ReportAsync(0, dataset.SampleCount, Device);
        var began = Stopwatch.GetTimestamp();
        var computing = Task.Run(() => Compute(dataset.SampleCount, [.. members.Select(member => (member, cards[member.ScorerKey]))], cancellation), CancellationToken.None);
        var computed = await progress.WhileAsync(computing, () => 0, dataset.SampleCount, Device);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        for (var first = 0; first < dataset.SampleCount; first += ChunkSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var chunk = computed.Chunk(first, Math.Min(ChunkSize, dataset.SampleCount - first));
            await scores.CommitAsync(run, first / ChunkSize, chunk, first == 0 ? seconds : 0, 0, cancellation);
            progress.Tick(chunk.Count, 0);
            await progress.ReportAsync(first + chunk.Count, dataset.SampleCount, Device);
        }

        await scores.FinishAsync(run, receipt, cancellation);
        return scores.Runs(dataset.DatasetId).Single(finished => finished.RunId == run.RunId);
    }

    /// <summary>The members' runs, ordered by key, ordinal.</summary>
    private static List<ScoringRun> Complete(Dataset dataset, ScorerDefinition ensemble, IReadOnlyList<ScoringRun> runs)
    {
        var members = ensemble.Members.Order(StringComparer.Ordinal).Select(key => (Key: key, Run: runs.SingleOrDefault(run => run.ScorerKey == key))).ToList();
        var missing = members.Where(member => member.Run is not { State: ScoringRunState.Done } run || run.Scored < dataset.SampleCount)
            .Select(member => FormattableString.Invariant($"{member.Key} has {member.Run?.Scored ?? 0:N0} of {dataset.SampleCount:N0}")).ToList();
        return missing.Count == 0
            ? [.. members.Select(member => member.Run!)]
            : throw new QualityReviewException($"{ensemble.Key} is the mean of its members' percentiles and needs all scores of each: {string.Join(", ", missing)}; score {dataset.Name} with {(missing.Count == 1 ? "it" : "them")} first.");
    }

    private EnsembleScores Compute(int sampleCount, IReadOnlyList<(ScoringRun Run, ScorerCard Card)> members, CancellationToken cancellation)
    {
        var ranked = new List<RankedMember>();
        var flags = new ScoreFlags[sampleCount];
        var values = new float[sampleCount];
        var own = new ScoreFlags[sampleCount];
        foreach (var (run, card) in members)
        {
            cancellation.ThrowIfCancellationRequested();
            Array.Clear(own);
            scores.Load(run, values, own);
            ranked.Add(RankedMember.Of(values, card.Direction));
            for (var i = 0; i < sampleCount; i++)
            {
                flags[i] |= own[i];
            }
        }

        return new EnsembleScores([.. members.Select(member => member.Card.Key)], ranked, MeanPercentiles.Of(ranked), flags);
    }

    private sealed record EnsembleScores(IReadOnlyList<string> Keys, IReadOnlyList<RankedMember> Members, float[] Means, ScoreFlags[] Flags)
    {
        public ScoreChunk Chunk(int first, int count)
        {
            var details = new float[count * Members.Count * 2];
            var flags = Flags.AsSpan(first, count).ToArray();
            var failures = new List<ScoreFailure>();
            for (var i = 0; i < count; i++)
            {
                for (var m = 0; m < Members.Count; m++)
                {
                    var at = 2 * ((i * Members.Count) + m);
                    var percentile = Members[m].Percentiles[first + i];
                    (details[at], details[at + 1]) = (percentile, float.IsNaN(percentile) ? float.NaN : Members[m].Places[first + i]);
                }

                if (float.IsNaN(Means[first + i]))
                {
                    flags[i] |= ScoreFlags.Failed;
                    failures.Add(new ScoreFailure(i, $"It has no score by {string.Join(" and ", Keys.Where((_, m) => float.IsNaN(Members[m].Percentiles[first + i])))}, so the ensemble has none."));
                }
            }

            return new ScoreChunk(Means.AsSpan(first, count).ToArray(), flags, details, failures);
        }
    }
}
