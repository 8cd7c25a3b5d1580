using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Browser;

/// <summary>Every page and its main states over one server and in one browser: axe in light, dark, high contrast, the system's own
/// colours and on a phone, and the Tab key through all of it. A page that is not listed here fails the test.</summary>
public sealed class EveryPageTests(FullApp app) : IClassFixture<FullApp>
{
    private const string Dataset = "/datasets/testing";

    /// <summary>Route pattern, and addresses of the page with one state each.</summary>
    private static readonly Dictionary<string, string[]> s_pages = new()
    {
        ["/"] = ["/"],
        ["/account"] = ["/account"],
        ["/api"] = ["/api"],
        ["/database"] = ["/database"],
        ["/datasets/{name}"] = [Dataset, Dataset + "?rule=source%20%3D%20none", Dataset + "?rule=%28", "/datasets/empty", "/datasets/none"],
        ["/datasets/{name}/agreement"] = [Dataset + "/agreement", "/datasets/empty/agreement"],
        ["/datasets/{name}/compare"] = [Dataset + "/compare", Dataset + "/compare?a=ask_llm_tests_1&b=perplexity_1", "/datasets/empty/compare"],
        ["/datasets/{name}/compare/cut"] = [Dataset + "/compare/cut", "/datasets/empty/compare/cut"],
        ["/datasets/{name}/compare/filters"] = [Dataset + "/compare/filters?f=early&f=late&f=length%20%3E%2046", Dataset + "/compare/filters"],
        ["/datasets/{name}/compare/galleries"] = [Dataset + "/compare/galleries"],
        ["/datasets/{name}/compare/people"] = [Dataset + "/compare/people", "/datasets/empty/compare/people"],
        ["/datasets/{name}/compare/what-if"] = [Dataset + "/compare/what-if"],
        ["/datasets/{name}/duplicates"] = [Dataset + "/duplicates", "/datasets/empty/duplicates"],
        ["/datasets/{name}/imports"] = [Dataset + "/imports"],
        ["/datasets/{name}/samples/{*id}"] = [Dataset + "/samples/s-3", Dataset + "/samples/none"],
        ["/datasets/{Dataset}/exports/diff"] = [Dataset + "/exports/diff"],
        ["/datasets/{Dataset}/map"] = [Dataset + "/map", "/datasets/empty/map"],
        ["/datasets/{Dataset}/new-queue"] = [Dataset + "/new-queue"],
        ["/datasets/{Dataset}/queues"] = [Dataset + "/queues", "/datasets/empty/queues"],
        ["/datasets/{Dataset}/queues/{Name}"] = [Dataset + "/queues/first"],
        ["/datasets/{Dataset}/subsets"] = [Dataset + "/subsets?filter=early"],
        ["/jobs"] = ["/jobs"],
        ["/join/{Secret}"] = ["/join/used"],
        ["/models"] = ["/models"],
        ["/no-permission"] = ["/no-permission"],
        ["/not-found"] = ["/nothing-is-here"],
        ["/numbers"] = ["/numbers#density"],
        ["/people"] = ["/people"],
        ["/review/{Name}"] = ["/review/first", "/review/none"],
        ["/sign-in"] = ["/sign-in"],
        // StyleguideTests look at these, in Development.
        ["/styleguide"] = [],
        ["/styleguide/browse"] = [],
    };

    private static readonly (string Look, PageEmulateMediaOptions Media)[] s_looks =
    [
        ("dark", new() { ColorScheme = ColorScheme.Dark }),
        ("dark, high contrast", new() { ColorScheme = ColorScheme.Dark, Contrast = Contrast.More }),
        ("light, high contrast", new() { ColorScheme = ColorScheme.Light, Contrast = Contrast.More }),
        ("forced colours", new() { ForcedColors = ForcedColors.Active }),
    ];

    /// <summary>Every state in every look, on a phone and by the Tab key takes minutes: done where the variable asks for it. Otherwise each
    /// page is asked all of axe's rules in the light theme.</summary>
    private static bool InFull => Environment.GetEnvironmentVariable("QUALITY_REVIEW_EVERY_LOOK") == "1";

