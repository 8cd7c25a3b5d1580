using Microsoft.AspNetCore.Components;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>Builds a subset out of one filter and people's overrides, exports it, and lists what was exported.</summary>
public sealed partial class SubsetsPage : IDisposable
{
    private const int FirstShown = 20;
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(500);

    private Dataset? _dataset;
    private bool _missing;
    private SubsetView? _view;
    private (SubsetCounts Counts, FilterNode Rule)? _counts;
    private bool _counting;
    private bool _typing;
    private int _asked;
    private int _shown = FirstShown;
    private IReadOnlyList<PastExport> _exports = [];
    private IReadOnlyList<Job> _jobs = [];
    private string _saveFault = "";
    private string _exportFault = "";
    private ExportForm? _form;
    private TokenCounts _tokens = default!;
    private Refresh? _recount;
    private Refresh? _relist;

    [Parameter] public string Dataset { get; set; } = "";

    /// <summary>A rule of the page's own; wins over <see cref="FilterName"/>.</summary>
    [SupplyParameterFromQuery] private string? Rule { get; set; }

    [SupplyParameterFromQuery(Name = "filter")] private string? FilterName { get; set; }

    [Inject] private SubsetRooms Rooms { get; set; } = default!;

    [Inject] private QualityReviewOptions Options { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private JobStore Jobs => Rooms.Jobs;

    protected override void OnInitialized() => _tokens = new TokenCounts(Rooms.Scores);

    protected override async Task OnParametersSetAsync()
    {
        if (_dataset?.Name != Dataset)
        {
            (_view, _counts) = (null, null);
            _dataset = Rooms.Datasets.Find(Dataset);
            _missing = _dataset is null;
            Relist();
        }

        _saveFault = _exportFault = "";
        await CountAsync();
    }

    // Not earlier: the copy that is rendered into the first response is never on a screen.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _recount = new Refresh(() => InvokeAsync(CountAsync), Time, s_pace);
            _relist = new Refresh(() => InvokeAsync(() => { Relist(); StateHasChanged(); }), Time, s_pace);
            Rooms.Reviews.Changed += OnReview;
            Jobs.Changed += OnJob;
        }
    }

    public void Dispose()
    {
        Rooms.Reviews.Changed -= OnReview;
        Jobs.Changed -= OnJob;
        _recount?.Dispose();
        _relist?.Dispose();
    }

    private void OnReview(long datasetId, CurrentVerdict verdict)
    {
        if (datasetId == _dataset?.DatasetId)
        {
            _recount?.Ask();
        }
    }

    private void OnJob(Job job)
    {
        if (job.DatasetId != _dataset?.DatasetId)
        {
            return;
        }

        (job.Kind == JobKind.Export ? _relist : _recount)?.Ask();
    }

    /// <summary>Reads the rule of the address and counts, on another thread; of several that overlap the last one counts.</summary>
    private async Task CountAsync()
    {
        if (_dataset is not { } dataset)
        {
            return;
        }

        var asked = ++_asked;
        _counting = true;
        var (rule, filter, tokens) = (Rule, FilterName, _tokens);
        try
        {
            var view = await Task.Run(() => SubsetView.Read(Rooms.Tables.Get(dataset.DatasetId), Rooms.Filters.List(dataset.DatasetId), rule, filter, tokens));
            if (asked == _asked)
            {
                _view = view;
                _counts = view.Counts is { } counts ? (counts, view.Rule.Node!) : _counts;
            }
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
        finally
        {
            _counting &= asked != _asked;
            StateHasChanged();
        }
    }

    private void Relist()
    {
        _exports = _dataset is null ? [] : Rooms.Exports.List(_dataset.DatasetId);
        _jobs = _dataset is null ? [] : ExportJobs.Shown(Jobs.List(), _dataset.DatasetId);
    }

    private void GoToRule(string rule)
    {
        (_counting, _typing) = (true, false);
        // Typing goes through many addresses; only one of them is worth a step back.
        Navigation.NavigateTo(SubsetUrls.ByRule(Dataset, rule), replace: Rule is not null);
    }

    private void GoToFilter(string name)
    {
        (_counting, _typing) = (true, false);
        Navigation.NavigateTo(SubsetUrls.ByFilter(Dataset, name));
    }

    private async Task SaveAsync(string name)
    {
        try
        {
            var filter = await Rooms.Filters.SaveAsync(_dataset!.DatasetId, name, _view!.Rule.Text, PageAuthor.Of(Options));
            Toasts.Add(new Toast($"Saved as the filter {filter.Name}, version {Display.Count(filter.Version)}.", NoticeKind.Success));
            GoToFilter(filter.Name);
        }
        catch (QualityReviewException fault)
        {
            _saveFault = fault.Message;
        }
    }

    private async Task ExportAsync(ExportOrder order)
    {
        _exportFault = "";
        try
        {
            await Rooms.ExportAsync(_dataset!, order, Options);
            _form!.Taken(order.Folder);
        }
        catch (QualityReviewException fault)
        {
            _exportFault = fault.Message;
        }

        Relist();
    }
}
