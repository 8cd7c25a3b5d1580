using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace QualityReview.Web.Shared;

/// <summary>A sample's whole text, of any length and script: wrapped or raw, hidden characters on demand, find, surprisal. Drawn as text nodes only.</summary>
public sealed partial class SampleText
{
    /// <summary>Slices that one press of a button adds.</summary>
    private const int Step = 5;

    private string _cutText = "";
    private List<TextSlice> _slices = [];
    private int _first;
    private int _end;
    private int _odd;
    private string _phrase = "";
    private IReadOnlyList<int> _hits = [];
    private int _now = -1;
    private bool _scroll;
    private bool _unfolding;
    private bool _watched;
    private DotNetObjectReference<SampleText>? _self;
    private ElementReference _root;
    private SearchBox? _find;

    [Parameter, EditorRequired] public ServerText Text { get; set; } = "";

    /// <summary>Surprisal a token, ordered by start; empty where it was not computed.</summary>
    [Parameter] public IReadOnlyList<HeatSpan> Heat { get; set; } = [];

    /// <summary>Language code for hyphens and fonts; null where unknown.</summary>
    [Parameter] public string? Language { get; set; }

    /// <summary>Address of the whole text, from which it is copied; null: nothing copies it.</summary>
    [Parameter] public string? CopyFrom { get; set; }

    /// <summary>Names it where a page shows several.</summary>
    [Parameter] public string Label { get; set; } = "Text of the sample";

    /// <summary>Whether it starts raw: fixed width, long lines kept.</summary>
    [Parameter] public bool Raw { get; set; }

    /// <summary>Whether it starts with hidden characters shown.</summary>
    [Parameter] public bool Marks { get; set; }

    /// <summary>Whether it starts with the surprisal map. The default value is true.</summary>
    [Parameter] public bool ShowHeat { get; set; } = true;

    protected override string ModulePath => "Shared/SampleText.razor.js";

    private string HitText => _hits.Count switch
    {
        0 => "none",
        TextFind.Limit => $"{Display.Count(_now + 1)} of {Display.Count(TextFind.Limit)}+",
        _ => $"{Display.Count(_now + 1)} of {Display.Count(_hits.Count)}",
    };

    public Task FocusFindAsync() => _find?.FocusAsync() ?? Task.CompletedTask;

    public override Task SetParametersAsync(ParameterView parameters)
    {
        // Raw, Marks and ShowHeat are starting values: a parent that renders again must not undo the reader's choice.
        var (raw, marks, heat) = (Raw, Marks, ShowHeat);
        var started = _cutText.Length > 0;
        parameters.SetParameterProperties(this);
        if (started)
            (Raw, Marks, ShowHeat) = (raw, marks, heat);
        return base.SetParametersAsync(ParameterView.Empty);
    }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_cutText, Text.Value))
            return;
        _cutText = Text.Value;
        _slices = TextSlice.Cut(_cutText);
        (_first, _end) = (0, Math.Min(1, _slices.Count));
        _odd = HiddenCharacters.CountOdd(_cutText);
        _hits = TextFind.All(_cutText, _phrase);
        _now = _hits.Count > 0 ? 0 : -1;
    }

    /// <summary>The end of what is shown comes into sight: more is put there.</summary>
    [JSInvokable]
    public void More()
    {
        _end = Math.Min(_slices.Count, _end + Step);
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The fold goes when all is shown and comes anew with another text.
        var watch = _end < _slices.Count && !_watched;
        _watched = _end < _slices.Count;
        if (watch)
            await CallAsync("watch", _root, _self ??= DotNetObjectReference.Create(this));
        if (!_scroll)
            return;
        _scroll = false;
        await CallAsync("showHit", _root);
    }

    private Task FindAsync(string phrase)
    {
        _phrase = phrase;
        _hits = TextFind.All(_cutText, phrase);
        _now = -1;
        return StepAsync(1);
    }

    private Task StepAsync(int by)
    {
        if (_hits.Count == 0)
            return Task.CompletedTask;
        _now = (_now + by + _hits.Count) % _hits.Count;
        // A far hit moves the window there: drawing all that lies between could be megabytes.
        var at = _slices.FindIndex(slice => _hits[_now] < slice.To);
        if (at < _first || at >= _end)
            (_first, _end) = (Math.Max(0, at - 1), Math.Min(_slices.Count, at + 2));
        _scroll = true;
        return Task.CompletedTask;
    }

    private async Task ShowAllAsync()
    {
        // A few slices a frame, so that the browser stays at hand while megabytes come.
        _unfolding = true;
        while ((_first > 0 || _end < _slices.Count) && _unfolding)
        {
            (_first, _end) = (Math.Max(0, _first - Step), Math.Min(_slices.Count, _end + Step));
            StateHasChanged();
            await Task.Delay(30);
        }

        _unfolding = false;
    }

    public override ValueTask DisposeAsync()
    {
        _unfolding = false;
        _self?.Dispose();
        return base.DisposeAsync();
    }

    // -1 for every slice but the one with the current hit, so that a step renders two slices and not all.
    private int HitIn(TextSlice slice) => _now >= 0 && _hits[_now] < slice.To && _hits[_now] + _phrase.Length > slice.From ? _now : -1;

    private static string Pressed(bool on) => on ? "true" : "false";
}
