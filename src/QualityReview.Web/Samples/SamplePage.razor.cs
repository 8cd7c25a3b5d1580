using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.JSInterop;
using QualityReview.Samples;
using QualityReview.Web.Configuration;
using QualityReview.Web.Queues;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>One sample: its text, its scores with exact ranks, its neighbours, and where it is judged. Its address is its whole state.</summary>
public sealed partial class SamplePage : IAsyncDisposable
{
    private SampleAddress _address = new("", "");
    private string _read = "";
    private Dataset? _dataset;
    private ShownSample? _shown;
    private ShownSample? _onScreen;
    private bool _seen;
    private bool _ended;
    private bool _gone;
    private IReadOnlyList<HeatSpan> _heat = [];
    private string _surprisal = "";
    private (string Key, int Ordinal) _heatOf = ("", -1);
    private CancellationTokenSource _reading = new();
    private IJSObjectReference? _module;
    private ElementReference _root;
    private SampleText? _text;

    [Parameter] public string Name { get; set; } = "";

    /// <summary>Not used: routing unescapes ids of its own will, so the page reads its address itself.</summary>
    [Parameter] public string Id { get; set; } = "";

    /// <summary>Null in an interactive page.</summary>
    [CascadingParameter] private HttpContext? Http { get; set; }

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private SampleReader Reader { get; set; } = default!;

    [Inject] private SurprisalReaders Surprisals { get; set; } = default!;

    [Inject] private IJSRuntime JS { get; set; } = default!;

    [Inject] private ReviewerAtWork AtWork { get; set; } = default!;

    /// <summary>The blind queue in which the sample waits for this person's verdict, or null: until then only the text is shown.</summary>
    private string? _blindIn;

    private string InDatasetOrder => (_shown!.Address with { List = "" }).Url;

    private List<KeyBinding> Keys => [.. AtWork.Free(
    [
        KeyBinding.To(this, "j", "Next sample", Next, repeats: true),
        KeyBinding.To(this, "k", "Previous sample", Previous, repeats: true),
        KeyBinding.To(this, "ArrowRight", "Next sample", Next, repeats: true),
        KeyBinding.To(this, "ArrowLeft", "Previous sample", Previous, repeats: true),
        KeyBinding.To(this, "u", "Back to the list", () => Navigation.NavigateTo(ReviewUrls.Browse(_shown!.Dataset.Name) + _shown.Address.List)),
        KeyBinding.To(this, "/", "Find in the text", () => _text?.FocusFindAsync() ?? Task.CompletedTask),
        .. (_blindIn is null ? Surprisals.Available.Take(1) : []).Select(scorer => KeyBinding.To(this, "h", "Show or hide surprisal", () => ToggleSurprisal(scorer.Key))),
    ])];

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    protected override void OnParametersSet() => Read();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_shown is null || ReferenceEquals(_shown, _onScreen))
        {
            return;
        }

        var (shown, isOther) = (_shown, _onScreen?.Sample != _shown.Sample);
        _onScreen = shown;
        if (isOther)
        {
            try
            {
                _module ??= await JS.InvokeAsync<IJSObjectReference>("import", "./" + Assets["Samples/SamplePage.razor.js"]);
                await _module.InvokeVoidAsync("shown", _root, !firstRender);
            }
            catch (JSDisconnectedException)
            {
                return;
            }

            if (!_gone && ReferenceEquals(shown, _shown))
            {
                _seen = true;
                StateHasChanged();
            }
        }

        // Who goes on at once has left before the scripts have answered.
        if (!_gone)
        {
            await ReadSurprisalAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        Navigation.LocationChanged -= Moved;
        await _reading.CancelAsync();
        _reading.Dispose();
        if (_module is not null)
        {
            try
            {
                await _module.InvokeVoidAsync("left");
                await _module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser dropped its modules with the page.
            }
        }
    }

    /// <summary>Query parameters change without new route values, so the page looks at its address itself.</summary>
    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        try
        {
            Read();
            StateHasChanged();
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    });

    private void Read()
    {
        // As the browser sent it: a request's parsed path has lost the difference of %2F and %252F.
        var url = Http?.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : Navigation.Uri;
        if (url == _read || SampleAddress.Parse(url) is not { } address)
        {
            return;
        }

        _read = url;
        _address = address;
        _dataset = Reader.FindDataset(address.Dataset);
        var shown = _dataset is null ? null : Reader.Read(address, _dataset, _shown);
        if (shown is null || shown.Sample != _shown?.Sample)
        {
            (_seen, _ended, _heat, _surprisal) = (false, false, [], "");
        }

        _shown = shown;
        _blindIn = shown is null ? null : AtWork.Blinded(shown.Dataset.DatasetId, [shown.Sample.Ordinal]).GetValueOrDefault(shown.Sample.Ordinal);
    }

    private void Next() => Go(_shown?.List.Next, moving: true);

    private void Previous() => Go(_shown?.List.Previous, moving: false);

    private void Return(string id) => Go(id, moving: false);

    private void Go(string? id, bool moving)
    {
        if (id is not null)
        {
            Navigation.NavigateTo((_shown!.Address with { Id = id }).Url);
        }
        else
        {
            _ended = moving && _shown is { Address.Review: true, List.Place: not null };
        }
    }

    private async Task<double?> SecondsAsync()
    {
        try
        {
            return _module is null ? null : Math.Round(await _module.InvokeAsync<double>("seconds"), 1);
        }
        catch (JSException)
        {
            return null;
        }
    }

    private void ToggleSurprisal(string key) =>
        Navigation.NavigateTo((_shown!.Address with { Surprisal = _shown.Address.Surprisal == key ? "" : key }).Url, replace: true);

    private async Task ReadSurprisalAsync()
    {
        var (key, sample) = (_blindIn is null ? _shown!.Address.Surprisal : "", _shown!.Sample);
        if (_heatOf == (key, sample.Ordinal))
        {
            return;
        }

        _heatOf = (key, sample.Ordinal);
        await _reading.CancelAsync();
        _reading.Dispose();
        _reading = new CancellationTokenSource();
        var cancellation = _reading.Token;
        (_heat, _surprisal) = ([], key.Length == 0 ? "" : "Reading the text with the language model…");
        StateHasChanged();
        if (key.Length == 0)
        {
            return;
        }

        try
        {
            var text = SurprisalMap.Beginning(sample.Text, SurprisalReaders.MaxCharacters);
            var heat = SurprisalMap.Of(await Surprisals.ReadAsync(key, text, cancellation));
            _heat = heat;
            _surprisal = heat.Count == 0 ? "The language model scored no token of this text."
                : text.Length < sample.Text.Length ? $"Surprisal of the first {Display.Count(text.Length)} of {Display.Count(sample.Text.Length)} characters, by {key}." : $"Surprisal by {key}.";
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (QualityReviewException fault)
        {
            _surprisal = fault.Message;
        }

        StateHasChanged();
    }
}
