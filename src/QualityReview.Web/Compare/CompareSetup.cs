using QualityReview.Filters;

namespace QualityReview.Web.Compare;

/// <summary>What the pages of comparison need in the host.</summary>
internal static class CompareSetup
{
    public static IServiceCollection AddCompare(this IServiceCollection services) => services
        .AddSingleton<ScorerReader>().AddSingleton<GalleryReader>().AddSingleton<WhatIfReader>()
        .AddSingleton<TokenCounts>().AddSingleton<FilterComparisonReader>()
        .AddSingleton<PeopleReader>().AddSingleton<SuspectReader>().AddSingleton<CutReader>();
}
