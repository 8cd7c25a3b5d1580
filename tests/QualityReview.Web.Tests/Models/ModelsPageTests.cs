using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Jobs;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Models;
using QualityReview.Web.Tests.Subsets;

namespace QualityReview.Web.Tests.Models;

public sealed class ModelsPageTests
{
    [Fact]
    public async Task Render_ScoredDataset_ShowsTheRunAndNoButton()
    {
        await using var bench = new SubsetBench();
        await bench.DatasetAsync(Some.Founds(12));

        var page = bench.Render<ModelsPage>();

        var row = page.Find("[data-scorer=perplexity_1] [data-dataset=testing]");
        Assert.Contains("done", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("12 of 12", row.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button.score"));
        page.WaitForAssertion(() => Assert.Contains("as asked", page.Find("#device-reason").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Score_Pressed_QueuesOneJobForThatScorerAndDataset()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.Store.DatasetOfAsync(Some.Founds(3));
        var page = bench.Render<ModelsPage>();
        page.WaitForAssertion(() => Assert.Contains("needs no model", page.Markup, StringComparison.Ordinal));

        await page.Find("button.score").ClickAsync(new());

        var job = Assert.Single(bench.Store.Jobs.Active());
        Assert.Equal((JobKind.Score, dataset.DatasetId, "Ana", JobRequests.Write(new ScoringRequest("perplexity_1"))), (job.Kind, job.DatasetId!.Value, job.Author, job.Request));
        Assert.Contains("waiting", page.Find("[data-dataset=testing]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button.score"));
    }

    [Fact]
    public async Task Render_ShippedScorers_ShowsNotesAndReceipts()
    {
        await using var bench = new SubsetBench { Catalog = new ScorerSettings(new QualityReviewOptions()).Catalog };
        bench.Services.AddSingleton(bench.Catalog);

        var page = bench.Render<ModelsPage>();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("dl.receipt").Count));
        Assert.Contains("no judge of value, truth, toxicity", page.Find("[data-scorer=ask_llm_judge_mini_1] .bad").TextContent, StringComparison.Ordinal);
        Assert.Contains("judge-mini (gpt2)", page.Find("[data-scorer=ask_llm_judge_mini_1] .says").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TypedFolder_SaysWhetherItCanBeUsed()
    {
        await using var bench = new SubsetBench();
        var page = bench.Render<ModelsPage>();

        page.Find("#model-folder").Input(ConfiguredScorers.Shipped[2].Model);
        await page.Find(".check-folder form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("sentence encoder", page.Find(".check-result[data-usable=true]").TextContent, StringComparison.Ordinal));

        page.Find("#model-folder").Input("/no/<b>such</b>");
        await page.Find(".check-folder form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("/no/<b>such</b>", page.Find(".check-result[data-usable=false]").TextContent, StringComparison.Ordinal));
    }
}
