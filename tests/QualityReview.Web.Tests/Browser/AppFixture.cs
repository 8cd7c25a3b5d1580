using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Server;

namespace QualityReview.Web.Tests.Browser;

/// <summary>The real web app on a free port over an empty data folder, and a Chromium to drive it. It begins as a first start does:
/// the sample dataset is imported and scored in the background.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private Chromium? _chromium;
    private WebApplication? _app;
    private DateTimeOffset _startedAt;

    public TestFolder Folder { get; } = new();

    public string Url { get; private set; } = "";

    public IBrowser Browser => _chromium!.Browser;

    public IServiceProvider Services => _app!.Services;

    /// <summary>From the start of the server until the last score was stored; zero until then.</summary>
    public TimeSpan ScoredAfter { get; private set; }

    /// <summary>The sample dataset, once its import and all of its scoring have ended.</summary>
    public async Task<Dataset> SampleDatasetAsync()
    {
        var jobs = Services.GetRequiredService<JobStore>();
        while (true)
        {
            var all = jobs.List();
            Assert.DoesNotContain(all, job => job.State is JobState.Failed or JobState.Cancelled);
            if (all.Count > 0 && all.All(job => job.State == JobState.Done))
            {
                ScoredAfter = all.Max(job => job.FinishedAt!.Value) - _startedAt;
                return Services.GetRequiredService<DatasetStore>().Get("sample");
            }

            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask InitializeAsync()
    {
        _startedAt = TimeProvider.System.GetUtcNow();
        _app = QualityReviewServer.Build(Folder.File("data"), "http://127.0.0.1:0", builder =>
        {
            builder.Configuration["QualityReview:Reviewer"] = "ana";
            builder.Configuration["QualityReview:Access:SingleUser"] = "true";
        });
        await _app.StartAsync();
        Url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        _chromium = await Chromium.LaunchAsync();
    }

    /// <summary>A page whose script faults and broken content rules fail the test that calls <see cref="OpenPage.DisposeAsync"/>.</summary>
    /// <param name="tour">Whether the browser is one that has not left the tour yet.</param>
    public async Task<OpenPage> OpenAsync(string path, int width = 1440, int height = 900, bool dark = false, bool tour = false)
    {
        var context = await Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-US",
        });
        if (!tour)
        {
            await context.AddInitScriptAsync("if (location.protocol !== 'about:') localStorage.setItem('tour', 'done')");
        }

        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Chromium.Patience);
        var open = new OpenPage(context, page);
        await page.GotoAsync(Url + path);
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Folder.Dispose();
    }
}

/// <summary>A browser page that remembers what went wrong in it.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    /// <param name="expected">Part of the faults that belong to the test, such as those of a cut connection; null for none.</param>
    public OpenPage(IBrowserContext context, IPage page, string? expected = null)
    {
        _context = context;
        Page = page;
        page.PageError += (_, fault) => _faults.Add(fault);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && (expected is null || !message.Text.Contains(expected, StringComparison.Ordinal)))
            {
                _faults.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Waits until the page answers the keys of the map with that title: they are heard a moment after the page is live.</summary>
    public Task KeysAsync(string title) => Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-keys", new Regex(Regex.Escape(title)), new() { Timeout = 20_000 });

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.True(_faults.Count == 0, string.Join("\n", _faults));
    }
}
