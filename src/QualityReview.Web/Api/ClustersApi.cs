using System.ComponentModel;
using QualityReview.Filters;
using QualityReview.Samples;
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

/// <summary>Where a sample lies on the map.</summary>
/// <param name="X">From left to right, 0 to 65535.</param>
/// <param name="Y">From low to high, in the same unit.</param>
/// <param name="Cluster">Its number.</param>
public sealed record MapPointAnswer(string Id, int Ordinal, int X, int Y, int Cluster);

/// <summary>Clusters.</summary>
internal static class ClustersApi
{
    public static void Map(RouteGroupBuilder clusters)
    {
        clusters.MapGet("", List).As("listClusters", ApiPolicy.Read, "The clusters of a dataset, largest first.");
        clusters.MapPost("", StartAsync).As("startClustering", ApiPolicy.Write, "Clusters the dataset by its embeddings, and draws its map.").Later<JobAnswer>();
        clusters.MapGet("/map", Points).As("listMap", ApiPolicy.Read, "Where the samples of the dataset lie on its map, in the dataset's order; none while it is not drawn.").OrLines<MapPointAnswer>();
    }

    private static IResult Points(
        [Description(DatasetsApi.NameSays)] string dataset,
        HttpRequest request,
        SampleLists lists,
        SampleStore samples,
        BlindSamples blind,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.TakeOrAll)] int? take = null)
    {
        var loaded = lists.Table(dataset);
        var list = $"map {loaded.Dataset.DatasetId} {loaded.Table.Clusters?.Clustering.SettingsHash}";
        var behind = ApiCursor.Read(cursor, list) ?? -1;
        var hidden = blind.Of(loaded);
        var most = Listing.Take(take);
        // Of samples without a vector, which are in no cluster, a place means nothing.
        var ordinals = Enumerable.Range(0, loaded.Table.Clusters?.Map is null ? 0 : loaded.Table.Count)
            .Where(ordinal => ordinal > behind && SampleLines.ClusterOf(loaded.Table, ordinal) is not null && !hidden.Contains(ordinal));
        if (Listing.WantsLines(request))
        {
            return Listing.Stream(ordinals.Take(take is null ? int.MaxValue : most).Chunk(Listing.MostTake).SelectMany(part => Of(part, loaded, samples)));
        }

        int[] found = [.. ordinals.Take(most + 1)];
        return Results.Json(new Listing<MapPointAnswer>([.. Of([.. found.Take(most)], loaded, samples)], found.Length > most ? ApiCursor.Write(list, found[most - 1]) : null));
    }

    private static IEnumerable<MapPointAnswer> Of(int[] ordinals, LoadedTable loaded, SampleStore samples)
    {
        var map = loaded.Table.Clusters!.Map!;
        return ordinals.Zip(samples.Ids(loaded.Dataset.DatasetId, ordinals), (ordinal, id) => new MapPointAnswer(id, ordinal, map.X[ordinal], map.Y[ordinal], SampleLines.ClusterOf(loaded.Table, ordinal)!.Value));
    }

    private static ClustersAnswer List([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists) => lists.Table(dataset).Table.Clusters is { } found
        ? new ClustersAnswer(found.Clustering.EmbedderKey, found.Clustering.SettingsHash, [.. found.Clusters.Select(cluster => new ClusterAnswer(cluster.Number, cluster.SampleCount, cluster.Words))])
        : new ClustersAnswer(null, null, []);

    private static async Task<IResult> StartAsync([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, JobOrders orders, JobViewer jobs) =>
        jobs.Accepted(await orders.ClusterAsync(lists.Dataset(dataset)));
}
