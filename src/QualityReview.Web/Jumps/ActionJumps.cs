using QualityReview.People;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Home;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>What leads and admins do, without looking for its page.</summary>
internal sealed class ActionJumps(DatasetAtHand datasets, DatasetOverviews overviews, JobFeed feed, JobOrders orders, ScorerCatalog scorers, Reviewer reviewer) : IJumpSource
{
    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation)
    {
        if (!reviewer.May(Role.Lead))
        {
            return Task.FromResult<IReadOnlyList<JumpTarget>>([]);
        }

        // Nothing typed: what can be done here.
        var all = typed.Length > 0 ? datasets.All() : datasets.Find() is { } atHand ? [atHand] : [];
        return Task.FromResult<IReadOnlyList<JumpTarget>>(
        [
            .. all.SelectMany(Of),
            new("Import a file", "/#import", "action"),
            new("Add a model", "/models", "action"),
            .. reviewer.May(Role.Admin) ? (JumpTarget[])[new("Invite somebody", "/people", "action")] : [],
        ]);
    }

    private IEnumerable<JumpTarget> Of(Dataset dataset) =>
    [
        new($"Export a subset of {dataset.Name}", ReviewUrls.Subsets(dataset.Name), "action"),
        new($"New queue in {dataset.Name}", ReviewUrls.NewQueue(dataset.Name), "action"),
        new($"Score {dataset.Name}", "", "action") { Act = () => ScoreAsync(dataset) },
        new($"Cluster {dataset.Name}", "", "action") { Act = () => ClusterAsync(dataset) },
        new($"Find duplicates in {dataset.Name}", ReviewUrls.Duplicates(dataset.Name), "action"),
    ];

    private async Task<string> ScoreAsync(Dataset dataset)
    {
        reviewer.Require(Role.Lead, "score a dataset");
        var missing = overviews.Load(feed.Active).Single(overview => overview.Dataset.DatasetId == dataset.DatasetId).Missing.Select(scorer => scorer.Key).ToHashSet(StringComparer.Ordinal);
        if (missing.Count == 0)
        {
            return $"Nothing to score: every scorer has come to {dataset.Name}, or is about to.";
        }

        var asked = await orders.ScoreAsync(dataset, scorers.All.Where(definition => missing.Contains(definition.Key)));
        return $"{Display.Plural(asked.Count, "scoring job")} queued; Home shows how far they are.";
    }

    private async Task<string> ClusterAsync(Dataset dataset)
    {
        await orders.ClusterAsync(dataset);
        return $"The clustering of {dataset.Name} is queued; Home shows how far it is.";
    }
}
