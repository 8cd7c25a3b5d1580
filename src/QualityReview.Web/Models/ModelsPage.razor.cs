using Microsoft.AspNetCore.Components;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Models;

/// <summary>The configured scorers with their receipts, the device they run on, and how far they are with each dataset.</summary>
public sealed partial class ModelsPage
{
    private readonly Dictionary<string, ModelReading> _readings = new(StringComparer.Ordinal);
    private IReadOnlyList<InstalledScorer> _scorers = [];
    private IReadOnlyDictionary<string, IReadOnlyList<ScorerRun>> _runs = new Dictionary<string, IReadOnlyList<ScorerRun>>();
    private DeviceInUse? _device;

    [Inject] private ScorerCatalog Catalog { get; set; } = default!;

    [Inject] private ScorerSettings Settings { get; set; } = default!;

    [Inject] private DatasetStore Datasets { get; set; } = default!;

    [Inject] private ScoreStore Scores { get; set; } = default!;

    [Inject] private JobStore Jobs { get; set; } = default!;

    [Inject] private JobOrders Orders { get; set; } = default!;

    protected override void OnInitialized() => ReadScorers();

    // Not earlier: the copy that is rendered into the first response would read every model for nothing.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        await ReadModelsAsync();
        _device = await Task.Run(() => DeviceInUse.Find(Settings.Scoring));
        StateHasChanged();
    }

    protected override void OnJobsChanged() => ReadRuns();

    private void ReadScorers()
    {
        _scorers = InstalledScorer.All(Catalog, Settings);
        ReadRuns();
    }

    private async Task ReadModelsAsync()
    {
        // Another scorer may come or go while one is read.
        while (_scorers.FirstOrDefault(scorer => !_readings.ContainsKey(scorer.Key)) is { } next)
        {
            await ReadAsync(next, false);
            StateHasChanged();
        }
    }

    private async Task ReadAsync(InstalledScorer scorer, bool hash) => _readings[scorer.Key] = await Task.Run(() => ModelReading.Read(scorer, Settings.Scoring, hash));

    private Task ChangedAsync()
    {
        ReadScorers();
        foreach (var gone in _readings.Keys.Except(_scorers.Select(scorer => scorer.Key)).ToList())
        {
            _readings.Remove(gone);
        }

        return ReadModelsAsync();
    }

    private void ReadRuns() => _runs = ScorerRun.Of(_scorers, Datasets.List(), Scores, Jobs.Active());

    private async Task ScoreAsync(InstalledScorer scorer, Dataset dataset)
    {
        // Looked at again: another page may have asked for the same meanwhile.
        ReadRuns();
        if (_runs[scorer.Key].All(run => run.Dataset.DatasetId != dataset.DatasetId || run.Job is null))
        {
            await Orders.ScoreAsync(dataset, [scorer.Definition]);
            ReadRuns();
        }
    }
}
