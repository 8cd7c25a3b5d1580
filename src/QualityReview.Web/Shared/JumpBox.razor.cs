using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace QualityReview.Web.Shared;

/// <summary>A box that opens with Ctrl K: it jumps to datasets, samples, queues, filters and pages by a few of their letters, and does what can be done there.</summary>
public sealed partial class JumpBox
{
    private const int Most = 12;

    private readonly string _id = "jump-" + Guid.NewGuid().ToString("N")[..8];
    private List<KeyBinding> _keys = [];
    private ElementReference _dialog;
    private CancellationTokenSource _search = new();
    private IReadOnlyList<JumpTarget> _found = [];
    private string _typed = "";
    private int _at;

    [Parameter, EditorRequired] public IEnumerable<IJumpSource> Sources { get; set; } = [];

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    protected override string ModulePath => "Shared/JumpBox.razor.js";

    protected override void OnInitialized() => _keys = [KeyBinding.To(this, "ctrl+k", "Search or jump", OpenAsync)];

    public override async ValueTask DisposeAsync()
    {
        await _search.CancelAsync();
        _search.Dispose();
        await base.DisposeAsync();
    }

    private async Task OpenAsync()
    {
        await FindAsync("");
        await CallAsync("open", _dialog);
    }

    private async Task FindAsync(string typed)
    {
        _typed = typed;
        await _search.CancelAsync();
        _search.Dispose();
        _search = new();
        var cancellation = _search.Token;
        try
        {
            var found = await Task.WhenAll(Sources.Select(source => source.FindAsync(typed.Trim(), cancellation)));
            if (cancellation.IsCancellationRequested)
                return;
            (_found, _at) = ([.. found.SelectMany(places => places)
                .Select(place => (Place: place, Fit: FuzzyMatch.Score(typed, $"{place.Title} {place.Kind}")))
                .Where(found => found.Fit is not null)
                .OrderByDescending(found => found.Fit)
                .Select(found => found.Place)
                .Take(Most)], 0);
        }
        catch (OperationCanceledException)
        {
            // More was typed: the newer search answers.
        }
    }

    private async Task PressAsync(KeyboardEventArgs e)
    {
        if (_found.Count == 0)
            return;
        if (e.Key == "Enter")
            await GoAsync(_found[_at]);
        else if (e.Key is "ArrowDown" or "ArrowUp")
            _at = (_at + (e.Key == "ArrowDown" ? 1 : -1) + _found.Count) % _found.Count;
    }

    private async Task GoAsync(JumpTarget target)
    {
        await CallAsync("close", _dialog);
        if (target.Display is var (key, value))
            await CallAsync("display", key, value);
        else if (target.Act is not null)
            await ActAsync(target.Act);
        else
            Navigation.NavigateTo(target.Url);
    }

    private async Task ActAsync(Func<Task<string>> act)
    {
        try
        {
            Toasts.Add(new Toast(await act(), NoticeKind.Success));
        }
        catch (QualityReviewException fault)
        {
            Toasts.Add(new Toast(fault.Message, NoticeKind.Failure));
        }
    }
}
