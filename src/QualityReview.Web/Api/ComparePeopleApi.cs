using System.ComponentModel;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Compare;

namespace QualityReview.Web.Api;

/// <summary>What people's verdicts say of filters and scorers. That people agree with a filter is no proof that training on what it keeps
/// is better.</summary>
/// <param name="Position">Last ledger entry that was looked at.</param>
/// <param name="NotUsed">Samples with a verdict that is not used: from targeted queues, from gold items, or given while reading.</param>
/// <param name="SpeaksOf">Samples that the estimates speak of; null where that was not counted.</param>
/// <param name="Rules">Rules of the draws, each once.</param>
/// <param name="Scorer">The one whose cuts the curve tells; null where nothing is scored.</param>
public sealed record PeopleAnswer(
    long Position,
    IReadOnlyList<PeopleQueueAnswer> Queues,
    PeopleSampleAnswer Sample,
    int NotUsed,
    int? SpeaksOf,
    IReadOnlyList<string> Rules,
    IReadOnlyList<PeopleFilterAnswer> Filters,
    IReadOnlyList<PeopleScorerAnswer> Scorers,
    string? Scorer,
    IReadOnlyList<CurvePointAnswer> Curve);

/// <summary>A queue that was drawn with known probabilities.</summary>
/// <param name="IsUsed">Whether its verdicts are among those that count.</param>
public sealed record PeopleQueueAnswer(string Queue, int Items, int Judged, bool IsUsed);

/// <summary>The verdicts that count.</summary>
/// <param name="Drawn">Samples that a queue drew, each once.</param>
/// <param name="Judged">Of these, those with a verdict.</param>
/// <param name="Labels">Of these, those of keep or drop.</param>
/// <param name="Skipped">Passed over by somebody, judged by nobody.</param>
/// <param name="Split">On which people do not agree.</param>
public sealed record PeopleSampleAnswer(int Drawn, int Judged, int Labels, int Unsure, int Skipped, int Split);

/// <summary>One filter against people's verdicts.</summary>
/// <param name="Filter">Name of the saved filter, or the rule.</param>
/// <param name="Kept">Samples that it keeps, of the whole dataset.</param>
/// <param name="AsksPeople">It asks what people said, so that their verdicts measure it by themselves.</param>
/// <param name="Precision">Share of the kept samples that people keep.</param>
/// <param name="Recall">Share of the samples that people keep which the filter keeps too.</param>
/// <param name="Prevalence">Share of all samples that people keep.</param>
/// <param name="KeptGood">Kept by the filter and by people.</param>
/// <param name="KeptBad">Kept by the filter, dropped by people.</param>
/// <param name="DroppedGood">Dropped by the filter, kept by people.</param>
/// <param name="DroppedBad">Dropped by the filter and by people.</param>
public sealed record PeopleFilterAnswer(
    string Filter,
    bool IsSaved,
    string Rule,
    int Kept,
    bool AsksPeople,
    EstimateAnswer Precision,
    EstimateAnswer Recall,
    EstimateAnswer Prevalence,
    PeopleCellAnswer KeptGood,
    PeopleCellAnswer KeptBad,
    PeopleCellAnswer DroppedGood,
    PeopleCellAnswer DroppedBad);

/// <summary>A cell of the confusion matrix.</summary>
/// <param name="Share">Of all samples that the estimates speak of, 0..1; null without a label.</param>
public sealed record PeopleCellAnswer(int Labels, double? Share)
{
    internal static PeopleCellAnswer Of(PeopleCell cell) => new(cell.Labels, FiltersApi.Finite(cell.Share));
}

/// <summary>How well a scorer's order agrees with people.</summary>
/// <param name="Auc">The chance that a sample which people keep has a higher percentile than one which they drop; null where fewer than 30
/// labels count.</param>
/// <param name="Range">95 %, by bootstrap; null as above.</param>
/// <param name="Labels">Labels with a score.</param>
public sealed record PeopleScorerAnswer(string Scorer, double? Auc, RangeAnswer? Range, int Labels, bool TooFew);

/// <summary>Verdicts that the scorers together contradict.</summary>
/// <param name="TooFew">Too few verdicts to learn from; then none is suspect.</param>
/// <param name="WithoutScores">Nothing has been scored.</param>
/// <param name="Auc">How well the model foretells verdicts that it did not know; null where there is no model.</param>
/// <param name="Wrong">How many verdicts are wrong, by estimate; null where there is no model.</param>
/// <param name="Suspects">In all.</param>
/// <param name="Items">The least self-confident first.</param>
public sealed record SuspectsAnswer(int Keeps, int Drops, bool TooFew, bool WithoutScores, double? Auc, double? Wrong, int Suspects, IReadOnlyList<SuspectAnswer> Items);

/// <summary>A verdict that deserves a second look.</summary>
/// <param name="Verdict">What the person said.</param>
/// <param name="SelfConfidence">The probability of that verdict under a model that did not know it, 0..1.</param>
public sealed record SuspectAnswer(ExampleAnswer Sample, Verdict Verdict, string Author, double SelfConfidence);

/// <summary>Filters and scorers against people's verdicts.</summary>
internal static class ComparePeopleApi
{
    private const int ExcerptLength = 240, LinesAtOnce = 1000;

