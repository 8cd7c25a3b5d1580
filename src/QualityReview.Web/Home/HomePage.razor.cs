using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Home;

/// <summary>Datasets with how far they are, jobs, an import form, and what to do next.</summary>
public sealed partial class HomePage
{
    private const int ShownWaiting = 6;
    private const int ShownEnded = 5;

    private static readonly TimeSpan _countEvery = TimeSpan.FromSeconds(2);

    private IReadOnlyList<DatasetOverview> _datasets = [];
    private IReadOnlyList<Job> _active = [];
    private IReadOnlyList<Job> _waiting = [];
    private IReadOnlyList<Job> _ended = [];
    private DateTimeOffset _now;
    private DateTimeOffset _countedAt;
    private ConfirmDialog? _confirm;
    private Dataset? _going;
    private string? _refused;

    [Inject] private DatasetOverviews Overviews { get; set; } = default!;

    [Inject] private JobStore Jobs { get; set; } = default!;

    [Inject] private JobOrders Orders { get; set; } = default!;

    [Inject] private ScorerCatalog Scorers { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    private bool IsLead => Reviewer.May(Role.Lead);

    private bool IsAdmin => Reviewer.May(Role.Admin);

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <summary>How much of the sample dataset's first import and scoring is done, 0..1; null where that is over or something else is here.</summary>
    private double? FirstStartJobs
    {
        get
        {
            if (_datasets is not [{ Dataset.Name: FirstStart.DatasetName, Active.Count: > 0, Verdicts.Reviewed: 0 } sample])
            {
                return null;
            }

            var all = Math.Max(sample.Scorers.Count(scorer => scorer.Configured) + 1 + sample.Active.Count(job => job.Kind == JobKind.Cluster), sample.Active.Count);
            return (all - sample.Active.Count + sample.Active.Sum(JobViews.Part)) / all;
        }
    }

    protected override void OnInitialized() => Load();

    protected override void OnJobsChanged()
    {
        // Counting scored samples reads all chunks' sizes: not at every report of a job, but whenever one begins or ends.
        var before = _active.Select(job => (job.JobId, job.State));
        if (Time.GetUtcNow() - _countedAt >= _countEvery || !before.SequenceEqual(Feed.Active.Select(job => (job.JobId, job.State))))
        {
            Load();
        }
        else
        {
            ReadJobs();
        }
    }

    private void Load()
    {
        ReadJobs();
        _countedAt = _now;
        _datasets = Overviews.Load(_active);
        _ended = [.. Jobs.List(ShownEnded + _active.Count).Where(job => job.State is not (JobState.Queued or JobState.Running)).Take(ShownEnded)];
    }

    private void ReadJobs()
    {
        _now = Time.GetUtcNow();
        _active = Feed.Active;
        _waiting = [.. _active.Where(job => job.State == JobState.Queued)];
    }

    private async Task ScoreAsync(DatasetOverview overview)
    {
        var missing = overview.Missing.Select(scorer => scorer.Key).ToHashSet(StringComparer.Ordinal);
        await Orders.ScoreAsync(overview.Dataset, Scorers.All.Where(definition => missing.Contains(definition.Key)));
        Load();
    }

    private async Task RemoveAsync(Dataset dataset)
    {
        _going = dataset;
        _refused = null;
        StateHasChanged();
        if (!await _confirm!.AskAsync())
        {
            return;
        }

        try
        {
            await Orders.RemoveAsync(dataset);
        }
        catch (QualityReviewException fault)
        {
            _refused = fault.Message;
        }

        Load();
    }

    private Task CancelAsync(string id) => Orders.CancelAsync(long.Parse(id, CultureInfo.InvariantCulture));

    private static string Tone(Job job) => job.State switch
    {
        JobState.Done => "good",
        JobState.Failed => "bad",
        JobState.Interrupted => "warn",
        _ => "",
    };
}
