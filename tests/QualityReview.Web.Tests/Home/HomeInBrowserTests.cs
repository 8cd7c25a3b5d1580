using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Jobs;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Home;

public sealed class HomeInBrowserTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Import_FileWithABrokenLine_ImportsTheRestAndSaysWhatWasSetAside()
    {
        await using var open = await app.OpenAsync("/");
        var page = open.Page;
        await page.Locator("main[data-ready=true]").WaitForAsync();
        await page.SetInputFilesAsync("#import-file", new FilePayload { Name = "Field Notes.jsonl", MimeType = "", Buffer = Encoding.UTF8.GetBytes("{\"text\": \"Ferns are old.\"}\n{\"text\": \"Mosses \n") });
        await Expect(page.Locator("#import-dataset")).ToHaveValueAsync("field-notes");
        await page.Locator(".check input").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.Locator(".ended")).ToContainTextAsync("imported into field-notes");
        Assert.Empty(Directory.EnumerateFiles(app.Folder.File("data/uploads")));

        await page.GetByRole(AriaRole.Link, new() { Name = "1 line set aside" }).ClickAsync();
        await Expect(page.Locator("tbody code")).ToHaveTextAsync("{\"text\": \"Mosses");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download as TSV").ClickAsync());
        Assert.StartsWith("line\treason\texcerpt\n2\t", await File.ReadAllTextAsync(await file.PathAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", 1440, false)]
    [InlineData("/", 390, true)]
    [InlineData("/jobs", 1440, true)]
    [InlineData("/jobs", 390, false)]
    [InlineData("/datasets/sample/imports", 390, true)]
    [InlineData("/datasets/none/imports", 1440, false)]
    public async Task Page_InItsLooks_PassesAxeAndFitsTheWidth(string path, int width, bool dark)
    {
        await QuietAsync();
        await using var open = await app.OpenAsync(path, width, dark: dark);
        await open.Page.Locator("main[data-ready=true]").WaitForAsync();
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await open.Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }

    /// <summary>Scoring the sample dataset would take both cores from the browser.</summary>
    private async Task QuietAsync()
    {
        var jobs = app.Services.GetRequiredService<JobStore>();
        foreach (var job in jobs.Active().Where(job => job.Kind == JobKind.Score))
        {
            await jobs.CancelAsync(job.JobId);
        }
    }
}
