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

    [Fact]
    public async Task Add_CheckedFolder_IsOnThePageAndCanBeRemoved()
    {
        await using var bench = await LiveBenchAsync();
        var page = await CheckedAsync(bench, ConfiguredScorers.Shipped[1].Model);
        Assert.Equal("ask_llm_lm_mini_1", page.Find("#add-key").GetAttribute("value"));

        await page.Find("#add-method").ChangeAsync(new() { Value = "perplexity" });
        Assert.Equal("perplexity_lm_mini_2", page.Find("#add-key").GetAttribute("value"));
        await page.Find("#add-window").ChangeAsync(new() { Value = "64" });
        await page.Find("[data-testid=add-model]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("perplexity_lm_mini_2 was added", page.Find("[data-testid=added]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("float32", page.Find("[data-scorer=perplexity_lm_mini_2] .facts").TextContent, StringComparison.Ordinal));
        Assert.Equal(64, bench.Settings.All[^1].Options.Window);

        bench.JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult("yes");
        await page.Find("[data-scorer=perplexity_lm_mini_2] .remove").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-scorer=perplexity_lm_mini_2]")));
        Assert.Equal(3, bench.Settings.All.Count);
    }

    [Fact]
    public async Task Add_OwnPromptWithoutItsPlace_SaysSoAndKeepsTheForm()
    {
        await using var bench = await LiveBenchAsync();
        var page = await CheckedAsync(bench, ConfiguredScorers.Shipped[0].Model);
        Assert.Contains("informative signal", page.Find("pre.prompt").TextContent, StringComparison.Ordinal);

        await page.Find("#add-preset").ChangeAsync(new() { Value = "" });
        await page.Find("#add-prompt").ChangeAsync(new() { Value = "Is it good?" });
        await page.Find("[data-testid=add-model]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("a prompt that holds {document}", page.Find("[data-testid=add-model]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Is it good?", page.Find("#add-prompt").GetAttribute("value"));
        Assert.Equal(3, bench.Settings.All.Count);
    }

    // Locked until the server has seen the first letter, the button would swallow the Enter of a person who types faster than that.
    [Fact]
    public async Task Check_BeforeAnythingIsTyped_WaitsForEnterUnlocked()
    {
        await using var bench = await LiveBenchAsync();

        var page = bench.Render<ModelsPage>();

        Assert.False(page.Find("#check-folder").HasAttribute("disabled"));
        Assert.True(page.Find("#model-folder").HasAttribute("required"));
    }

    [Fact]
    public async Task Check_FolderOutsideTheRoots_IsRefusedWithoutAForm()
    {
        await using var bench = await LiveBenchAsync();
        bench.Options.Scoring.ModelFolders.Add("/models");

        var page = await CheckedAsync(bench, ConfiguredScorers.Shipped[0].Model, usable: false);

        Assert.Contains("in /models alone", page.Find(".check-result").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=add-model]"));
    }

    [Fact]
    public async Task AddEnsemble_TwoOfOneMethod_IsOnThePageWithItsMembers()
    {
        await using var bench = await LiveBenchAsync();
        bench.Settings.Add(new ScorerOptions { Key = "ask_llm_second_1", Method = "ask_llm", Model = ConfiguredScorers.Shipped[0].Model, Prompt = "dclm" });
        var page = bench.Render<ModelsPage>();
        Assert.True(page.Find("#add-ensemble-button").HasAttribute("disabled"));

        await page.Find(".members input[value=ask_llm_second_1]").ChangeAsync(new() { Value = true });
        await page.Find(".members input[value=ask_llm_judge_mini_1]").ChangeAsync(new() { Value = true });
        Assert.Equal("ask_llm_ensemble_1", page.Find("#ensemble-key").GetAttribute("value"));
        await page.Find("[data-testid=add-ensemble]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["ask_llm_second_1", "ask_llm_judge_mini_1"], page.FindAll("[data-scorer=ask_llm_ensemble_1] .members code").Select(member => member.TextContent)));
        Assert.Equal(["ask_llm_second_1", "ask_llm_judge_mini_1"], bench.Settings.Catalog.Get("ask_llm_ensemble_1").Members);
    }

    [Fact]
    public async Task Render_FileBrokenByHand_SaysWhatIsWrongWithIt()
    {
        await using var bench = await LiveBenchAsync();
        await File.WriteAllTextAsync(bench.Settings.File, "{]");

        var page = bench.Render<ModelsPage>();

        Assert.Contains("scorers.json cannot be read at line 1", page.Find(".notice.warning").TextContent, StringComparison.Ordinal);
    }

    /// <summary>With the catalog of the settings, so that what is added can be run.</summary>
    private static async Task<SubsetBench> LiveBenchAsync()
    {
        var bench = new SubsetBench();
        bench.Services.AddSingleton(bench.Settings.Catalog);
        bench.Services.AddSingleton(bench.Store.Scores);
        await bench.Store.DatasetOfAsync(Some.Founds(2));
        return bench;
    }

    private static async Task<IRenderedComponent<ModelsPage>> CheckedAsync(SubsetBench bench, string folder, bool usable = true)
    {
        var page = bench.Render<ModelsPage>();
        page.Find("#model-folder").Input(folder);
        await page.Find(".check-folder form").SubmitAsync();
        page.WaitForAssertion(() => page.Find($".check-result[data-usable={(usable ? "true" : "false")}]"));
        return page;
    }
}
