namespace QualityReview.Web.Queues;

/// <summary>What queues and focus mode need in the host.</summary>
internal static class QueueSetup
{
    public static IServiceCollection AddQueuePages(this IServiceCollection services)
    {
        services.AddSingleton<QueueDesk>();
        services.AddScoped<QueueRooms>();
        services.AddScoped<ReviewerAtWork>();
        return services;
    }
}
