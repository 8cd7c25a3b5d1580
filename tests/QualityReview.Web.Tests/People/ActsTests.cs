using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Browse;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Tests.People;

/// <summary>What an annotator asks for behind the pages is refused too, and nothing comes of it.</summary>
public sealed class ActsTests
{
    [Fact]
    public async Task Orders_OfAnAnnotator_AreRefusedAndQueueNothing()
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(3));
        var job = await store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score", "{}", "Ana");
        var orders = new JobOrders(store.Datasets, store.Jobs, new ScorerCatalog([]), store.Audit, Annotator());

        Func<Task>[] acts =
        [
            () => orders.ImportAsync("other", "a.jsonl", new ImportRequest { File = "a.jsonl" }, true),
            () => orders.ScoreAsync(dataset, []),
            () => orders.ClusterAsync(dataset),
            () => orders.FindDuplicatesAsync(dataset, new()),
            () => orders.CancelAsync(job.JobId),
            () => orders.ResumeAsync(job.JobId),
            () => orders.RemoveAsync(dataset),
        ];
        foreach (var act in acts)
        {
            await Assert.ThrowsAsync<WrongWordsException>(act);
        }

        Assert.Equal(JobState.Queued, Assert.Single(store.Jobs.List()).State);
        Assert.Null(store.Datasets.Find("other"));
        Assert.NotNull(store.Datasets.Find(dataset.Name));
    }

    [Fact]
    public async Task Verdicts_OfAnAnnotator_AreOneByOne()
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(3));
        var acts = new VerdictActs(store.Reviews, store.Audit, Annotator());

        await acts.GiveAsync("one", dataset.DatasetId, [0], QualityReview.Reviews.Verdict.Drop, "duplicate");
        await Assert.ThrowsAsync<WrongWordsException>(() => acts.GiveAsync("all", dataset.DatasetId, [0, 1, 2], QualityReview.Reviews.Verdict.Drop, "duplicate"));

        Assert.Equal(0, Assert.Single(store.Reviews.Current(dataset.DatasetId)).Ordinal);
        Assert.Empty(store.Audit.List(10));
    }

    private static Reviewer Annotator() => new("Ben", Role.Annotator, () => Role.Annotator);
}
