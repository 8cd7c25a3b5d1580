using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

/// <summary>A dataset's samples under a rule: histograms and facets to narrow it with, and the list. Its address is its whole state.</summary>
public sealed partial class BrowsePage : IDisposable
{
    /// <summary>Time from one look for new scores and verdicts to the next.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    private static readonly (Drawer Drawer, string Title)[] _drawers = [(Drawer.Rule, "Edit rule"), (Drawer.Views, "Views"), (Drawer.All, "Judge all")];

    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource _reading = new();
    private ITimer? _look;
    private string _shownName = "";
    private BrowseView? _view;
    private bool _missing;
    private string _wrong = "";
    private int _selected;
    private bool _filtersOpen;
    private bool _comesBack;
    private BrowseView? _waitsFor;
    private Drawer _drawer;
    private VirtualList<BrowsedSample>? _list;
    private SearchBox? _search;

    /// <summary>What opens below the toolbar.</summary>
    private enum Drawer
    {
        None,
        Rule,
        Views,
        All,
    }

    [Parameter] public string Name { get; set; } = "";

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private BrowseReader Reader { get; set; } = default!;

    [Inject] private BrowsePlaces Places { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <summary>Everything is judged, exported and drawn from only where everything is shown.</summary>
    private IEnumerable<(Drawer Drawer, string Title)> Drawers => _drawers.Where(drawer => drawer.Drawer != Drawer.All || _view!.IsAll);

    /// <summary>A rule that cannot be read is shown in its box.</summary>
    private Drawer Opened => _view?.Fault is not null && _drawer == Drawer.None ? Drawer.Rule : _drawer == Drawer.All && _view is { IsAll: false } ? Drawer.None : _drawer;

    private string Query => _view!.Address.ToQueryString();

    private List<RuleChip> Chips => [.. _view!.Parts.Select(part => new RuleChip(part.Text, part.Label))];

    private string NothingText => !_view!.IsAll ? "The time allowed did not do for these words." : _view.Address.Query.Search.Length > 0 ? "No sample meets the rule and holds these words." : "No sample meets all parts of the rule.";

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    protected override Task OnParametersSetAsync()
    {
        if (_shownName == Name)
        {
            return Task.CompletedTask;
        }

        _shownName = Name;
        _selected = Places.Of(Address(Navigation.Uri));
        _comesBack = _selected > 0;
        return ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Not earlier: the copy that is rendered into the first response is never on a screen.
        if (firstRender)
        {
            _look = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, LookEvery, LookEvery);
        }

        if (_view is { IsAll: false, Address.Wait: true } begun && !ReferenceEquals(begun, _waitsFor))
        {
            // What was found in time is on the screen meanwhile.
            _waitsFor = begun;
            await ReadAsync(wait: true);
            StateHasChanged();
        }

        if (_comesBack && _list is { } list)
        {
            _comesBack = false;
            await list.ShowAsync(_selected);
        }
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _look?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
        _reading.Dispose();
    }

    private static string Address(string uri) => new Uri(uri).PathAndQuery;

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (Uri.UnescapeDataString(new Uri(e.Location).AbsolutePath) != $"/datasets/{Name}")
        {
            return;
        }

        _act = e.Location == _went ? _act : "";
        _ = InvokeAsync(async () =>
        {
            var (query, selected) = (_view?.Address.Query, _selected);
            _selected = Places.Of(Address(e.Location));
            _comesBack = _selected > 0;
            await ReadAsync();
            if (query is not null && query == _view?.Address.Query)
            {
                // Another filter's decisions beside the same list.
                (_selected, _comesBack) = (selected, false);
            }

            StateHasChanged();
        });
    }

    private async Task LookAsync()
    {
        if (_view is { } view && !_gone.IsCancellationRequested && await Task.Run(() => Reader.IsOld(view)))
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    /// <summary>Reads what the address asks for; the list stays where it is if its samples stay the same.</summary>
    /// <param name="wait">Until all is found that is searched for.</param>
    private async Task ReadAsync(bool wait = false)
    {
        await _reading.CancelAsync();
        _reading.Dispose();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        var (cancellation, name, query) = (_reading.Token, Name, new Uri(Navigation.Uri).Query);
        var before = _view;
        try
        {
            var view = await Task.Run(() => Reader.Read(name, query, wait, cancellation), cancellation);
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            (_view, _missing, _wrong) = (view, view is null, "");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (WrongWordsException fault)
        {
            (_view, _missing, _wrong) = (null, false, fault.Message);
        }

        _selected = Math.Clamp(_selected, 0, Math.Max(0, (_view?.Samples.Count ?? 0) - 1));
        if (_view is { } now && now.Address.Query == before?.Address.Query && _list is { } list)
        {
            StateHasChanged();
            await list.RefreshAsync();
        }
    }

    private Task<IReadOnlyList<BrowsedSample>> LoadAsync(int start, int count, CancellationToken cancellation)
    {
        var view = _view!;
        return Task.Run(() => Reader.Samples(view, start, count, Acts.Blinded), cancellation);
    }

    private void Select(int index)
    {
        _selected = index;
        Places.Keep(Address(Navigation.Uri), index);
    }
}
