using System.ComponentModel;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Api;

/// <summary>The clusters of a dataset.</summary>
/// <param name="Embedder">Whose vectors were clustered; null where the dataset is not clustered.</param>
/// <param name="SettingsHash">The same hash, the same clusters; null where the dataset is not clustered.</param>
public sealed record ClustersAnswer(string? Embedder, string? SettingsHash, IReadOnlyList<ClusterAnswer> Clusters);

/// <summary>One cluster.</summary>
/// <param name="Number">1 is the largest.</param>
/// <param name="Words">Words that stand in many of its samples and in few others.</param>
public sealed record ClusterAnswer(int Number, int Samples, IReadOnlyList<string> Words);

/// <summary>Clusters.</summary>
internal static class ClustersApi
{
    public static void Map(RouteGroupBuilder clusters)
    {
        clusters.MapGet("", List).As("listClusters", ApiPolicy.Read, "The clusters of a dataset, largest first.");
        clusters.MapPost("", StartAsync).As("startClustering", ApiPolicy.Write, "Clusters the dataset by its embeddings, and draws its map.").Later<JobAnswer>();
    }

    private static ClustersAnswer List([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists) => lists.Table(dataset).Table.Clusters is { } found
        ? new ClustersAnswer(found.Clustering.EmbedderKey, found.Clustering.SettingsHash, [.. found.Clusters.Select(cluster => new ClusterAnswer(cluster.Number, cluster.SampleCount, cluster.Words))])
        : new ClustersAnswer(null, null, []);

    private static async Task<IResult> StartAsync([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, JobOrders orders, JobViewer jobs) =>
        jobs.Accepted(await orders.ClusterAsync(lists.Dataset(dataset)));
}
