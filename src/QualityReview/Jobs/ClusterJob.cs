using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using QualityReview.Clusters;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Jobs;

/// <summary>Clusters a dataset by its stored vectors, finds each cluster's words, scores prototypes and SemDeDup, and draws the map. Each
/// step is stored when it is done: a job that was stopped goes on with the next.</summary>
public sealed class ClusterJob(DatasetStore datasets, SampleStore samples, EmbeddingStore embeddings, ClusterStore store, ClusterScores scores) : IJobWork
{
    // The samples of a cluster, nearest to its centroid first, whose words are counted.
    private const int SamplesRead = 64;

    public string Kind => JobKind.Cluster;

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var request = JobRequests.Cluster(job);
        var dataset = datasets.Find(job.DatasetId ?? 0) ?? throw new QualityReviewException("The dataset of this job is gone.");
        var set = Vectors(dataset, request.Embedder);
        var options = new ClusterOptions { Clusters = request.Clusters, Seed = request.Seed };
        var steps = new Steps(progress, dataset.SampleCount, options.Degree);
        var stored = Load(set, dataset.SampleCount);
        var facts = Facts(request, options, set, stored);
        var settings = JsonSerializer.Serialize(facts, ScorerCardJson.Default.SortedDictionaryStringString);
        var vectors = new ClusterVectors(stored, set.Dimensions);

        var began = Stopwatch.GetTimestamp();
        var clustering = store.Current(dataset.DatasetId);
        KMeansResult result;
        if (clustering?.Settings == settings)
        {
            result = store.Result(clustering);
        }
        else
        {
            result = await steps.RunAsync("k-means", 0, 0.4, part => SphericalKMeans.Compute(vectors, options, part, cancellation));
            clustering = await store.ReplaceAsync(dataset.DatasetId, set.EmbedderKey, settings, result, cancellation);
        }

