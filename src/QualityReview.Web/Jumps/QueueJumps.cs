using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>Queues that give a person something to do; for leads also every queue of the datasets as they see it.</summary>
internal sealed class QueueJumps(QueueWork work, QueueStore queues, DatasetAtHand datasets, Reviewer reviewer) : IJumpSource
{
    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation)
    {
        var open = work.OpenFor(reviewer.Name).Select(open => new JumpTarget($"Review {open.Queue.Name} · {Display.Count(open.Left)} left", ReviewUrls.Review(open.Queue.Name), "queue"));
        var led = reviewer.May(Role.Lead) && typed.Length > 0
            ? datasets.All().SelectMany(dataset => queues.List(dataset.DatasetId).Select(queue => new JumpTarget($"{queue.Name} · {dataset.Name}", ReviewUrls.Queue(dataset.Name, queue.Name), "queue")))
            : [];
        return Task.FromResult<IReadOnlyList<JumpTarget>>([.. open, .. led]);
    }
}