    public static void Map(RouteGroupBuilder compare)
    {
        compare.MapGet("/people", Get).As("comparePeople", ApiPolicy.LeadRead, "Precision, recall and confusion of filters, order of scorers and the curve of one, against people's verdicts, with intervals.");
        compare.MapGet("/people/suspects", Suspects).As("listSuspects", ApiPolicy.LeadRead, "Verdicts that the scorers together contradict, the least credible first.").OrLines<SuspectsAnswer, SuspectAnswer>();
    }

    private static PeopleAnswer Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        PeopleReader reader,
        CancellationToken cancellation,
        [Description("Name of a saved filter; may stand several times; the first saved ones where filter and rule are left out.")] string[]? filter = null,
        [Description("A rule; may stand several times.")] string[]? rule = null,
        [Description("Name of a queue whose verdicts count; may stand several times; all that can be joined where it is left out.")] string[]? queue = null,
        [Description(CompareApi.Within)] double within = PeopleAddress.UsualWithin,
        [Description("Key of the scorer whose curve is told; the first where it is left out.")] string? scorer = null)
    {
        var loaded = lists.Table(dataset);
        CompareApi.Between(within, .5, 40, "within");
        if (scorer is not null && loaded.Table.Find(scorer) is null)
        {
            throw ApiFault.Wrong($"{dataset} has no scores of {scorer}.");
        }

        var view = reader.Read(dataset, new PeopleAddress { Filters = filter ?? [], Rules = rule ?? [], Queues = queue ?? [], Within = within, Scorer = scorer ?? "" }, cancellation)!;
        var evidence = view.Evidence;
        if ((queue ?? []).FirstOrDefault(name => evidence.Queues.All(known => known.Queue.Name != name)) is { } unknown)
        {
            throw ApiFault.Wrong($"{dataset} has no queue \"{unknown}\" that was drawn with known probabilities.");
        }

        if (evidence.Fault.Length > 0 || view.Rows.Any(row => row.Fault.Length > 0))
        {
            throw ApiFault.Wrong(evidence.Fault.Length > 0 ? evidence.Fault : view.Rows.First(row => row.Fault.Length > 0).Fault);
        }

        var sample = evidence.Sample;
        return new PeopleAnswer(
            evidence.Position,
            [.. evidence.Queues.Select(known => new PeopleQueueAnswer(known.Queue.Name, known.Items, known.Judged, known.IsUsed))],
            new PeopleSampleAnswer(sample.Drawn, sample.Judged, sample.Labels.Count, sample.Unsure, sample.Skipped, sample.Split),
            evidence.NotUsed,
            evidence.SpeaksOf,
            evidence.Rules,
            [.. view.Rows.Select(row => Of(row, within))],
            [.. view.Aucs.Select(auc => new PeopleScorerAnswer(auc.Card.Key, auc.TooFew ? null : FiltersApi.Finite(auc.Value), auc.TooFew ? null : RangeAnswer.Of(auc.Range), auc.Labels, auc.TooFew))],
            view.Column?.Card.Key,
            [.. view.Curve.Select(point => CurvePointAnswer.Of(point, within))]);
    }

    private static PeopleFilterAnswer Of(PeopleRow row, double within)
    {
        var figures = row.Figures!;
        return new PeopleFilterAnswer(
            row.Title,
            row.IsSaved,
            row.Rule!.ToString(),
            row.Kept,
            row.AsksPeople,
            EstimateAnswer.Of(figures.Precision, within),
            EstimateAnswer.Of(figures.Recall, within),
            EstimateAnswer.Of(figures.Prevalence, within),
            PeopleCellAnswer.Of(figures.KeptGood),
            PeopleCellAnswer.Of(figures.KeptBad),
            PeopleCellAnswer.Of(figures.DroppedGood),
            PeopleCellAnswer.Of(figures.DroppedBad));
    }

    private static IResult Suspects(
        [Description(DatasetsApi.NameSays)] string dataset,
        HttpRequest request,
        SampleLists lists,
        SuspectReader reader,
        SampleStore samples,
        CancellationToken cancellation,
        [Description(Says.TakeOrAll)] int? take = null)
    {
        var loaded = lists.Table(dataset);
        var labels = reader.Labels(loaded, cancellation);
        if (Listing.WantsLines(request))
        {
            return Listing.Stream(labels.Suspects.Take(take is null ? int.MaxValue : Listing.Take(take)).Chunk(LinesAtOnce).SelectMany(part => Of(part, loaded, samples)));
        }

        return Results.Json(new SuspectsAnswer(
            labels.Keeps,
            labels.Drops,
            labels.TooFew,
            labels.WithoutScores,
            FiltersApi.Finite(labels.Auc),
            FiltersApi.Finite(labels.Wrong),
            labels.Suspects.Count,
            [.. Of([.. labels.Suspects.Take(Listing.Take(take))], loaded, samples)]));
    }

    private static IEnumerable<SuspectAnswer> Of(SuspectLabel[] suspects, LoadedTable loaded, SampleStore samples) => suspects.Zip(
        samples.Excerpts(loaded.Dataset.DatasetId, [.. suspects.Select(suspect => suspect.Ordinal)], ExcerptLength),
        (suspect, sample) => new SuspectAnswer(ExampleAnswer.Of(sample), suspect.Given, suspect.Author, suspect.SelfConfidence));
}
