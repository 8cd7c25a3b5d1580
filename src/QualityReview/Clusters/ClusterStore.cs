using System.Runtime.InteropServices;
using Dapper;
using QualityReview.Hashing;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Clusters;

/// <summary>The clusters and maps of datasets.</summary>
public sealed class ClusterStore(ReviewDatabase database, TimeProvider time)
{
    private const string Columns = "clustering_id, dataset_id, embedder_key, settings, settings_hash, clusters, sample_count, mean_cosine, map is not null as has_map, created_at";

    /// <summary>The clusters that a dataset has now, or null.</summary>
    public Clustering? Current(long datasetId)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<Clustering>($"select {Columns} from clusterings where dataset_id = @datasetId", new { datasetId });
    }

    /// <summary>Puts new clusters in the place of those that the dataset has; words and map are still to come.</summary>
    /// <param name="settings">Canonical JSON.</param>
    public Task<Clustering> ReplaceAsync(long datasetId, string embedderKey, string settings, KMeansResult result, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    delete from clusters where clustering_id in (select clustering_id from clusterings where dataset_id = @datasetId);
                    delete from clusterings where dataset_id = @datasetId
                    """,
                    new { datasetId });
                var clustering = connection.QuerySingle<Clustering>(
                    $"""
                    insert into clusterings (dataset_id, embedder_key, settings, settings_hash, clusters, sample_count, mean_cosine, assignments, cosines, centroids, created_at)
                    values (@datasetId, @embedderKey, @settings, @hash, @Clusters, @samples, @MeanCosine, @assignments, @cosines, @centroids, @now)
                    returning {Columns}
                    """,
                    new
                    {
                        datasetId,
                        embedderKey,
                        settings,
                        hash = ContentHash.Of(settings),
                        result.Clusters,
                        samples = result.Assignments.Length,
                        result.MeanCosine,
                        assignments = Bytes<ushort>(Array.ConvertAll(result.Assignments, cluster => cluster < 0 ? ClusterColumns.None : (ushort)cluster)),
                        cosines = Bytes<float>(result.Cosines),
                        centroids = Bytes<float>(result.Centroids),
                        now = time.GetUtcNow(),
                    });
                foreach (var cluster in result.Assignments.Where(cluster => cluster >= 0).CountBy(cluster => cluster))
                {
                    connection.Execute(
                        "insert into clusters (clustering_id, cluster_no, sample_count) values (@ClusteringId, @number, @Value)",
                        new { clustering.ClusteringId, number = cluster.Key + 1, cluster.Value });
                }

                DatasetStore.Touch(connection, datasetId);
                return clustering;
            },
            cancellation);

    /// <param name="words">Of each cluster, in the order of their numbers.</param>
    public Task SetWordsAsync(Clustering clustering, IReadOnlyList<IReadOnlyList<string>> words, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                for (var i = 0; i < words.Count; i++)
                {
                    connection.Execute(
                        "update clusters set words = @text where clustering_id = @ClusteringId and cluster_no = @number",
                        new { text = string.Join(' ', words[i]), clustering.ClusteringId, number = i + 1 });
                }

                DatasetStore.Touch(connection, clustering.DatasetId);
            },
            cancellation);

    public Task SetMapAsync(Clustering clustering, SampleMap map, CancellationToken cancellation = default) =>
        database.WriteAsync(
            connection =>
            {
                var places = new ushort[map.X.Length * 2];
                for (var i = 0; i < map.X.Length; i++)
                {
                    (places[2 * i], places[(2 * i) + 1]) = (map.X[i], map.Y[i]);
                }

                connection.Execute("update clusterings set map = @bytes where clustering_id = @ClusteringId", new { bytes = Bytes<ushort>(places), clustering.ClusteringId });
                DatasetStore.Touch(connection, clustering.DatasetId);
            },
            cancellation);

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<Cluster> Clusters(Clustering clustering)
    {
        using var connection = database.Open();
        return [.. connection.Query<(int Number, int Count, string Words)>(
                "select cluster_no, sample_count, words from clusters where clustering_id = @ClusteringId order by cluster_no", new { clustering.ClusteringId })
            .Select(cluster => new Cluster(cluster.Number, cluster.Count, cluster.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }

    /// <summary>What k-means found, as it was stored.</summary>
    public KMeansResult Result(Clustering clustering)
    {
        using var connection = database.Open();
        var (assignments, cosines, centroids) = connection.QuerySingle<(byte[] Assignments, byte[] Cosines, byte[] Centroids)>(
            "select assignments, cosines, centroids from clusterings where clustering_id = @ClusteringId", new { clustering.ClusteringId });
        return new KMeansResult(
            Array.ConvertAll(Values<ushort>(assignments), cluster => cluster == ClusterColumns.None ? -1 : cluster), Values<float>(cosines), Values<float>(centroids), clustering.Clusters, 0);
    }

    /// <summary>The clusters that a dataset has now, as columns; null where it has none.</summary>
    /// <param name="samples">Length of the columns: samples imported since have no cluster.</param>
    public ClusterColumns? Load(long datasetId, int samples)
    {
        if (Current(datasetId) is not { } clustering)
        {
            return null;
        }

        using var connection = database.Open();
        var stored = connection.QuerySingleOrDefault<(byte[] Assignments, byte[]? Map)?>(
            "select assignments, map from clusterings where clustering_id = @ClusteringId", new { clustering.ClusteringId });
        if (stored is not { } found)
        {
            // Replaced at this very moment: the dataset's revision has grown, and the next load finds the new ones.
            return null;
        }

        var ofSample = new ushort[samples];
        Array.Fill(ofSample, ClusterColumns.None);
        var assignments = Values<ushort>(found.Assignments);
        assignments.AsSpan(0, Math.Min(samples, assignments.Length)).CopyTo(ofSample);
        return new ClusterColumns(clustering, ofSample, Clusters(clustering), found.Map is null ? null : Map(Values<ushort>(found.Map), samples));
    }

    private static SampleMap Map(ushort[] places, int samples)
    {
        ushort[] x = new ushort[samples], y = new ushort[samples];
        for (var i = 0; i < Math.Min(samples, places.Length / 2); i++)
        {
            (x[i], y[i]) = (places[2 * i], places[(2 * i) + 1]);
        }

        return new SampleMap(x, y);
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private static T[] Values<T>(byte[] bytes)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes).ToArray();
}
