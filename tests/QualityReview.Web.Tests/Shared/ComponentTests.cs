using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

/// <summary>Ground of component tests: browser modules answer with nothing, and the culture is one that writes numbers differently.</summary>
public abstract class ComponentTests : BunitContext
{
    protected ComponentTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Services.AddScoped<ToastFeed>();
        Services.AddScoped<QualityReview.Web.Server.Correlation>();
    }
}
