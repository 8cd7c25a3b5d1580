using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Queues;

/// <summary>The stores that a lead's pages of queues read and write.</summary>
public sealed class QueueRooms(
    DatasetStore datasets, SampleTables tables, FilterStore filters, ReviewStore reviews, QueueStore queues, QueueReader reader, QueueDrawer drawer, AccountStore accounts, Reviewer reviewer)
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
        return await queues.AddAsync(request, drawn);
    }

    public Task SetStateAsync(Queue queue, string state)
    {
        reviewer.Require(Role.Lead, "change a queue");
        return queues.SetStateAsync(queue.QueueId, state);
    }

    public Task<QueueGuideline> GuideAsync(Queue queue, string text)
    {
        reviewer.Require(Role.Lead, "change a guideline");
        return queues.GuideAsync(queue.QueueId, text, reviewer.Name);
    }

    public Task AssignAsync(Queue queue, IReadOnlyCollection<string> names)
    {
        reviewer.Require(Role.Lead, "assign reviewers");
        return queues.AssignAsync(queue.QueueId, names);
    }
}
