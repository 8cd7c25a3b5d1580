using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Models;

public sealed class AddScorerInBrowserTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Add_ShippedFolderUnderANewKey_ScoresAndIsOnBrowse()
    {
        await QuietAsync();
        var dataset = await app.Services.GetRequiredService<DatasetStore>().GetOrCreateAsync("tiny");
        await app.Services.GetRequiredService<SampleWriter>().AddAsync(
            dataset.DatasetId, [.. Some.Founds(4).Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        await using var open = await app.OpenAsync("/models");
        var page = open.Page;
        await page.Locator("main[data-ready=true]").WaitForAsync();

        await page.GetByLabel("Model folder").FillAsync(ConfiguredScorers.Shipped[1].Model);
        await page.GetByLabel("Model folder").PressAsync("Enter");
        await page.GetByLabel("Method").SelectOptionAsync("perplexity");
        await Expect(page.GetByTestId("add-model").GetByLabel("Key")).ToHaveValueAsync("perplexity_lm_mini_2");
        await page.GetByTestId("add-model").GetByLabel("Title").FillAsync("Narrow window");
        await page.GetByLabel("Window").FillAsync("64");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add this scorer" }).ClickAsync();
        await Expect(page.GetByTestId("added")).ToContainTextAsync("perplexity_lm_mini_2 was added");

        var card = page.Locator("[data-scorer=perplexity_lm_mini_2]");
        await card.GetByRole(AriaRole.Button, new() { Name = "Score tiny with Narrow window" }).ClickAsync();
        await Expect(card.Locator("[data-dataset=tiny]")).ToContainTextAsync("4 of 4");
        await card.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(card).ToContainTextAsync("stands for its settings for ever");

        await page.GotoAsync(app.Url + "/datasets/tiny");
        await Expect(page.Locator(".scorer[data-scorer=perplexity_lm_mini_2]")).ToContainTextAsync("Narrow window");
    }

    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task Page_WithItsForms_PassesAxeAndFitsTheWidth(int width, bool dark)
    {
        await QuietAsync();
        await using var open = await app.OpenAsync("/models", width, dark: dark);
        var page = open.Page;
        await page.Locator("main[data-ready=true]").WaitForAsync();
        await page.GetByLabel("Model folder").FillAsync(ConfiguredScorers.Shipped[0].Model);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check this folder" }).ClickAsync();
        await page.GetByTestId("add-model").WaitForAsync();

        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var result = await page.RunAxe();
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
