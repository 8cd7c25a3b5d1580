using QualityReview.Web.Jumps;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Layout;

/// <summary>What the pages need in the host: Blazor with interactive server rendering, and their static files.</summary>
public static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<ToastFeed>();
        services.AddScoped<QualityReview.Web.Subsets.SubsetRooms>();
        services.AddScoped<QualityReview.Web.Map.MapRooms>();
        services.AddJumps();
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
