namespace QualityReview.Web.Compare;

/// <summary>What the pages of comparison need in the host.</summary>
internal static class CompareSetup
{
    public static IServiceCollection AddCompare(this IServiceCollection services) => services
        .AddSingleton<PeopleReader>().AddSingleton<SuspectReader>().AddSingleton<CutReader>();
}
