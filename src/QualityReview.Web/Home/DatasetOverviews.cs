using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;

namespace QualityReview.Web.Home;

/// <summary>Gathers what Home shows of all datasets.</summary>
public sealed class DatasetOverviews(DatasetStore datasets, ScoreStore scores, ReviewStore reviews, ImportStore imports, JobStore jobs, ScorerCatalog catalog)
{
    /// <summary>Newest dataset first.</summary>
    /// <param name="active">Jobs that run or wait.</param>
    public IReadOnlyList<DatasetOverview> Load(IReadOnlyList<Job> active)
    {
        var recent = jobs.List();
        return [.. datasets.List().Reverse().Select(dataset => Of(dataset, [.. active.Where(job => job.DatasetId == dataset.DatasetId)], recent))];
    }

    private DatasetOverview Of(Dataset dataset, IReadOnlyList<Job> active, IReadOnlyList<Job> recent)
    {
        var runs = scores.Runs(dataset.DatasetId).ToDictionary(run => run.ScorerKey, StringComparer.Ordinal);
        var cards = scores.Cards(dataset.DatasetId);
        var stopped = Stopped(dataset, recent);
        var asked = active.Concat(stopped).Where(job => job.Kind == JobKind.Score).Select(job => job.Request).ToHashSet(StringComparer.Ordinal);
        var configured = catalog.All.Select(definition => Share(definition.Key, definition.Title, true));
        var others = runs.Keys.Except(catalog.All.Select(definition => definition.Key)).Select(key => Share(key, cards[key].Title, false));
        return new DatasetOverview(
            dataset, [.. configured, .. others], reviews.Tally(dataset.DatasetId), imports.List(dataset.DatasetId).Sum(import => import.SetAside), active, stopped);

        ScorerShare Share(string key, string title, bool isConfigured)
        {
            var run = runs.GetValueOrDefault(key);
            return new ScorerShare(key, title, run?.Scored ?? 0, run?.Failed ?? 0, isConfigured, asked.Contains(JobRequests.Write(new ScoringRequest(key))));
        }
    }

    /// <summary>The last job of each scorer and the last import count: what came before has been asked for again since.</summary>
    private static List<Job> Stopped(Dataset dataset, IReadOnlyList<Job> newestFirst)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. newestFirst.Where(job => job.DatasetId == dataset.DatasetId && job.Kind is JobKind.Import or JobKind.Score)
            .Where(job => seen.Add(job.Kind == JobKind.Import ? "" : job.Request) && job.State is JobState.Failed or JobState.Interrupted)];
    }
}
