using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Layout;

/// <summary>The frame of every page: header with navigation, banner, the page itself, toasts.</summary>
public sealed partial class MainLayout : IDisposable
{
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IEnumerable<IJumpSource> Jumps { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    // An anchor of its own page: <base href="/"> would send a bare "#main" to the home page.
    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    public void Dispose() => Navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);
}
