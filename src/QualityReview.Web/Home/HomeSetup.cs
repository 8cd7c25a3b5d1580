using QualityReview.Web.Database;
using QualityReview.Web.Jobs;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Home;

/// <summary>What Home, Jobs and Imports need in the host.</summary>
internal static class HomeSetup
{
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        services.AddSingleton<JobFeed>();
        services.AddScoped<JobOrders>();
        services.AddSingleton<DatasetOverviews>();
        services.AddSingleton<UploadFolder>();
        services.AddHostedService<UploadSweep>();
        services.AddSingleton<DatabaseReader>();
        services.AddScoped<DatabaseActs>();
        services.AddHostedService<ExportSweep>();
        return services;
    }
}
