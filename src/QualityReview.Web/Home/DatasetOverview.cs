using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Web.Home;

/// <summary>How far one scorer is over a dataset.</summary>
/// <param name="Scored">Samples that have been looked at, failed ones included.</param>
/// <param name="Failed">Samples without a score, as they could not be scored.</param>
/// <param name="Configured">Whether this installation can run it.</param>
/// <param name="Asked">Whether a job for the rest runs or waits, or has failed and can be resumed.</param>
public sealed record ScorerShare(string Key, string Title, int Scored, int Failed, bool Configured, bool Asked);

/// <summary>What Home shows of a dataset.</summary>
/// <param name="Scorers">The configured ones in their order, then others that ran over the dataset.</param>
/// <param name="SetAside">Lines that its imports set aside.</param>
/// <param name="Active">Its jobs that run or wait, oldest first.</param>
/// <param name="Stopped">Its imports and scorings that failed or were interrupted and were not asked for again since, newest first.</param>
public sealed record DatasetOverview(Dataset Dataset, IReadOnlyList<ScorerShare> Scorers, VerdictTally Verdicts, int SetAside, IReadOnlyList<Job> Active, IReadOnlyList<Job> Stopped)
{
    /// <summary>Scorers that could run and that nobody has asked for.</summary>
    public IReadOnlyList<ScorerShare> Missing => [.. Scorers.Where(scorer => scorer is { Configured: true, Asked: false } && scorer.Scored < Dataset.SampleCount)];

    /// <summary>Scorers shown with a bar each: those that are configured, and others that have not looked at every sample. Where
    /// none is configured: all.</summary>
    public IReadOnlyList<ScorerShare> Main => Scorers.Any(scorer => scorer.Configured) ? [.. Scorers.Where(scorer => scorer.Configured || !IsComplete(scorer))] : Scorers;

    /// <summary>The others, which are complete: measures made at import, and scorers of former settings.</summary>
    public IReadOnlyList<ScorerShare> Others => [.. Scorers.Except(Main)];

    /// <summary>How many of <see cref="Main"/> have looked at every sample.</summary>
    public int Complete => Main.Count(IsComplete);

    private bool IsComplete(ScorerShare scorer) => Dataset.SampleCount > 0 && scorer.Scored >= Dataset.SampleCount;
}
