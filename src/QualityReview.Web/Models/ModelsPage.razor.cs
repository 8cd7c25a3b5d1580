using Microsoft.AspNetCore.Components;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Models;

/// <summary>The configured scorers with their receipts, the device they run on, and how far they are with each dataset.</summary>
public sealed partial class ModelsPage : IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, ModelReading> _readings = new(StringComparer.Ordinal);
    private IReadOnlyList<InstalledScorer> _scorers = [];
    private IReadOnlyDictionary<string, IReadOnlyList<ScorerRun>> _runs = new Dictionary<string, IReadOnlyList<ScorerRun>>();
    private DeviceInUse? _device;
    private Refresh? _refresh;

    [Inject] private ScorerCatalog Catalog { get; set; } = default!;

    [Inject] private QualityReviewOptions Options { get; set; } = default!;

    [Inject] private DatasetStore Datasets { get; set; } = default!;

    [Inject] private ScoreStore Scores { get; set; } = default!;

    [Inject] private JobStore Jobs { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized()
    {
        _scorers = InstalledScorer.All(Catalog, Options);
        ReadRuns();
    }

    // Not earlier: the copy that is rendered into the first response would read every model for nothing.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _refresh = new Refresh(() => InvokeAsync(() => { ReadRuns(); StateHasChanged(); }), Time, s_pace);
        Jobs.Changed += OnJob;
        foreach (var scorer in _scorers)
        {
            await ReadAsync(scorer, false);
            StateHasChanged();
        }

        _device = await Task.Run(() => DeviceInUse.Find(Options.Scoring));
        StateHasChanged();
    }

    public void Dispose()
    {
        Jobs.Changed -= OnJob;
        _refresh?.Dispose();
    }

    private void OnJob(Job job)
    {
        if (job.Kind is JobKind.Score or JobKind.Import)
        {
            _refresh?.Ask();
        }
    }

    private async Task ReadAsync(InstalledScorer scorer, bool hash) => _readings[scorer.Key] = await Task.Run(() => ModelReading.Read(scorer, Options.Scoring, hash));

    private void ReadRuns() => _runs = ScorerRun.Of(_scorers, Datasets.List(), Scores, Jobs.Active());

    private async Task ScoreAsync(InstalledScorer scorer, Dataset dataset)
    {
        // Looked at again: another page may have asked for the same meanwhile.
        ReadRuns();
        if (_runs[scorer.Key].All(run => run.Dataset.DatasetId != dataset.DatasetId || run.Job is null))
        {
            await Jobs.AddAsync(JobKind.Score, dataset.DatasetId, $"Score {dataset.Name} with {scorer.Key}", ScorerRun.RequestFor(scorer.Key), PageAuthor.Of(Options));
            ReadRuns();
        }
    }
}
