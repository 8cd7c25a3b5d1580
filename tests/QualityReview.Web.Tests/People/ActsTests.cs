using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Recipes;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Browse;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;
using QualityReview.Web.Queues;
using QualityReview.Web.Subsets;

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

    [Fact]
    public async Task Queues_OfAnAnnotator_AreNotMadeNorChanged_AndThoseOfALeadStandInTheAuditTrail()
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(6));
        var queues = new QueueStore(store.Database, store.Reviews, store.Samples, TimeProvider.System);
        var request = new QueueRequest { DatasetId = dataset.DatasetId, Name = "first", Author = "Lea", Draw = new QueueDraw { Kind = QueueKind.AsShown, Size = 4 } };
        QueueRooms RoomsOf(Reviewer reviewer) => new(
            store.Datasets, Tables(store), new FilterStore(store.Database, TimeProvider.System), store.Reviews, queues, new QueueReader(store.Database, TimeProvider.System),
            new QueueDrawer(store.Samples, store.Reviews), new AccountStore(store.Database, TimeProvider.System), store.Audit, reviewer);
        var lead = RoomsOf(new Reviewer("Lea", Role.Lead, () => Role.Lead));
        var queue = await lead.AddAsync(request);
        var annotator = RoomsOf(Annotator());
        Func<Task>[] acts =
        [
            () => annotator.AddAsync(request with { Name = "second" }),
            () => annotator.SetStateAsync(queue, QueueState.Archived),
            () => annotator.GuideAsync(queue, "Keep all."),
            () => annotator.AssignAsync(queue, ["Ben"]),
        ];
        foreach (var act in acts)
        {
            await Assert.ThrowsAsync<WrongWordsException>(act);
        }

        Assert.Equal([queue], queues.List(dataset.DatasetId));
        Assert.Equal((0, 0), (queues.Guideline(queue.QueueId).Version, queues.Assignees(queue.QueueId).Count));

        await lead.SetStateAsync(queue, QueueState.Paused);
        await lead.SetStateAsync(queue, QueueState.Open);
        await lead.GuideAsync(queue, "Keep prose.");
        await lead.GuideAsync(queue, "Keep prose.");
        await lead.AssignAsync(queue, ["Ana", "Ben"]);
        await lead.AssignAsync(queue, []);
        await lead.SetStateAsync(queue, QueueState.Archived);
        Assert.All(store.Audit.List(20), entry => Assert.Equal(("Lea", "first"), (entry.Actor, entry.Subject)));
        Assert.Equal(
            [
                (AuditAct.QueueMade, "as_shown, 4 samples of all"), (AuditAct.QueueChanged, "paused"), (AuditAct.QueueChanged, "open"), (AuditAct.GuidelineChanged, "version 1"),
                (AuditAct.QueueAssigned, "Ana, Ben"), (AuditAct.QueueAssigned, "everybody"), (AuditAct.QueueChanged, "archived"),
            ],
            store.Audit.List(20).Reverse().Select(entry => (entry.Act, entry.Detail)));
    }

    [Fact]
    public async Task Exports_AndBulkActs_OfALeadStandInTheAuditTrail_AndAnAnnotatorsDoNotCome()
    {
        await using var store = new TestDatabase();
        var dataset = await store.DatasetOfAsync(Some.Founds(3));
        var options = new QualityReviewOptions { DataFolder = store.Folder.Path };
        SubsetRooms RoomsOf(Reviewer reviewer) => new(
            store.Datasets, Tables(store), new FilterStore(store.Database, TimeProvider.System), store.Scores, store.Reviews, new ExportStore(store.Database, TimeProvider.System), new RecipeStore(store.Database, TimeProvider.System), store.Jobs, store.Audit, reviewer);
        var order = new ExportOrder(null, "all", "jsonl", "mine");

        await Assert.ThrowsAsync<WrongWordsException>(() => RoomsOf(Annotator()).ExportAsync(dataset, order, options));
        Assert.Empty(store.Jobs.List());
        Assert.Empty(store.Audit.List(10));

        var lea = new Reviewer("Lea", Role.Lead, () => Role.Lead);
        await RoomsOf(lea).ExportAsync(dataset, order, options);
        var acts = new VerdictActs(store.Reviews, store.Audit, lea);
        await acts.GiveAsync("all three", dataset.DatasetId, [0, 1, 2], QualityReview.Reviews.Verdict.Drop, "duplicate");
        await acts.UndoAsync(dataset.DatasetId);
        Assert.Equal([AuditAct.BulkUndone, AuditAct.BulkReviewed, AuditAct.Exported], store.Audit.List(10).Select(entry => entry.Act));
        Assert.All(store.Audit.List(10), entry => Assert.Equal("Lea", entry.Actor));
    }

    private static SampleTables Tables(TestDatabase store) => new(store.Datasets, store.Samples, store.Scores, store.Reviews);

    private static Reviewer Annotator() => new("Ben", Role.Annotator, () => Role.Annotator);
}
