using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace QualityReview.Web.Shared;

/// <summary>A box that opens with Ctrl K and jumps to a dataset, sample or page by name.</summary>
public sealed partial class JumpBox
{
    private readonly string _id = "jump-" + Guid.NewGuid().ToString("N")[..8];
    private List<KeyBinding> _keys = [];
    private ElementReference _dialog;
    private CancellationTokenSource _search = new();
    private IReadOnlyList<JumpTarget> _found = [];
    private string _typed = "";
    private int _at;

    [Parameter, EditorRequired] public IEnumerable<IJumpSource> Sources { get; set; } = [];

    [Inject] private NavigationManager Navigation { get; set; } = default!;

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
            (_found, _at) = ([.. found.SelectMany(places => places).Take(12)], 0);
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
        Navigation.NavigateTo(target.Url);
    }
}
