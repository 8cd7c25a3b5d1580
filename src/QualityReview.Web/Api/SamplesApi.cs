using System.ComponentModel;
using QualityReview.Filters;
using QualityReview.Samples;

namespace QualityReview.Web.Api;

/// <summary>A part of the samples that a query finds.</summary>
/// <param name="Total">Samples that the query finds in all.</param>
/// <param name="Next">Cursor of the part that follows; null at the end.</param>
public sealed record SamplePart(IReadOnlyList<SampleLine> Items, int Total, string? Next);

/// <summary>How many samples a query finds.</summary>
/// <param name="Samples">Of the dataset, as far as the caller may be told of them.</param>
/// <param name="Found">Of these, found.</param>
/// <param name="Rule">Rule and search as one rule, in its canonical form.</param>
public sealed record CountAnswer(int Samples, int Found, string Rule);

/// <summary>Queries: lists, counts, facets and histograms of the samples that a rule finds.</summary>
internal static class SamplesApi
{
    /// <summary>Samples and characters that are read at once while lines are sent.</summary>
    private const int MostAtOnce = 256, MostCharactersAtOnce = 1_000_000;

    public static void Map(RouteGroupBuilder dataset)
    {
        dataset.MapGet("/samples", List).As("listSamples", ApiPolicy.Read, "The samples that a rule finds, in an order, with scores, percentiles, flags and verdicts.")
            .Produces<SamplePart>(StatusCodes.Status200OK, "application/json", Listing.Lines).WithMetadata(new ApiLines(typeof(SampleLine)));
        dataset.MapGet("/count", Count).As("countSamples", ApiPolicy.Read, "How many samples a rule finds.");
        dataset.MapGet("/facets", FacetsOf).As("getFacets", ApiPolicy.Read, "What the samples that a rule finds are made of: sources, languages, verdicts, reviewers, flags, clusters, duplicates.");
        dataset.MapGet("/histograms", Histograms).As("getHistograms", ApiPolicy.Read, "Raw scores of every scorer in 32 bins, for all samples and for those that a rule finds.");
    }

    private static IResult List(
        [Description(DatasetsApi.NameSays)] string dataset,
        HttpContext context,
        SampleLists lists,
        SampleStore samples,
        [Description(Says.Found)] string? rule = null,
        [Description(Says.Search)] string? search = null,
        [Description("dataset, length, group, random(SEED), percentile(KEY) or percentile(KEY, source); dataset where it is left out.")] string? sort = null,
        [Description("Whether the order is turned round.")] bool desc = false,
        [Description("excerpt (480 characters), full or none; excerpt where it is left out.")] string text = "excerpt",
        [Description("Name of a saved filter whose decision stands beside every sample.")] string? filter = null,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.TakeOrAll)] int? take = null)
    {
        var list = lists.Find(dataset, rule, search, context.RequestAborted);
        var order = SampleSort.Parse(sort ?? "dataset", desc, list.Table);
        var looks = new SampleLines(list.Loaded, lists.Compare(list.Loaded, filter, null, context.RequestAborted)?.Decisions, SampleLines.TextOf(text));
        var name = $"samples {list.Loaded.Dataset.DatasetId} {list.Rule} {order} {order.Descending}";
        var (sorted, start) = Behind(list, order, ApiCursor.Read(cursor, name));
        if (Listing.WantsLines(context.Request))
        {
            var ordinals = sorted.Page(start, take is null ? int.MaxValue : Listing.Take(take)).Ordinals;
            return Listing.Stream(Batches(list.Table, ordinals, looks).SelectMany(batch => looks.Of(samples, batch)));
        }

        var page = sorted.Page(start, Listing.Take(take)).Ordinals;
        return Results.Json(new SamplePart(
            [.. looks.Of(samples, page)], list.Shown.Count, start + page.Count < sorted.Count ? ApiCursor.Write(name, page[^1]) : null));
    }

    /// <summary>The list with the place behind a sample, which may have left the list since: then behind where it would stand.</summary>
    private static (SortedSamples Sorted, int Start) Behind(SampleList list, SampleSort order, long? last)
    {
        if (last is not { } behind)
        {
            return (list.Loaded.Sorter.Sort(list.Shown, order), 0);
        }

        if (behind >= list.Table.Count)
        {
            throw ApiFault.Wrong("The cursor is none that this list gave; leave it out to begin.");
        }

        var sample = SampleSet.Of(list.Table.Count, [(int)behind]);
        var sorted = list.Loaded.Sorter.Sort(list.Shown.Contains((int)behind) ? list.Shown : list.Shown.Or(sample), order);
        return (sorted, sorted.PlaceOf((int)behind)!.Position + 1);
    }

    // A slice of long texts is short, so that memory stays the same whatever the texts are.
    private static IEnumerable<IReadOnlyList<int>> Batches(SampleTable table, IReadOnlyList<int> ordinals, SampleLines looks)
    {
        var batch = new List<int>(MostAtOnce);
        var characters = 0L;
        foreach (var ordinal in ordinals)
        {
            var length = Math.Min(table.Characters[ordinal], looks.MostCharacters);
            if (batch.Count > 0 && (batch.Count == MostAtOnce || characters + length > MostCharactersAtOnce))
            {
                yield return batch;
                batch = new List<int>(MostAtOnce);
                characters = 0;
            }

            batch.Add(ordinal);
            characters += length;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static CountAnswer Count(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        CancellationToken cancellation,
        [Description(Says.Found)] string? rule = null,
        [Description(Says.Search)] string? search = null)
    {
        var list = lists.Find(dataset, rule, search, cancellation);
        return new CountAnswer(list.Told.Count, list.Shown.Count, list.Rule);
    }

    private static Facets FacetsOf(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        CancellationToken cancellation,
        [Description(Says.Found)] string? rule = null,
        [Description(Says.Search)] string? search = null)
    {
        var list = lists.Find(dataset, rule, search, cancellation);
        return Facets.Of(list.Table, list.Shown);
    }

    private static Listing<ScoreHistogram> Histograms(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        CancellationToken cancellation,
        [Description(Says.Found)] string? rule = null,
        [Description(Says.Search)] string? search = null)
    {
        var list = lists.Find(dataset, rule, search, cancellation);
        // Without those that may not be told: what is missing among the found would give them away.
        return new([.. list.Table.Scores.Select(column => ScoreHistogram.Of(column, list.Shown) with { All = ScoreHistogram.Of(column, list.Told).Selected })], null);
    }
}
