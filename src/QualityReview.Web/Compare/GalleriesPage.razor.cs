using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Compare;

/// <summary>The samples that scorers rank highest, lowest, and ever higher or lower along an order of scorers. Its address is its whole state.</summary>
public sealed partial class GalleriesPage
{
    private const int TextLength = 1200;

    private GalleryView? _view;
    private bool _missing;
    private CancellationTokenSource? _reading;

    [Parameter] public string Name { get; set; } = "";

    /// <summary>Keys of scorers in their order.</summary>
    [SupplyParameterFromQuery(Name = "of")] private string[]? Chosen { get; set; }

    /// <summary>Samples of each kind.</summary>
    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private string? Flagged { get; set; }

    [Inject] private GalleryReader Reader { get; set; } = default!;

    public void Dispose() => _reading?.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        // What was asked for before, or is asked for by nobody any more, is not computed to its end.
        _reading?.Cancel();
        using var reading = new CancellationTokenSource();
        _reading = reading;
        try
        {
            var (name, address) = (Name, GalleryAddress.Of(Chosen, Show, Flagged));
            var view = await Task.Run(() => Reader.Read(name, address, TextLength, reading.Token), reading.Token);
            if (_reading == reading)
            {
                (_view, _missing) = (view, view is null);
            }
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // The newer reading shows its own.
        }
        finally
        {
            _reading = _reading == reading ? null : _reading;
        }
    }

    private string Url(GalleryAddress address) => ReviewUrls.CompareGalleries(Name, address.ToQueryString());
}
