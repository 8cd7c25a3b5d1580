using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Jobs;

/// <summary>All jobs, newest first: those that run or wait as cards, those that have ended with their sentence.</summary>
public sealed partial class JobsPage
{
    /// <summary>Jobs shown at first.</summary>
    public const int FirstShown = 100;

    private const int MostShown = 10_000;

    private IReadOnlyDictionary<string, int> _counts = new Dictionary<string, int>();
    private Dictionary<long, string> _datasets = [];
    private IReadOnlyList<Job> _jobs = [];
    private IReadOnlyList<Job> _active = [];
    private IReadOnlyList<Job> _ended = [];
    private DateTimeOffset _now;
    private bool _more;

    /// <summary>See <see cref="JobState"/>; jobs of all states where it names none.</summary>
    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "show")] private string? ShowText { get; set; }

    private int? Show => QueryValue.Of<int>(ShowText);

    [Inject] private JobStore Jobs { get; set; } = default!;

    [Inject] private JobOrders Orders { get; set; } = default!;

    [Inject] private DatasetStore Datasets { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string? Filter => JobState.All.FirstOrDefault(state => state == State);

    private int Shown => Math.Clamp(Show ?? FirstShown, 1, MostShown);

    protected override void OnParametersSet() => OnJobsChanged();

    protected override void OnJobsChanged()
    {
        _now = Time.GetUtcNow();
        _counts = Jobs.CountByState();
        _datasets = Datasets.List().ToDictionary(dataset => dataset.DatasetId, dataset => dataset.Name);
        var jobs = Jobs.List(Shown + 1, Filter);
        _more = jobs.Count > Shown && Shown < MostShown;
        _jobs = [.. jobs.Take(Shown)];
        // What runs comes before what waits behind it.
        _active = [.. _jobs.Where(IsActive).OrderByDescending(job => job.State == JobState.Running)];
        _ended = [.. _jobs.Where(job => !IsActive(job))];
    }

    private static bool IsActive(Job job) => job.State is JobState.Queued or JobState.Running;

    private string? DatasetOf(Job job) => job.DatasetId is { } id ? _datasets.GetValueOrDefault(id) : null;

    private Task CancelAsync(string id) => Orders.CancelAsync(long.Parse(id, CultureInfo.InvariantCulture));

    private static string Title(string state) => char.ToUpperInvariant(state[0]) + state[1..];

    /// <summary>How far a job came that did not end well.</summary>
    private string Figures(Job job) => job.State == JobState.Done || job.Total == 0 ? "" : JobViews.Of(job, _now).Figures + " · ";

    private static string Tone(Job job) => job.State switch
    {
        JobState.Done => "good",
        JobState.Failed => "bad",
        JobState.Interrupted => "warn",
        _ => "",
    };
}
