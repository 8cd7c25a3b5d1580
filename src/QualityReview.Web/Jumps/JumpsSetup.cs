using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>What the jump box finds, in the order in which it is shown while nothing is typed.</summary>
internal static class JumpsSetup
{
    public static void AddJumps(this IServiceCollection services)
    {
        services.AddScoped<DatasetAtHand>();
        services.AddScoped<IJumpSource, SampleJumps>();
        services.AddScoped<IJumpSource, QueueJumps>();
        services.AddScoped<IJumpSource, DatasetJumps>();
        services.AddScoped<IJumpSource, PageJumps>();
        services.AddScoped<IJumpSource, ActionJumps>();
        services.AddScoped<IJumpSource, FilterJumps>();
        services.AddScoped<IJumpSource, DisplayJumps>();
    }
}
