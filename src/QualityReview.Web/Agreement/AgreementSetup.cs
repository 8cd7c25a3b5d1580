namespace QualityReview.Web.Agreement;

/// <summary>What the page of agreement needs in the host.</summary>
internal static class AgreementSetup
{
    public static IServiceCollection AddAgreement(this IServiceCollection services) => services.AddSingleton<AgreementReader>();
}
