using System.Globalization;
using QualityReview.Clusters;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Stores what clusters say of every sample as scores: how far it lies from its prototype, and how much it repeats an earlier one.</summary>
public sealed class ClusterScores(ScoreStore scores)
{
    private const string Embedder = "embedder_";

    // The writer takes so many chunks into one commit.
    private const int ChunksAtOnce = 64;

    /// <param name="clusters">Null: as many as the dataset's size asks for.</param>
    public static ScorerCard Prototypes(string embedderKey, int? clusters, int seed) => new()
    {
        Key = Key("prototypes", embedderKey, clusters, seed),
        Method = "prototypes",
        Title = "Prototypes",
        HighMeans = "Far from its cluster's prototype: hard or rare.",
        Direction = ScoreDirection.HigherIsMore,
        Unit = "cosine distance",
        Receipt = Receipt("1 - cosine to the centroid", embedderKey, clusters, seed),
        Caveat = "Sorscher et al. (arXiv 2206.14486) keep the hard ones where data is plenty, and the easy ones where it is scarce; far can also mean broken.",
    };

    /// <inheritdoc cref="Prototypes"/>
    public static ScorerCard SemDeDup(string embedderKey, int? clusters, int seed, KeptFirst first) => new()
    {
        Key = Key(first == KeptFirst.Hard ? "semdedup" : $"semdedup_{NameOf(first)}", embedderKey, clusters, seed),
        Method = "semdedup",
        Title = first == KeptFirst.Hard ? "SemDeDup" : $"SemDeDup, {NameOf(first)} first",
        HighMeans = "No earlier sample of its cluster means nearly the same.",
        Direction = ScoreDirection.LowerIsBetter,
        Unit = "cosine",
        Receipt = Receipt($"largest cosine to an earlier one of the cluster, {NameOf(first)} first", embedderKey, clusters, seed),
        Caveat = "Dropping the lowest percentiles is SemDeDup (Abbas et al., arXiv 2303.09540); the first of each pair stays. Long texts are known by their embedding alone.",
    };

    /// <summary>Stores one score a sample, unless the run is there already.</summary>
    /// <param name="values">NaN where a sample has no vector.</param>
    /// <param name="facts">What made the clusters; joins the card's receipt.</param>
    public async Task StoreAsync(Dataset dataset, ScorerCard card, Clustering clustering, SortedDictionary<string, string> facts, Func<float[]> values, double seconds, CancellationToken cancellation)
    {
        var receipt = new SortedDictionary<string, string>(facts, StringComparer.Ordinal);
        foreach (var (name, value) in card.Receipt)
        {
            receipt[name] = value;
        }

        receipt["clusters_hash"] = clustering.SettingsHash;
        var json = System.Text.Json.JsonSerializer.Serialize(receipt, ScorerCardJson.Default.SortedDictionaryStringString);
        var earlier = scores.Runs(dataset.DatasetId).SingleOrDefault(known => known.ScorerKey == card.Key);
        if (earlier is { State: ScoringRunState.Done } && earlier.Scored == dataset.SampleCount && earlier.Receipt == json)
        {
            return;
        }

        var run = await scores.BeginAsync(dataset.DatasetId, card, ScoringRunner.ChunkSize, "CPU", json, cancellation);
        // Other clusters give every sample another score.
        await scores.ClearAsync(run, cancellation);
        var all = values();
        var writes = new List<Task>();
        for (var first = 0; first < all.Length; first += ScoringRunner.ChunkSize)
        {
            var chunk = Chunk(all.AsSpan(first, Math.Min(ScoringRunner.ChunkSize, all.Length - first)));
            writes.Add(scores.CommitAsync(run, first / ScoringRunner.ChunkSize, chunk, first == 0 ? seconds : 0, 0, cancellation));
            if (writes.Count == ChunksAtOnce)
            {
                await Task.WhenAll(writes);
                writes.Clear();
            }
        }

        await Task.WhenAll(writes);
        await scores.FinishAsync(run, json, cancellation);
    }

    private static string NameOf(KeptFirst first) => first.ToString().ToLowerInvariant();

    private static string Key(string method, string embedderKey, int? clusters, int seed) => string.Concat(
        method,
        "_",
        clusters is { } count ? string.Create(CultureInfo.InvariantCulture, $"k{count}_") : "",
        seed == new ClusterOptions().Seed ? "" : string.Create(CultureInfo.InvariantCulture, $"seed{seed}_"),
        embedderKey.StartsWith(Embedder, StringComparison.Ordinal) ? embedderKey[Embedder.Length..] : embedderKey);

    private static SortedDictionary<string, string> Receipt(string formula, string embedderKey, int? clusters, int seed) => new(StringComparer.Ordinal)
    {
        ["clusters_asked"] = clusters?.ToString(CultureInfo.InvariantCulture) ?? "by number of samples",
        ["embedder"] = embedderKey,
        ["formula"] = formula,
        ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
    };

    private static ScoreChunk Chunk(ReadOnlySpan<float> values)
    {
        var flags = new ScoreFlags[values.Length];
        var failures = new List<ScoreFailure>();
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                flags[i] = ScoreFlags.Failed;
                failures.Add(new ScoreFailure(i, "The text has no vector, so it is in no cluster."));
            }
        }

        return new ScoreChunk(values.ToArray(), flags, [], failures);
    }
}
