namespace QualityReview.Web.Duplicates;

/// <summary>What the page of duplicates needs in the host.</summary>
internal static class DuplicatesSetup
{
    public static IServiceCollection AddDuplicates(this IServiceCollection services) => services.AddSingleton<DuplicatesReader>();
}
