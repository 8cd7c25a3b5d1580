using System.ComponentModel;
using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Browse;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Api;

/// <summary>Verdicts to be written, all or none.</summary>
public sealed record ReviewsRequest
{
    /// <summary>1 to 10,000, one a sample; more than one needs the role lead.</summary>
    public required IReadOnlyList<VerdictRequest> Verdicts { get; init; }

    /// <summary>Name of the saved filter whose word on each sample is kept beside the verdict; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>The same as a rule; it wins over the filter's name.</summary>
    public string? Rule { get; init; }
}

/// <summary>A verdict on one sample.</summary>
public sealed record VerdictRequest
{
    /// <summary>Of the sample.</summary>
    public required string Id { get; init; }

    /// <summary>keep, drop or unsure.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Reason codes.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Up to 4000 characters.</summary>
    public string Note { get; init; } = "";

    /// <summary>Time of looking at the sample; null where it was not taken.</summary>
    public double? Seconds { get; init; }

    /// <summary>Whether a lead settles a disagreement by it; keep or drop then.</summary>
    public bool Settles { get; init; }
}

/// <summary>Entries to be taken back.</summary>
public sealed record UndoRequest
{
    /// <summary>Positions of the caller's own entries.</summary>
    public required IReadOnlyList<long> Positions { get; init; }
}

/// <summary>How many entries were taken back; those of others and those that did not stand were left alone.</summary>
public sealed record UndoAnswer(int TakenBack);

/// <summary>An entry of the ledger.</summary>
/// <param name="Position">Its place in the ledger.</param>
/// <param name="Id">Of the sample.</param>
/// <param name="Verdict">none for an entry that takes another one back.</param>
/// <param name="Undoes">Position of the entry that it takes back; null for a verdict.</param>
/// <param name="FilterSaid">keep, drop, or none where no filter was shown.</param>
/// <param name="Settles">Given by a lead to settle a disagreement.</param>
public sealed record ReviewAnswer(
    long Position,
    string Id,
    string Author,
    Verdict Verdict,
    long? Undoes,
    IReadOnlyList<string> Reasons,
    string Note,
    double? Seconds,
    int GuidelineVersion,
    Verdict FilterSaid,
    string? FilterRule,
    bool Settles,
    DateTimeOffset CreatedAt)
{
    internal static ReviewAnswer Of(Review entry, string id) => new(
        entry.ReviewId,
        id,
        entry.Author,
        entry.Verdict,
        entry.Undoes,
        entry.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        entry.Note,
        entry.Seconds is { } seconds && double.IsFinite(seconds) ? seconds : null,
        entry.GuidelineVersion,
        entry.FilterSaid,
        entry.FilterRule,
        entry.Settles,
        entry.CreatedAt);
}

/// <summary>The ledger: written, taken back, and read from a position on.</summary>
internal static class ReviewsApi
{
    private const int LinesAtOnce = 1000;

    public static void Map(RouteGroupBuilder reviews)
    {
        reviews.MapGet("", List).As("listReviews", ApiPolicy.LeadRead, "Entries of the dataset's ledger, oldest first, from behind a position on.").OrLines<ReviewAnswer>();
        reviews.MapPost("", AddAsync).As("addReviews", ApiPolicy.Review, "Writes verdicts of the caller, all or none.").Body<ReviewsRequest>();
        reviews.MapPost("/undo", UndoAsync).As("undoReviews", ApiPolicy.Review, "Takes back entries of the caller; each undoing is an entry too.").Body<UndoRequest>();
    }

    private static IResult List(
        [Description(DatasetsApi.NameSays)] string dataset,
        HttpRequest request,
        SampleLists lists,
        ReviewStore reviews,
        SampleStore samples,
        [Description("Entries behind this position alone, such as the last one that is known; 0 for all.")] long after = 0,
        [Description(Says.Cursor)] string? cursor = null,
        [Description(Says.TakeOrAll)] int? take = null)
    {
        var id = lists.Dataset(dataset).DatasetId;
        var from = ApiCursor.Read(cursor, $"reviews {id}") ?? after;
        if (Listing.WantsLines(request))
        {
            return Listing.Stream(Lines(reviews, samples, id, from, take is null ? int.MaxValue : Listing.Take(take)));
        }

        var most = Listing.Take(take);
        var entries = reviews.Entries(id, from, most + 1);
        return Results.Json(new Listing<ReviewAnswer>(Of(samples, id, [.. entries.Take(most)]), entries.Count > most ? ApiCursor.Write($"reviews {id}", entries[most - 1].ReviewId) : null));
    }

