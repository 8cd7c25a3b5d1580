using Microsoft.AspNetCore.Components;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>Builds a subset out of one filter and people's overrides, exports it, and lists what was exported.</summary>
public sealed partial class SubsetsPage
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
    private string _recipeFault = "";
    private string _ordered = "";
    private ExportForm? _form;
    private TokenCounts _tokens = default!;
    private Refresh? _recount;

    [Parameter] public string Dataset { get; set; } = "";

    /// <summary>A rule of the page's own; wins over <see cref="FilterName"/>.</summary>
    [SupplyParameterFromQuery] private string? Rule { get; set; }

    [SupplyParameterFromQuery(Name = "filter")] private string? FilterName { get; set; }

    /// <summary>What goes on from the rule, as JSON.</summary>
    [SupplyParameterFromQuery(Name = "recipe")] private string? RecipeText { get; set; }

    [Inject] private SubsetRooms Rooms { get; set; } = default!;

    [Inject] private QualityReview.Web.Jobs.JobOrders Orders { get; set; } = default!;

    [Inject] private QualityReviewOptions Options { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    // What was asked for here is told here: the list of all exports is often below what is in sight.
    private PastExport? Fresh => _ordered.Length == 0 ? null : _exports.FirstOrDefault(export => Path.GetFileName(export.Folder) == _ordered);

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

        _saveFault = _exportFault = _recipeFault = "";
        await CountAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender)
        {
            _recount = new Refresh(() => InvokeAsync(CountAsync), Time, s_pace);
            Rooms.Reviews.Changed += OnReview;
        }
    }

    protected override void OnJobsChanged()
    {
        Relist();
        RecountIfOld();
    }

    protected override void Dispose(bool disposing)
    {
        Rooms.Reviews.Changed -= OnReview;
        _recount?.Dispose();
        base.Dispose(disposing);
    }

    private void OnReview(long datasetId, CurrentVerdict verdict)
    {
        if (datasetId == _dataset?.DatasetId)
        {
            _recount?.Ask();
        }
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
        var (rule, filter, recipe, tokens) = (Rule, FilterName, RecipeText, _tokens);
        try
        {
            var view = await Task.Run(() => SubsetView.Read(Rooms.Tables.Get(dataset.DatasetId), Rooms.Filters, rule, filter, recipe, tokens) with { Recipes = Rooms.Recipes.List(dataset.DatasetId) });
            if (asked == _asked)
            {
                _view = view;
                _counts = view.Counts is { } counts ? (counts, view.Rule.Node!) : _counts;
                RecountIfOld();
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

    /// <summary>While a run commits, the table may be some seconds behind: counted again until it is not.</summary>
    private void RecountIfOld()
    {
        if (_view is not null && Rooms.Datasets.Find(_view.Loaded.Dataset.DatasetId)?.Revision > _view.Loaded.Dataset.Revision)
        {
            _recount?.Ask();
        }
    }

    private void Relist()
    {
        _exports = _dataset is null ? [] : Rooms.Exports.List(_dataset.DatasetId);
        _jobs = _dataset is null ? [] : ExportJobs.Shown(Rooms.Jobs.List(), _dataset.DatasetId);
    }

    private void GoToRule(string rule)
    {
        (_counting, _typing) = (true, false);
        // Typing goes through many addresses; only one of them is worth a step back.
        Navigation.NavigateTo(ReviewUrls.Subsets(Dataset, rule, null, _view?.Recipe ?? new Recipe()), replace: Rule is not null);
    }

    private void GoToFilter(string name)
    {
        (_counting, _typing) = (true, false);
        Navigation.NavigateTo(ReviewUrls.Subsets(Dataset, "", name, _view?.Recipe ?? new Recipe()));
    }

    private void GoToRecipe(Recipe recipe)
    {
        _counting = true;
        // A saved recipe brings its filters along; a changed step goes on from the rule that is shown.
        Navigation.NavigateTo(recipe.Filters.Count > 0
            ? ReviewUrls.Subsets(Dataset, RecipeRule.Of(recipe, _view!.Filters).ToString(), recipe.Filters is [var one] && _view.Filters.Any(filter => filter.Name == one) ? one : null, recipe)
            : ReviewUrls.Subsets(Dataset, _view!.Rule.Text, _view.Rule.Filter?.Name, recipe));
    }

    private async Task SaveRecipeAsync(string name)
    {
        try
        {
            Rooms.Reviewer.Require(QualityReview.People.Role.Lead, "save a recipe");
            var recipe = _view!.Recipe with { Filters = [_view.Rule.Filter?.Name ?? _view.Rule.Node!.ToString()] };
            var saved = await Rooms.Recipes.SaveAsync(_dataset!.DatasetId, name, recipe, Rooms.Reviewer.Name);
            Toasts.Add(new Toast($"Saved as the recipe {saved.Name}, version {Display.Count(saved.Version)}.", NoticeKind.Success));
            _recipeFault = "";
            await CountAsync();
        }
        catch (QualityReviewException fault)
        {
            _recipeFault = fault.Message;
        }
    }

    private async Task SaveAsync(string name)
    {
        try
        {
            Rooms.Reviewer.Require(QualityReview.People.Role.Lead, "save a filter");
            var filter = await Rooms.Filters.SaveAsync(_dataset!.DatasetId, name, _view!.Rule.Text, Rooms.Reviewer.Name);
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
            _ordered = order.Folder;
        }
        catch (QualityReviewException fault)
        {
            _exportFault = fault.Message;
        }

        Relist();
    }
}
