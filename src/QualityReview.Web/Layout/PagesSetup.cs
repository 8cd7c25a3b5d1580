using Microsoft.AspNetCore.Components.Server.Circuits;
using QualityReview.Web.Jumps;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Layout;

/// <summary>What the pages need in the host: Blazor with interactive server rendering, and their static files.</summary>
public static class PagesSetup
{
    /// <summary>Longest message that a tab may send.</summary>
    public const int MostMessageBytes = 32 << 10;

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // What is typed and dragged is small, and files come in pieces; a client gets no more of the server's memory than this.
            circuits.DisconnectedCircuitMaxRetained = 100;
            circuits.MaxBufferedUnacknowledgedRenderBatches = 10;
        }).AddHubOptions(hub =>
        {
            hub.MaximumReceiveMessageSize = MostMessageBytes;
            hub.MaximumParallelInvocationsPerClient = 1;
            hub.StreamBufferCapacity = 10;
        });
        services.AddSingleton<OpenTabs>();
        services.AddScoped<CircuitHandler, TabLimit>();
        services.AddAntiforgery(forms => forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
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
