using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Queues;

/// <summary>The stores that a lead's pages of queues read and write.</summary>
public sealed class QueueRooms(
    DatasetStore datasets, SampleTables tables, FilterStore filters, ReviewStore reviews, QueueStore queues, QueueReader reader, QueueDrawer drawer, AccountStore accounts, AuditTrail audit, Reviewer reviewer)
{
    public DatasetStore Datasets => datasets;

    public SampleTables Tables => tables;

    public FilterStore Filters => filters;

    public ReviewStore Reviews => reviews;

    public QueueStore Queues => queues;

    public QueueReader Reader => reader;

    public Reviewer Reviewer => reviewer;

    public DrawnQueue Draw(long datasetId, QueueDraw draw) => drawer.Draw(tables.Get(datasetId), draw);

    /// <summary>Everybody who can be assigned.</summary>
    public IReadOnlyList<string> People() => reviewer.IsAlone ? [reviewer.Name] : [.. accounts.List().Where(account => account.ClosedAt is null).Select(account => account.Name)];

    /// <summary>Draws anew and makes the queue of it.</summary>
    /// <exception cref="WrongWordsException">The person may not, or the request cannot be met.</exception>
    public async Task<Queue> AddAsync(QueueRequest request)
    {
        reviewer.Require(Role.Lead, "make a queue");
        var drawn = await Task.Run(() => Draw(request.DatasetId, request.Draw));
        var queue = await queues.AddAsync(request, drawn);
        await audit.AddAsync(reviewer.Name, AuditAct.QueueMade, queue.Name, $"{queue.Kind}, {Display.Plural(drawn.Items.Count, "sample")} of {queue.Rule}");
        return queue;
    }

    public async Task SetStateAsync(Queue queue, string state)
    {
        reviewer.Require(Role.Lead, "change a queue");
        await queues.SetStateAsync(queue.QueueId, state);
        await audit.AddAsync(reviewer.Name, AuditAct.QueueChanged, queue.Name, state);
    }

    public async Task<QueueGuideline> GuideAsync(Queue queue, string text)
    {
        reviewer.Require(Role.Lead, "change a guideline");
        var before = queues.Guideline(queue.QueueId).Version;
        var saved = await queues.GuideAsync(queue.QueueId, text, reviewer.Name);
        if (saved.Version != before)
        {
            await audit.AddAsync(reviewer.Name, AuditAct.GuidelineChanged, queue.Name, $"version {Display.Count(saved.Version)}");
        }

        return saved;
    }

    public async Task AssignAsync(Queue queue, IReadOnlyCollection<string> names)
    {
        reviewer.Require(Role.Lead, "assign reviewers");
        await queues.AssignAsync(queue.QueueId, names);
        await audit.AddAsync(reviewer.Name, AuditAct.QueueAssigned, queue.Name, names.Count == 0 ? "everybody" : string.Join(", ", names));
    }
}
