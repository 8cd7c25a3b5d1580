using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.TestKit;
using QualityReview.Web.Server;
using QualityReview.Web.Tests.Browser;

namespace QualityReview.Web.Tests.Styleguide;

/// <summary>The web app in Development, where the style guide exists, without the sample dataset; and a Chromium.</summary>
public sealed class StyleguideApp : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private Chromium? _chromium;
    private WebApplication? _app;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        _app = QualityReviewServer.Build(_folder.File("data"), "http://127.0.0.1:0", builder =>
        {
            builder.Environment.EnvironmentName = "Development";
            builder.Configuration["QualityReview:LoadSampleDataset"] = "false";
            builder.Configuration["QualityReview:Access:SingleUser"] = "true";
        });
        await _app.StartAsync();
        _url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _chromium = await Chromium.LaunchAsync();
    }

    /// <summary>Opens the style guide and waits until it answers. Faults in the browser, broken content rules among them, fail the test.</summary>
    public async Task<OpenPage> OpenAsync(int width = 1440, bool dark = false, bool contrast = false)
    {
        var context = await _chromium!.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Contrast = contrast ? Contrast.More : Contrast.NoPreference,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        var open = new OpenPage(context, page);
        await page.GotoAsync(_url + "/styleguide");
        await page.Locator("main[data-ready=true]").WaitForAsync();
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }
}
