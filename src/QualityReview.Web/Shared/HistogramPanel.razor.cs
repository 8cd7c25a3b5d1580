using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace QualityReview.Web.Shared;

/// <summary>A histogram of raw scores on which a click on a bar or a drag chooses a range; the range can be typed too.</summary>
public sealed partial class HistogramPanel
{
    private const double ChartHeight = 46;

    private ElementReference _chart;
    private DotNetObjectReference<HistogramPanel>? _self;
    private bool _open;

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    [Parameter, EditorRequired] public HistogramBars Data { get; set; } = new(0, 1, [], [], []);

    /// <summary>Unit of the raw score; empty where it has none.</summary>
    [Parameter] public string Unit { get; set; } = "";

    /// <summary>What the score means; null where its title says it.</summary>
    [Parameter] public Explanation? Explanation { get; set; }

    /// <summary>The chosen range's lower end; null is open.</summary>
    [Parameter] public double? Lo { get; set; }

    [Parameter] public double? Hi { get; set; }

    [Parameter] public Func<double, string> Format { get; set; } = Display.Raw;

    /// <summary>Another range was chosen; both ends null where it was cleared.</summary>
    [Parameter] public EventCallback<RawRange> OnRange { get; set; }

    /// <summary>Whole bins were chosen by a click or a drag; without a listener <see cref="OnRange"/> gets their edges.</summary>
    [Parameter] public EventCallback<BinRange> OnBins { get; set; }

    protected override string ModulePath => "Shared/HistogramPanel.razor.js";

    private bool HasRange => Lo is not null || Hi is not null;

    private string RangeText => (Lo, Hi) switch
    {
        (null, null) => "all",
        ({ } lo, null) => $"≥ {Format(lo)}",
        (null, { } hi) => $"≤ {Format(hi)}",
        ({ } lo, { } hi) => $"{Format(lo)} – {Format(hi)}",
    };

    private string Summary => $"{Title}: {Display.Count(Data.Selected.Sum())} of {Display.Count(Data.All.Sum())} samples shown, from {Format(Data.Min)} to {Format(Data.Max)} {Unit}".TrimEnd();

    // Labels closer than an eighth of the width would overlap: the later one is left out.
    private IEnumerable<(double Place, string Anchor, string Label)> Ticks
    {
        get
        {
            var last = double.NegativeInfinity;
            foreach (var tick in Data.Ticks)
            {
                var place = Data.Place(tick.Value);
                var label = place - last < .125 ? "" : $"p{tick.Percentile}";
                last = label.Length == 0 ? last : place;
                yield return (place, place < .05 ? "start" : place > .95 ? "end" : "middle", label);
            }
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await CallAsync("attach", _chart, _self);
    }

    /// <summary>The browser reports a finished drag as places 0..1 along the axis; ends snap to the bins' edges.</summary>
    [JSInvokable]
    public Task Dragged(double from, double to)
    {
        var bins = Data.All.Count;
        var first = Math.Clamp((int)Math.Floor(Math.Min(from, to) * bins), 0, bins - 1);
        var last = Math.Clamp((int)Math.Ceiling(Math.Max(from, to) * bins), first + 1, bins);
        return ChooseAsync(first, last - 1);
    }

    public override async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        await base.DisposeAsync();
    }

    private Task PickAsync(int bin) => ChooseAsync(bin, bin);

    private Task ChooseAsync(int first, int last) =>
        OnBins.HasDelegate ? OnBins.InvokeAsync(new(first, last)) : OnRange.InvokeAsync(new(Data.Edge(first), Data.Edge(last + 1)));

    private Task ClearAsync() => OnRange.InvokeAsync(new(null, null));

    private Task TypeAsync(object? typed, double? other, bool low)
    {
        double? end = double.TryParse(typed?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
        var (lo, hi) = low ? (end, other) : (other, end);
        return OnRange.InvokeAsync(lo > hi ? new(hi, lo) : new(lo, hi));
    }

    private string BinText(int bin) => $"{Format(Data.Edge(bin))} – {Format(Data.Edge(bin + 1))}: {Display.Count(Data.Selected[bin])} of {Display.Count(Data.All[bin])} samples";

    private static string Invariant(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string X(double place) => string.Create(CultureInfo.InvariantCulture, $"{place * 100:0.###}%");

    // One sample among a million still shows as a sliver.
    private double Tall(long count) => count == 0 ? 0 : Math.Max(1.5, (ChartHeight - 2) * count / Data.All.Max());

    private string H(long count) => Tall(count).ToString("0.##", CultureInfo.InvariantCulture);

    private string Y(long count) => (ChartHeight - Tall(count)).ToString("0.##", CultureInfo.InvariantCulture);
}
