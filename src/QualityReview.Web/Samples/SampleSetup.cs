using QualityReview.Scorers;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Samples;

/// <summary>What the page of a sample needs in the host.</summary>
internal static class SampleSetup
{
    public static IServiceCollection AddSamplePages(this IServiceCollection services)
    {
        services.AddSingleton<SampleReader>();
        services.AddSingleton(provider => new Neighbours(provider.GetRequiredService<EmbeddingStore>()));
        services.AddSingleton<SurprisalReaders>();
        services.AddScoped<VerdictOutbox>();
        return services;
    }
}
