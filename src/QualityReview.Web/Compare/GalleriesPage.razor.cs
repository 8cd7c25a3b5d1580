using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Compare;

/// <summary>The samples that scorers rank highest, lowest, and ever higher or lower along an order of scorers. Its address is its whole state.</summary>
public sealed partial class GalleriesPage
{
    private const int TextLength = 1200;


    [Parameter] public string Name { get; set; } = "";

    /// <summary>Keys of scorers in their order.</summary>
    [SupplyParameterFromQuery(Name = "of")] private string[]? Chosen { get; set; }

    /// <summary>Samples of each kind.</summary>
    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private string? Flagged { get; set; }

    [Inject] private GalleryReader Reader { get; set; } = default!;

    protected override Func<CancellationToken, GalleryView?> Ask()
    {
        var (name, address) = (Name, GalleryAddress.Of(Chosen, Show, Flagged));
        return stop => Reader.Read(name, address, TextLength, stop);
    }

    private string Url(GalleryAddress address) => ReviewUrls.CompareGalleries(Name, address.ToQueryString());
}
