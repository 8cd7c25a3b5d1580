using QualityReview.Jobs;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Home;

/// <summary>What to do next with a dataset, in one line.</summary>
/// <param name="Link">Where to do it; empty where there is nothing to do but wait, or where <paramref name="Scores"/> does it.</param>
/// <param name="LinkTitle">What the link or button says.</param>
/// <param name="Scores">Whether the step is to score with the scorers that are missing.</param>
public sealed record NextStep(string Text, string Link = "", string LinkTitle = "", bool Scores = false)
{
    /// <summary>Fewer verdicts say too little of a filter.</summary>
    public const int FewReviews = 30;

    public static NextStep Of(DatasetOverview overview, DateTimeOffset now)
    {
        var dataset = overview.Dataset;
        var samples = Display.Plural(dataset.SampleCount, "sample");
        var browse = ReviewUrls.Browse(dataset.Name);
        if (overview.Active.FirstOrDefault(job => job.Kind == JobKind.Import) is { } import)
        {
            return new NextStep(import.State == JobState.Queued ? "The import waits for its turn." : $"Importing{How(import, now)}.");
        }

        if (dataset.SampleCount == 0)
        {
            return new NextStep("No samples yet: import a file into it.");
        }

        if (overview.Active.FirstOrDefault(job => job.Kind == JobKind.Score) is { } scoring)
        {
            var done = overview.Complete;
            return new NextStep(
                $"Scoring{How(scoring, now)}; {(done == 0 ? "no scorer is done yet" : $"{done} of {Display.Plural(overview.Main.Count, "scorer")} done")}. Reading can begin.", browse, "Browse");
        }

        if (overview.Missing is { Count: > 0 } missing)
        {
            return overview.Complete == 0
                ? new NextStep($"{samples} imported, not scored yet.", "", $"Score with {Scorers(missing.Count)}", true)
                : new NextStep($"{Scorers(missing.Count)} still to run over {samples}.", "", $"Score with {Scorers(missing.Count)}", true);
        }

        return overview.Verdicts.Reviewed switch
        {
            0 => new NextStep($"{samples} {(overview.Complete > 0 ? "scored" : "imported")}: read and judge some.", browse, "Open Browse"),
            < FewReviews => new NextStep($"{Display.Count(overview.Verdicts.Reviewed)} reviewed; fewer than {FewReviews} is too few to judge a filter by.", browse, "Go on reviewing"),
            _ => new NextStep($"{Display.Count(overview.Verdicts.Reviewed)} reviewed: choose what to train on.", ReviewUrls.Subsets(dataset.Name), "Make a subset"),
        };
    }

    private static string How(Job job, DateTimeOffset now) => string.Concat(
        job.Total > 0 ? $": {Display.Percent(JobViews.Part(job))}" : "",
        JobViews.Left(job, now) is { } left ? $", {Display.Left(left)}" : "");

    private static string Scorers(int count) => Display.Plural(count, "scorer");
}