    private static IEnumerable<ReviewAnswer> Lines(ReviewStore reviews, SampleStore samples, long datasetId, long after, int most)
    {
        for (var left = most; left > 0 && reviews.Entries(datasetId, after, Math.Min(left, LinesAtOnce)) is { Count: > 0 } entries; after = entries[^1].ReviewId, left -= entries.Count)
        {
            foreach (var line in Of(samples, datasetId, entries))
            {
                yield return line;
            }
        }
    }

    private static List<ReviewAnswer> Of(SampleStore samples, long datasetId, IReadOnlyList<Review> entries) =>
        [.. entries.Zip(samples.Ids(datasetId, [.. entries.Select(entry => entry.Ordinal)]), ReviewAnswer.Of)];

    private static async Task<Listing<ReviewAnswer>> AddAsync(
        [Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, SampleStore samples, ReviewStore reviews, VerdictActs acts, Reviewer reviewer)
    {
        var request = await ApiBody.ReadAsync<ReviewsRequest>(context);
        var verdicts = request.Verdicts;
        if (verdicts.Count is 0 or > VerdictActs.MostSamples || verdicts.Contains(null!))
        {
            throw ApiFault.Wrong($"{verdicts.Count} verdicts came; 1 to {VerdictActs.MostSamples} are supported, none of them null.");
        }

        if ((verdicts.Count > 1 || verdicts[0].Settles) && !reviewer.May(Role.Lead))
        {
            throw new ApiFault(StatusCodes.Status403Forbidden, "To judge many samples at once, or to settle a disagreement, needs the role lead; one verdict a request does not.");
        }

        if (verdicts.CountBy(verdict => verdict.Id).FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
        {
            throw ApiFault.Wrong($"The sample \"{twice}\" has two verdicts; one a sample is supported.");
        }

        var loaded = lists.Table(dataset);
        var compared = lists.Compare(loaded, request.Filter, request.Rule, context.RequestAborted);
        List<ReviewRequest> requests = [.. verdicts.Select(verdict => Of(verdict, loaded, samples, reviews, compared, acts.Author))];
        var written = await acts.GiveAsync(() => $"{dataset}, by the API", requests);
        return new([.. written.Zip(verdicts, (entry, verdict) => ReviewAnswer.Of(entry, verdict.Id))], null);
    }

    private static ReviewRequest Of(VerdictRequest verdict, LoadedTable loaded, SampleStore samples, ReviewStore reviews, (string Rule, FilterDecisions Decisions)? compared, string author)
    {
        var datasetId = loaded.Dataset.DatasetId;
        var ordinal = samples.OrdinalOf(datasetId, verdict.Id) ?? throw ApiFault.Wrong($"{loaded.Dataset.Name} has no sample \"{verdict.Id}\".");
        if (verdict.Settles && Dispute.Of(reviews.History(datasetId, ordinal)) is null)
        {
            throw ApiFault.Wrong($"Nobody disagrees on the sample \"{verdict.Id}\", so there is nothing to settle.");
        }

        return new ReviewRequest
        {
            DatasetId = datasetId,
            Ordinal = ordinal,
            Author = author,
            Verdict = verdict.Verdict,
            Reasons = verdict.Reasons,
            Note = verdict.Note,
            Seconds = verdict.Seconds,
            Settles = verdict.Settles,
            // An import that goes on has samples that the table has not loaded yet.
            FilterSaid = compared is not { } filter || ordinal >= loaded.Table.Count ? Verdict.None : filter.Decisions.FilterKeeps.Contains(ordinal) ? Verdict.Keep : Verdict.Drop,
            FilterRule = compared?.Rule,
            ClientKey = "",
        };
    }

    private static async Task<UndoAnswer> UndoAsync([Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, VerdictActs acts)
    {
        var request = await ApiBody.ReadAsync<UndoRequest>(context);
        return request.Positions.Count is >= 1 and <= VerdictActs.MostSamples
            ? new UndoAnswer(await acts.TakeBackAsync(lists.Dataset(dataset).DatasetId, request.Positions))
            : throw ApiFault.Wrong($"{request.Positions.Count} positions came; 1 to {VerdictActs.MostSamples} are supported.");
    }
}
