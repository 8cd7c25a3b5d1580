using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using QualityReview.Comparisons;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>The square of two scorers' percentiles, of which a part can be chosen.</summary>
public sealed partial class ScorerDensityPanel
{
    private const int Tenths = 10, Steps = 7;

    private ElementReference _plot;
    private DotNetObjectReference<ScorerDensityPanel>? _self;
    private ScorerDensity? _drawn;
    private bool _attached;
    private IReadOnlyList<(int Step, string Path)> _steps = [];

    [Parameter, EditorRequired] public ScorerView View { get; set; } = default!;

    [Parameter, EditorRequired] public ScorerPairView Pair { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    protected override string ModulePath => "Compare/ScorerDensityPanel.razor.js";

    private ScorerBand X => View.Address.X ?? ScorerBand.Whole;

    private ScorerBand Y => View.Address.Y ?? ScorerBand.Whole;

    private string Summary => $"{Display.Plural(Pair.Density.Samples, "sample")} by percentile: {Pair.First.Title} across, {Pair.Second.Title} upwards. The table below tells the same.";

    protected override void OnParametersSet()
    {
        if (_drawn != Pair.Density)
        {
            (_drawn, _steps) = (Pair.Density, PathsOf(Pair.Density));
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_attached || Pair.Density.Samples == 0)
        {
            return;
        }

        _attached = true;
        _self = DotNetObjectReference.Create(this);
        await CallAsync("attach", _plot, _self);
    }

    /// <summary>The browser reports a finished drag as places 0..1 from the lower left corner; ends snap to whole percentiles.</summary>
    [JSInvokable]
    public void Dragged(double x1, double y1, double x2, double y2) =>
        Go(Math.Round(x1 * 100), Math.Round(x2 * 100), Math.Round(y1 * 100), Math.Round(y2 * 100));

    public override async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Cells by how full they are, one path a step: four times as full is a step more, or less where the fullest cell needs less.</summary>
    private static List<(int Step, string Path)> PathsOf(ScorerDensity density)
    {
        const int side = 400 / ScorerDensity.Cells;
        var paths = new StringBuilder?[Steps + 1];
        for (var cell = 0; cell < ScorerDensity.Cells * ScorerDensity.Cells; cell++)
        {
            var (across, up) = (cell % ScorerDensity.Cells, cell / ScorerDensity.Cells);
            if (density[across, up] is > 0 and var count)
            {
                // Logarithmic, so that single samples stay visible beside thousands.
                var step = 1 + (int)((Steps - 1) * Math.Log(count) / Math.Max(Math.Log(density.Most), 1e-9));
                (paths[step] ??= new StringBuilder()).Append(CultureInfo.InvariantCulture, $"M{across * side} {400 - ((up + 1) * side)}h{side}v{side}h-{side}z");
            }
        }

        return [.. paths.Select((path, step) => (step, path?.ToString() ?? "")).Where(path => path.Item2.Length > 0)];
    }

    private void Go(double x1, double x2, double y1, double y2)
    {
        var (x, y) = (ScorerBand.Of(x1, x2), ScorerBand.Of(y1, y2));
        Navigation.NavigateTo(Url(View.Address with { X = x == ScorerBand.Whole ? null : x, Y = y == ScorerBand.Whole ? null : y }));
    }

    private string Url(ScorerAddress address) => ReviewUrls.Compare(View.Dataset.Name, address.ToQueryString());

    private static double Typed(object? value, double before) =>
        double.TryParse(value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var typed) && double.IsFinite(typed) ? typed : before;

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
