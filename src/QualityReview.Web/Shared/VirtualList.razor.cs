using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace QualityReview.Web.Shared;

/// <summary>A list of which only the part in sight is loaded and drawn. Every cell has the height that its CSS class sets as --cell.
/// It serves millions, where a browser's tallest element would not, and needs no style attributes.</summary>
public sealed partial class VirtualList<TItem>
{
    private const int FirstRows = 12;
    private const int Kept = 400;
    private readonly Dictionary<int, TItem> _items = [];
    private ElementReference _root;
    private DotNetObjectReference<VirtualList<TItem>>? _self;
    private CancellationTokenSource _load = new();
    private object? _query;
    private int _first;
    private int _seen = FirstRows;
    private int _count = -1;
    private bool _loading;
    private bool _attached;
    private bool _gone;
    private int? _shown;

    [Parameter, EditorRequired] public int Count { get; set; }

    /// <summary>Gives the items from a 0-based start, as many as asked or fewer at the end.</summary>
    [Parameter, EditorRequired] public Func<int, int, CancellationToken, Task<IReadOnlyList<TItem>>> Load { get; set; } = default!;

    [Parameter, EditorRequired] public RenderFragment<VirtualItem<TItem>> ChildContent { get; set; } = default!;

    /// <summary>What the list shows (compared with Equals): another one loads again and goes to the top.</summary>
    [Parameter, EditorRequired] public object? Query { get; set; }

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter] public string Class { get; set; } = "samples";

    protected override string ModulePath => "Shared/VirtualList.razor.js";

    /// <summary>Loads what is in sight again, in place: after a verdict, or when scores came in.</summary>
    public Task RefreshAsync() => FillAsync(again: true);

    /// <summary>Scrolls just as far as a cell needs to be in sight; before the list is on a screen, as soon as it is.</summary>
    public Task ShowAsync(int index)
    {
        if (_attached)
            return CallAsync("show", _root, index);
        _shown = index;
        return Task.CompletedTask;
    }

    /// <summary>The browser says which cells are in sight, some more at both ends included.</summary>
    [JSInvokable]
    public Task Seen(int first, int count)
    {
        // The browser may still speak while the page is being left.
        if (_gone)
            return Task.CompletedTask;
        _first = Math.Clamp(first, 0, Math.Max(0, Count - 1));
        _seen = Math.Clamp(count, 1, 200);
        return FillAsync(again: false);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_count == Count && Equals(_query, Query))
            return;
        var moved = !Equals(_query, Query);
        (_count, _query) = (Count, Query);
        if (moved)
            (_first, _seen) = (0, Math.Max(_seen, FirstRows));
        _items.Clear();
        if (_attached)
            await CallAsync("update", _root, Count, moved);
        await FillAsync(again: true);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await CallAsync("attach", _root, _self, Count);
        _attached = true;
        if (_shown is { } index)
            await CallAsync("show", _root, index);
    }

    public override async ValueTask DisposeAsync()
    {
        _gone = true;
        await _load.CancelAsync();
        _load.Dispose();
        // Also where the list is left while it is being attached: the browser would speak to a list that is gone.
        if (_self is not null)
            await CallAsync("detach", _root);
        _self?.Dispose();
        await base.DisposeAsync();
    }

    private async Task FillAsync(bool again)
    {
        var (first, end) = (_first, Math.Min(Count, _first + _seen));
        if (!again)
        {
            while (first < end && _items.ContainsKey(first))
                first++;
            while (end > first && _items.ContainsKey(end - 1))
                end--;
        }

        await _load.CancelAsync();
        _load.Dispose();
        _load = new();
        var cancellation = _load.Token;
        _loading = first < end;
        StateHasChanged();
        if (!_loading)
            return;
        try
        {
            var found = await Load(first, end - first, cancellation);
            if (cancellation.IsCancellationRequested)
                return;
            if (_items.Count > Kept)
                _items.Clear();
            for (var i = 0; i < found.Count; i++)
                _items[first + i] = found[i];
            _loading = false;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Scrolled on: the newer load fills the list.
        }
    }
}
