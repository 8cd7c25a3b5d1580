using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.People;

/// <summary>Leads somebody whose session has ended to the sign-in, and back afterwards.</summary>
public sealed class ToSignIn : ComponentBase
{
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized() => Navigation.NavigateTo(
        $"/sign-in?returnUrl={Uri.EscapeDataString(new Uri(Navigation.Uri).PathAndQuery)}", forceLoad: true);
}