        if (store.Clusters(clustering).All(cluster => cluster.Words.Count == 0))
        {
            var words = await steps.RunAsync("words", 0.4, 0.5, part => Words(dataset, result, part, cancellation));
            await store.SetWordsAsync(clustering, words, cancellation);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await scores.StoreAsync(
            dataset, ClusterScores.Prototypes(set.EmbedderKey, request.Clusters, request.Seed), clustering, facts, () => Array.ConvertAll(result.Cosines, cosine => 1 - cosine), seconds, cancellation);
        var repeats = await steps.RunAsync("SemDeDup", 0.5, 0.6, part => SemDeDup.LargestEarlierCosine(vectors, result, request.First, request.Seed, options.Degree, part, cancellation));
        await scores.StoreAsync(
            dataset, ClusterScores.SemDeDup(set.EmbedderKey, request.Clusters, request.Seed, request.First), clustering, facts, () => repeats, Stopwatch.GetElapsedTime(began).TotalSeconds - seconds, cancellation);
        if (!clustering.HasMap)
        {
            var map = await steps.RunAsync("map", 0.6, 1, part => SampleMap.Draw(vectors, result, options, part, cancellation));
            await store.SetMapAsync(clustering, map, cancellation);
        }

        await progress.ReportAsync(dataset.SampleCount, dataset.SampleCount);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{vectors.Count:N0} of {dataset.SampleCount:N0} samples of {dataset.Name} lie in {result.Clusters:N0} clusters, mean cosine to their centroids {clustering.MeanCosine:F3}; prototypes and SemDeDup are scored, the map is drawn; {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s.");
    }

    private EmbeddingSet Vectors(Dataset dataset, string? embedder)
    {
        var sets = embeddings.Sets(dataset.DatasetId);
        var set = sets.Where(known => embedder is null || known.EmbedderKey == embedder).OrderByDescending(known => known.SampleCount).ThenBy(known => known.EmbedderKey, StringComparer.Ordinal).FirstOrDefault();
        if (set is null)
        {
            var known = sets.Count == 0 ? "none yet" : $"those of {string.Join(", ", sets.Select(other => other.EmbedderKey))}";
            throw new QualityReviewException($"Clusters are made of embeddings{(embedder is null ? "" : $" of {embedder}")}, and {dataset.Name} has {known}: score density first.");
        }

        if (set.SampleCount < dataset.SampleCount)
        {
            throw new QualityReviewException(string.Create(
                CultureInfo.InvariantCulture, $"{set.SampleCount:N0} of {dataset.SampleCount:N0} samples of {dataset.Name} have an embedding of {set.EmbedderKey}: score density to its end first."));
        }

        if ((long)set.Dimensions * dataset.SampleCount > Array.MaxLength)
        {
            throw new QualityReviewException(string.Create(
                CultureInfo.InvariantCulture, $"{dataset.Name} has {dataset.SampleCount:N0} samples with {set.Dimensions} numbers each; up to {Array.MaxLength / set.Dimensions:N0} such samples can be clustered."));
        }

        return set;
    }

    /// <summary>All vectors in one array, in the order of the samples; zeros where a sample has none.</summary>
    private Half[] Load(EmbeddingSet set, int samples)
    {
        var all = new Half[samples * set.Dimensions];
        foreach (var (chunkNo, vectors) in embeddings.Chunks(set))
        {
            var first = chunkNo * set.ChunkSize * set.Dimensions;
            // Samples imported since they were counted wait for the next clustering.
            vectors.AsSpan(0, Math.Clamp(all.Length - first, 0, vectors.Length)).CopyTo(all.AsSpan(Math.Min(first, all.Length)));
        }

        return all;
    }

    private static SortedDictionary<string, string> Facts(ClusterRequest request, ClusterOptions options, EmbeddingSet set, Half[] stored) => new(StringComparer.Ordinal)
    {
        ["cluster_method"] = "spherical k-means, k-means++ seeds, 1",
        ["cluster_iterations"] = options.Iterations.ToString(CultureInfo.InvariantCulture),
        ["clusters"] = (request.Clusters ?? ClusterOptions.DefaultClusters(set.SampleCount)).ToString(CultureInfo.InvariantCulture),
        ["embedder"] = set.EmbedderKey,
        ["samples"] = set.SampleCount.ToString(CultureInfo.InvariantCulture),
        ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        ["vectors_sha256"] = Convert.ToHexStringLower(Hash(stored)),
    };

    private static byte[] Hash(Half[] stored)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Whole arrays have more bytes than a span counts.
        const int atOnce = 1 << 24;
        for (var first = 0; first < stored.Length; first += atOnce)
        {
            hash.AppendData(MemoryMarshal.AsBytes(stored.AsSpan(first, Math.Min(atOnce, stored.Length - first))));
        }

        return hash.GetHashAndReset();
    }

    private IReadOnlyList<IReadOnlyList<string>> Words(Dataset dataset, KMeansResult result, IProgress<double> progress, CancellationToken cancellation)
    {
        var words = new ClusterWords(result.Clusters);
        var members = Enumerable.Range(0, result.Assignments.Length).Where(sample => result.Assignments[sample] >= 0).ToLookup(sample => result.Assignments[sample]);
        for (var cluster = 0; cluster < result.Clusters; cluster++)
        {
            cancellation.ThrowIfCancellationRequested();
            var nearest = members[cluster].OrderByDescending(sample => result.Cosines[sample]).ThenBy(sample => sample).Take(SamplesRead).ToList();
            foreach (var sample in samples.Read(dataset.DatasetId, nearest))
            {
                words.Add(cluster, sample.Text);
            }

            progress.Report((double)(cluster + 1) / result.Clusters);
        }

        return [.. Enumerable.Range(0, result.Clusters).Select(words.Best)];
    }

    /// <summary>Runs steps on another thread and shows how far they are, as so many samples of the whole.</summary>
    private sealed class Steps(JobProgress progress, int samples, int degree)
    {
        public async Task<T> RunAsync<T>(string name, double from, double to, Func<IProgress<double>, T> step)
        {
            var device = string.Create(CultureInfo.InvariantCulture, $"CPU, {degree} threads: {name}");
            var part = new Part();
            await progress.ReportAsync((long)(samples * from), samples, device);
            return await progress.WhileAsync(Task.Run(() => step(part), CancellationToken.None), () => (long)(samples * (from + ((to - from) * part.Value))), samples, device);
        }

        private sealed class Part : IProgress<double>
        {
            private double _value;

            public double Value => Volatile.Read(ref _value);

            public void Report(double value) => Volatile.Write(ref _value, value);
        }
    }
}
