using System.ComponentModel;
using QualityReview.Reviews;
using QualityReview.Samples;

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

/// <summary>Datasets.</summary>
internal static class DatasetsApi
{
    public const string NameSays = "Name of the dataset.";

    public static void Map(RouteGroupBuilder datasets)
    {
        datasets.MapGet("", List).As("listDatasets", ApiPolicy.Read, "All datasets, oldest first.");
        datasets.MapGet("/{dataset}", Get).As("getDataset", ApiPolicy.Read, "One dataset.");
    }

    private static Listing<DatasetAnswer> List(DatasetStore datasets, ReviewStore reviews) => new([.. datasets.List().Select(dataset => Of(dataset, reviews))], null);

    private static DatasetAnswer Get([Description(NameSays)] string dataset, SampleLists lists, ReviewStore reviews) => Of(lists.Dataset(dataset), reviews);

    private static DatasetAnswer Of(Dataset dataset, ReviewStore reviews) =>
        new(dataset.Name, dataset.Title, dataset.SampleCount, VerdictCounts.Of(reviews.Tally(dataset.DatasetId)), dataset.CreatedAt, dataset.Revision);
}
