using System.ComponentModel;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Api;

/// <summary>A dataset.</summary>
/// <param name="Name">Stands in addresses.</param>
/// <param name="Revision">Grows with every change of samples and scores.</param>
public sealed record DatasetAnswer(string Name, string Title, int Samples, VerdictCounts Verdicts, DateTimeOffset CreatedAt, long Revision);

/// <summary>Samples by their current verdict.</summary>
public sealed record VerdictCounts(int Keep, int Drop, int Unsure)
{
    internal static VerdictCounts Of(VerdictTally tally) => new(tally.Keep, tally.Drop, tally.Unsure);
}

/// <summary>A dataset to be removed.</summary>
public sealed record RemovalRequest
{
    /// <summary>The dataset's name once more, so that none goes by mistake.</summary>
    public required string Name { get; init; }
}

/// <summary>Datasets.</summary>
internal static class DatasetsApi
{
    public const string NameSays = "Name of the dataset.";

    public static void Map(RouteGroupBuilder datasets)
    {
        datasets.MapGet("", List).As("listDatasets", ApiPolicy.Read, "All datasets, oldest first.");
        datasets.MapGet("/{dataset}", Get).As("getDataset", ApiPolicy.Read, "One dataset.");
        datasets.MapPost("/{dataset}/removal", RemoveAsync).As("removeDataset", ApiPolicy.AdminWrite, "Takes a dataset out of sight at once and deletes what it holds; verdicts stay in the ledger, exports where they are.")
            .Body<RemovalRequest>().Later<JobAnswer>();
    }

    private static Listing<DatasetAnswer> List(DatasetStore datasets, ReviewStore reviews) => new([.. datasets.List().Select(dataset => Of(dataset, reviews))], null);

    private static DatasetAnswer Get([Description(NameSays)] string dataset, SampleLists lists, ReviewStore reviews) => Of(lists.Dataset(dataset), reviews);

    private static async Task<IResult> RemoveAsync([Description(NameSays)] string dataset, HttpContext context, SampleLists lists, JobOrders orders, JobViewer jobs)
    {
        var request = await ApiBody.ReadAsync<RemovalRequest>(context);
        var found = lists.Dataset(dataset);
        return request.Name == found.Name
            ? jobs.Accepted(await orders.RemoveAsync(found))
            : throw ApiFault.Wrong($"The field name is \"{request.Name}\"; it must be {found.Name}, the name of the dataset that shall go.");
    }

    private static DatasetAnswer Of(Dataset dataset, ReviewStore reviews) =>
        new(dataset.Name, dataset.Title, dataset.SampleCount, VerdictCounts.Of(reviews.Tally(dataset.DatasetId)), dataset.CreatedAt, dataset.Revision);
}
