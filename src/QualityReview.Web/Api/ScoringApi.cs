using System.ComponentModel;
using QualityReview.Jobs;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;
using QualityReview.Web.Models;

namespace QualityReview.Web.Api;

/// <summary>A scorer that can be run here.</summary>
/// <param name="Method">ask_llm, perplexity or density; measures of the text that are made at import are not among them.</param>
/// <param name="Model">Name of its model; empty where it has none.</param>
/// <param name="Members">Keys of the scorers whose mean percentile it is; empty for all but ensembles.</param>
/// <param name="Origin">shipped, configured or added; null where that is not known.</param>
public sealed record ScorerAnswer(string Key, string Method, string Title, string Model, IReadOnlyList<string> Members, ScorerOrigin? Origin);

/// <summary>One scorer over one dataset.</summary>
/// <param name="State">partial or done.</param>
/// <param name="Scored">Samples that have been looked at, failed ones included.</param>
/// <param name="Seconds">Of computing, over all resumptions.</param>
/// <param name="HighMeans">What a high percentile says.</param>
/// <param name="Receipt">What made these scores.</param>
public sealed record ScoringRunAnswer(
    long Run,
    string Scorer,
    string Title,
    string HighMeans,
    string Unit,
    ScoreDirection Direction,
    string State,
    int Scored,
    int Failed,
    string Device,
    double Seconds,
    long Tokens,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    RawJson Receipt);

/// <summary>Scoring to be done.</summary>
public sealed record ScoringStart
{
    /// <summary>Keys or methods; empty: all configured scorers.</summary>
    public IReadOnlyList<string> Scorers { get; init; } = [];
}

/// <summary>Jobs that were asked for, in the order in which they run.</summary>
public sealed record JobsAnswer(IReadOnlyList<JobAnswer> Jobs);

/// <summary>Scorers, and their runs over datasets.</summary>
internal static class ScoringApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/scorers", Scorers).As("listScorers", ApiPolicy.LeadRead, "The scorers that can be run here, with their models.");
        api.MapGet("/datasets/{dataset}/scoring-runs", Runs).As("listScoringRuns", ApiPolicy.LeadRead, "The scoring runs over a dataset, oldest first, with their receipts.");
        api.MapPost("/datasets/{dataset}/scoring-runs", StartAsync).As("startScoring", ApiPolicy.Write, "Runs scorers over a dataset; a run that was stopped goes on. A scorer that runs or waits already is not asked for twice.")
            .Body<ScoringStart>().Later<JobsAnswer>();
    }

    private static Listing<ScorerAnswer> Scorers(ScorerCatalog catalog, ScorerSettings settings) => new(
        [.. InstalledScorer.All(catalog, settings).Select(scorer => new ScorerAnswer(
            scorer.Key, scorer.Definition.Method, scorer.Definition.Title, scorer.Model, scorer.Definition.Members, scorer.Setting?.Origin))],
        null);

    private static Listing<ScoringRunAnswer> Runs([Description(DatasetsApi.NameSays)] string dataset, SampleLists lists, ScoreStore scores)
    {
        var id = lists.Dataset(dataset).DatasetId;
        var cards = scores.Cards(id);
        return new([.. scores.Runs(id).Select(run => Of(run, cards[run.ScorerKey]))], null);
    }

    private static ScoringRunAnswer Of(ScoringRun run, ScorerCard card) => new(
        run.RunId,
        run.ScorerKey,
        card.Title,
        card.HighMeans,
        card.Unit,
        card.Direction,
        run.State,
        run.Scored,
        run.Failed,
        run.Device,
        run.Seconds,
        run.Tokens,
        run.StartedAt,
        run.FinishedAt,
        new RawJson(run.Receipt));

    private static async Task<IResult> StartAsync(
        [Description(DatasetsApi.NameSays)] string dataset, HttpContext context, SampleLists lists, ScorerCatalog catalog, JobStore jobs, JobOrders orders, JobViewer viewer)
    {
        var request = await ApiBody.ReadAsync<ScoringStart>(context);
        var found = lists.Dataset(dataset);
        var chosen = request.Scorers.Count == 0 ? catalog.All : ScorerCatalog.InOrder(request.Scorers.Select(catalog.Get).DistinctBy(scorer => scorer.Key));
        var active = jobs.Active().Where(job => job.Kind == JobKind.Score && job.DatasetId == found.DatasetId).ToList();
        var asked = active.Where(job => chosen.Any(scorer => job.Request == ScorerRun.RequestFor(scorer.Key))).ToList();
        asked.AddRange(await orders.ScoreAsync(found, chosen.Where(scorer => active.All(job => job.Request != ScorerRun.RequestFor(scorer.Key)))));
        return Results.Json(new JobsAnswer([.. asked.OrderBy(job => job.JobId).Select(viewer.Of)]), statusCode: StatusCodes.Status202Accepted);
    }
}