    [Fact]
    public async Task EveryPage_InEveryLook_PassesAxeAndIsWalkedByTab()
    {
        var routes = app.Get<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!).Distinct();
        Assert.Equal(s_pages.Keys.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));

        // The page that is not there is one of those that are looked at.
        await using var open = await app.OpenAsync("/", expected: "404");
        foreach (var address in s_pages.Values.SelectMany(addresses => InFull ? addresses : addresses.Take(1)))
        {
            await app.GoAsync(open.Page, address);
            await CheckAsync(open.Page, address);
        }
    }

    [Fact]
    public async Task WhatOpensAboveAPage_PassesAxeAndClosesByKeys()
    {
        await using var open = await app.OpenAsync(Dataset);
        var page = open.Page;
        await page.Locator(".explain button").First.ClickAsync();
        await Expect(page.Locator(".explained:popover-open")).ToContainTextAsync("Bits per byte");
        await PageChecks.PassesAxeAsync(page, "an explanation");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".explained:popover-open")).ToHaveCountAsync(0);

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-keys", new System.Text.RegularExpressions.Regex("Everywhere"));
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator(".jump-dialog [role=option]").First).ToBeVisibleAsync();
        await PageChecks.PassesAxeAsync(page, "the jump box");
        await page.Keyboard.TypeAsync("dark theme");
        await Expect(page.Locator(".jump-dialog [role=option]").First).ToContainTextAsync("Dark theme");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await page.Locator("theme-switch summary").ClickAsync();
        await PageChecks.PassesAxeAsync(page, "the choice of a theme");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("dialog.key-help")).ToBeVisibleAsync();
        await PageChecks.PassesAxeAsync(page, "all keys");
    }

    [Fact]
    public async Task Tour_IsThreeSteps_AndNeverComesBack()
    {
        await using var open = await app.OpenAsync("/");
        var tour = open.Page.Locator(".tour");
        await Expect(tour).ToContainTextAsync("1 of 3");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "testing", Exact = true }).ClickAsync();
        await Expect(tour).ToContainTextAsync("2 of 3");
        await open.Page.Locator("[data-sample='s-1'] a").First.ClickAsync();
        await Expect(tour).ToContainTextAsync("3 of 3");

        await tour.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(tour).ToBeHiddenAsync();
        await app.GoAsync(open.Page, "/");
        await Expect(tour).ToBeHiddenAsync();
        var another = await open.Page.Context.NewPageAsync();
        await app.GoAsync(another, Dataset);
        await Expect(another.Locator(".tour")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Plot_IsSavedAsDrawingPictureAndNumbers()
    {
        await using var open = await app.OpenAsync(Dataset + "/compare/cut?scorer=ask_llm_tests_1");
        var page = open.Page;
        var frame = page.Locator(".plot-frame", new() { Has = page.Locator("polyline.precision") });
        var table = (await frame.Locator("table tr").EvaluateAllAsync<string[]>("rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()).join('\t'))")).ToList();
        Assert.True(table.Count > 10);

        var svg = XDocument.Parse(Encoding.UTF8.GetString(await SavedAsync("SVG", ".svg")));
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value == "Cuts of ask_llm_tests_1");
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "polyline" && element.Attribute("stroke")!.Value.StartsWith("rgb(", StringComparison.Ordinal));
        Assert.All(["precision", "recall", "share kept"], name => Assert.Contains(svg.Descendants(), element => element.Value == name));
        Assert.DoesNotContain(svg.Descendants().Attributes(), attribute => attribute.Name.LocalName is "class" or "style");

        var png = await SavedAsync("PNG", ".png");
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);

        var csv = Encoding.UTF8.GetString(await SavedAsync("CSV", ".csv")).TrimEnd().Split("\r\n");
        Assert.Equal(table, csv.Select(line => line.Replace(',', '\t')));

        await frame.Locator("[data-plot-save=copy]").ClickAsync();
        await Expect(frame.Locator("[data-plot-save=copy]")).ToHaveAttributeAsync("data-done", "1");
        Assert.Equal(table, (await page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).ReplaceLineEndings("\n").Split('\n'));

        async Task<byte[]> SavedAsync(string kind, string ending)
        {
            var download = await page.RunAndWaitForDownloadAsync(() => frame.GetByText(kind, new() { Exact = true }).ClickAsync());
            Assert.Equal("cuts-of-ask-llm-tests-1" + ending, download.SuggestedFilename);
            return await File.ReadAllBytesAsync(await download.PathAsync());
        }
    }

    private static async Task CheckAsync(IPage page, string address)
    {
        await PageChecks.PassesAxeAsync(page, address);
        if (!InFull)
        {
            return;
        }

        await PageChecks.IsWalkedByTabAsync(page, address);
        foreach (var (look, media) in s_looks)
        {
            await page.EmulateMediaAsync(media);
            await PageChecks.PassesAxeAsync(page, $"{address}, {look}", "color-contrast");
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Contrast = Contrast.NoPreference, ForcedColors = ForcedColors.None });
        await page.SetViewportSizeAsync(390, 844);
        await PageChecks.PassesAxeAsync(page, $"{address}, on a phone", "scrollable-region-focusable", "color-contrast");
        await page.SetViewportSizeAsync(1440, 900);
    }
}
