using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Scorers.Densities;

namespace QualityReview.Jobs;

/// <summary>Carries a density run to its end: embeds what has no vector yet, then computes all densities at once, as each depends on
/// all samples.</summary>
public sealed class DensityRunner(SampleStore samples, ScoreStore scores, EmbeddingStore embeddings, ILogger<DensityRunner>? logger = null)
{
    /// <summary>Samples in a chunk of vectors and of scores.</summary>
    public const int ChunkSize = ScoringRunner.ChunkSize;

    /// <param name="key">The scorer's key.</param>
    /// <param name="title">The scorer's title.</param>
    public async Task<ScoringRun> RunAsync(
        Dataset dataset, string key, string title, IEmbedder embedder, DensityOptions options, JobProgress progress, CancellationToken cancellation)
    {
        var card = Card(key, title, embedder, options);
        var earlier = scores.Runs(dataset.DatasetId).SingleOrDefault(run => run.ScorerKey == key);
        if (earlier is { State: ScoringRunState.Done } && earlier.Scored == dataset.SampleCount)
        {
            return earlier;
        }

        var run = await scores.BeginAsync(dataset.DatasetId, card, ChunkSize, embedder.Device, ScoringRunner.Receipt(card), cancellation);
        // A sample more changes every density: chunks of another size of the dataset are worthless.
        await scores.ClearAsync(run, cancellation);
        var began = Stopwatch.GetTimestamp();
        await EmbedAsync(dataset, embedder, progress, cancellation);
        var chunks = embeddings.Load(dataset.DatasetId, embedder.Key, dataset.SampleCount, embedder.Dimensions, ChunkSize);
        var vectors = VectorRows.Of(chunks, ChunkSize, embedder.Dimensions);
        var computing = Task.Run(() => DensityScoring.Compute(vectors, options, null, cancellation), CancellationToken.None);
        // All samples are embedded: what is left has no unit of its own.
        var result = await progress.WhileAsync(computing, () => dataset.SampleCount, dataset.SampleCount, embedder.Device);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        for (var first = 0; first < dataset.SampleCount; first += ChunkSize)
        {
            var densities = result.Densities.AsSpan(first, Math.Min(ChunkSize, dataset.SampleCount - first));
            await scores.CommitAsync(run, first / ChunkSize, Chunk(densities), first == 0 ? seconds : 0, 0, cancellation);
        }

        var receipt = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in card.Receipt.Concat(result.Receipt.Entries()))
        {
            receipt[name] = value;
        }

        await scores.FinishAsync(run, JsonSerializer.Serialize(receipt, ScorerCardJson.Default.SortedDictionaryStringString), cancellation);
        return scores.Runs(dataset.DatasetId).Single(finished => finished.RunId == run.RunId);
    }

    /// <summary>The card of density over an embedder.</summary>
    public static ScorerCard Card(string key, string title, IEmbedder embedder, DensityOptions options) => new()
    {
        Key = key,
        Method = "density",
        Title = title,
        HighMeans = "The sample's neighbourhood in embedding space is crowded: many samples say something alike.",
        Direction = ScoreDirection.HigherIsMore,
        Unit = "kernel sum",
        Receipt = new SortedDictionary<string, string>(embedder.Receipt.Concat(options.Unusual()).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        Caveat = "Crowded is neither good nor bad: sampling inversely to density thins out what is said often.",
    };

    private Task EmbedAsync(Dataset dataset, IEmbedder embedder, JobProgress progress, CancellationToken cancellation) => new MissingChunks<Half[]>
    {
        Dataset = dataset,
        Samples = samples,
        ChunkSize = ChunkSize,
        Committed = embeddings.CommittedChunks(dataset.DatasetId, embedder.Key),
        AtOnce = embedder.ChunksAtOnce,
        Device = embedder.Device,
        Compute = async (texts, ticks, stop) =>
        {
            var vectors = new float[texts.Count * embedder.Dimensions];
            await embedder.EmbedAsync(texts, vectors, ticks, stop);
            return Array.ConvertAll(vectors, value => (Half)value);
        },
        Commit = (chunkNo, slices, _, _) =>
        {
            var vectors = slices is [var only] ? only : [.. slices.SelectMany(slice => slice)];
            return embeddings.CommitAsync(dataset.DatasetId, embedder.Key, chunkNo, vectors.Length / embedder.Dimensions, vectors, cancellation);
        },
        Key = embedder.Key,
        Logger = logger,
    }.RunAsync(progress, cancellation);

    private static ScoreChunk Chunk(ReadOnlySpan<double> densities)
    {
        var values = new float[densities.Length];
        var flags = new ScoreFlags[densities.Length];
        var failures = new List<ScoreFailure>();
        for (var i = 0; i < densities.Length; i++)
        {
            values[i] = (float)densities[i];
            if (double.IsNaN(densities[i]))
            {
                flags[i] = ScoreFlags.Failed;
                failures.Add(new ScoreFailure(i, "The embedder found no token in the text, so it has no place in embedding space."));
            }
        }

        return new ScoreChunk(values, flags, [], failures);
    }
}
