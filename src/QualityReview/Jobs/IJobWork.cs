namespace QualityReview.Jobs;

/// <summary>What a kind of job does. It must be able to begin again after being killed at any point.</summary>
public interface IJobWork
{
    /// <summary>See <see cref="JobKind"/>.</summary>
    string Kind { get; }

    /// <summary>Does the work, or the rest of it.</summary>
    /// <returns>The result in one sentence.</returns>
    Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation);
}
