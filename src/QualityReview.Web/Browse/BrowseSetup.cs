namespace QualityReview.Web.Browse;

/// <summary>What Browse needs in the host.</summary>
internal static class BrowseSetup
{
    public static IServiceCollection AddBrowse(this IServiceCollection services)
    {
        services.AddSingleton<BrowseReader>();
        services.AddScoped<VerdictActs>();
        services.AddScoped<BrowsePlaces>();
        return services;
    }
}
