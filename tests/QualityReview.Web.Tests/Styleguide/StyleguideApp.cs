using System.Reflection;
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
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private WebApplication? _app;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        _app = QualityReviewServer.Build(_folder.File("data"), "http://127.0.0.1:0", builder =>
        {
            builder.Environment.EnvironmentName = "Development";
            builder.Configuration["QualityReview:LoadSampleDataset"] = "false";
        });
        await _app.StartAsync();
        _url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH",
            typeof(StyleguideApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PlaywrightPackage").Value!);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Opens the style guide and waits until it answers. Faults in the browser, broken content rules among them, fail the test.</summary>
    public async Task<OpenPage> OpenAsync(int width = 1440, bool dark = false, bool contrast = false)
    {
        var context = await _browser!.NewContextAsync(new()
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
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }
}
