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

    [Inject] private QualityReviewOptions Options { get; set; } = default!;

    [Inject] private DatasetStore Datasets { get; set; } = default!;

    [Inject] private ScoreStore Scores { get; set; } = default!;

    [Inject] private JobStore Jobs { get; set; } = default!;

    [Inject] private JobOrders Orders { get; set; } = default!;

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

        foreach (var scorer in _scorers)
        {
            await ReadAsync(scorer, false);
            StateHasChanged();
        }

        _device = await Task.Run(() => DeviceInUse.Find(Options.Scoring));
        StateHasChanged();
    }

    protected override void OnJobsChanged() => ReadRuns();

    private async Task ReadAsync(InstalledScorer scorer, bool hash) => _readings[scorer.Key] = await Task.Run(() => ModelReading.Read(scorer, Options.Scoring, hash));

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
