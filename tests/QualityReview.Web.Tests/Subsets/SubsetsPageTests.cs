using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Exports;
using QualityReview.Jobs;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

public sealed class SubsetsPageTests
{
    [Fact]
    public async Task Render_WrongRule_ShowsWhereAndSuggests()
    {
        await using var bench = new SubsetBench();
        var page = Open(bench, await bench.DatasetAsync(Some.Founds(4)), "lenght >= 3");

        page.WaitForAssertion(() => Assert.Contains("at character 1", page.Find("#rule-fault .fault").TextContent, StringComparison.Ordinal));
        Assert.Contains("did you mean length", page.Find("#rule-fault .fault").TextContent, StringComparison.Ordinal);
        Assert.Equal("lenght", page.Find("#rule-fault mark").TextContent);
        Assert.Equal("true", page.Find("#rule").GetAttribute("aria-invalid"));
        Assert.True(page.Find("#export").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Render_UnknownDataset_SaysSo()
    {
        await using var bench = new SubsetBench();
        var page = bench.Render<SubsetsPage>(p => p.Add(x => x.Dataset, "<b>nothing</b>"));

        Assert.Contains("\"<b>nothing</b>\"", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_RuleAndOverrides_ShowsCountsAndLinksToThem()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(10));
        await bench.JudgeAsync(dataset, 0, Verdict.Drop);
        await bench.JudgeAsync(dataset, 1, Verdict.Keep);
        await bench.JudgeAsync(dataset, 3, Verdict.Keep);

        var page = Open(bench, dataset, "source = \"docs\" and length >= 1");

        page.WaitForAssertion(() => Assert.Equal("6", page.Find("#kept").TextContent));
        Assert.Equal(("60%", "+2", "−1"), (page.Find("#share").TextContent, page.Find("#added").TextContent.Trim(), page.Find("#removed").TextContent.Trim()));
        Assert.Equal(
            "/datasets/testing?rule=" + Uri.EscapeDataString("not (source = \"docs\" and length >= 1) and verdict = keep"),
            page.Find("#added a").GetAttribute("href"));
        Assert.Equal("/datasets/testing?rule=" + Uri.EscapeDataString("source = \"docs\" and length >= 1 and verdict = drop"), page.Find("#removed a").GetAttribute("href"));
        Assert.Equal(["docs 4 5", "forums 2 5"], page.FindAll("tr.source").Select(row => string.Join(' ', row.Children.Take(3).Select(cell => cell.TextContent.Trim()))));
    }

    [Fact]
    public async Task Review_WhileShown_IsCounted()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(10));
        var page = Open(bench, dataset, null);
        page.WaitForAssertion(() => Assert.Equal("10", page.Find("#kept").TextContent));

        await bench.JudgeAsync(dataset, 4, Verdict.Drop);

        page.WaitForAssertion(() => Assert.Equal("9", page.Find("#kept").TextContent));
    }

    [Fact]
    public async Task Export_RuleOfOnesOwn_QueuesExactlyTheShownRule()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(4));
        var page = Open(bench, dataset, "LENGTH>=5   AND (source=\"docs\")");
        page.WaitForAssertion(() => Assert.Equal("Export 2 samples", page.Find("#export").TextContent));

        page.Find("input[value=csv]").Change("csv");
        page.Find("#folder").Input("my-docs");
        await page.Find("form:has(#export)").SubmitAsync();

        var job = Assert.Single(bench.Store.Jobs.Active());
        var expected = new ExportJobRequest { Filter = null, Rule = "length >= 5 and source = \"docs\"", Folder = Path.Combine(bench.Store.Folder.Path, "exports", "my-docs"), Format = "csv" };
        Assert.Equal((JobKind.Export, dataset.DatasetId, "Ana", JobRequests.Write(expected)), (job.Kind, job.DatasetId!.Value, job.Author, job.Request));
        Assert.Equal("queued", page.Find(".job .tag").TextContent);
    }

    [Fact]
    public async Task Export_SavedFilter_QueuesItsNameAndRule()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(4));
        await bench.Filters.SaveAsync(dataset.DatasetId, "my docs", "source = \"docs\"", "Ana");
        var page = Open(bench, dataset, null);
        page.WaitForElement("#filter").Change("my docs");
        page.WaitForAssertion(() => Assert.Equal("Export 2 samples", page.Find("#export").TextContent));
        Assert.EndsWith("/subsets?filter=my%20docs", bench.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        await page.Find("form:has(#export)").SubmitAsync();

        Assert.Contains("\"filter\":\"my docs@1\",\"rule\":\"source = \\u0022docs\\u0022\"", Assert.Single(bench.Store.Jobs.Active()).Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_BeforeItIsCounted_HoldsTheExportBack()
    {
        await using var bench = new SubsetBench();
        var page = Open(bench, await bench.DatasetAsync(Some.Founds(4)), null);
        page.WaitForAssertion(() => Assert.False(page.Find("#export").HasAttribute("disabled")));

        var typing = page.Find("#rule").InputAsync("none");
        page.WaitForAssertion(() => Assert.True(page.Find("#export").HasAttribute("disabled")));
        await typing;

        page.WaitForAssertion(() => Assert.Equal("0", page.Find("#kept").TextContent));
        Assert.EndsWith("/subsets?rule=none", bench.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.True(page.Find("#export").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Folder_WrongName_SaysWhyAndHoldsTheExportBack()
    {
        await using var bench = new SubsetBench();
        var page = Open(bench, await bench.DatasetAsync(Some.Founds(4)), null);

        page.WaitForElement("#folder").Input("../secrets");

        page.WaitForAssertion(() => Assert.Contains("“/”, which would lead to another folder", page.Find("#folder-says").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.True(page.Find("#export").HasAttribute("disabled")));
    }

    [Fact]
    public async Task Chip_Removed_LeavesTheRestInTheAddress()
    {
        await using var bench = new SubsetBench();
        var page = Open(bench, await bench.DatasetAsync(Some.Founds(4)), "length >= 5 and source = \"docs\"");

        page.WaitForElement(".chips button[aria-label='Remove length ≥ 5']").Click();

        page.WaitForAssertion(() => Assert.EndsWith("?rule=" + Uri.EscapeDataString("source = \"docs\""), bench.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("source = \"docs\"", page.Find("#rule").GetAttribute("value")));
    }

    [Fact]
    public async Task Save_NewName_SavesTheRuleAndGoesToTheFilter()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(4));
        var page = Open(bench, dataset, "length >= 5");

        page.WaitForElement("#filter-name").Input("<i>long</i>");
        await page.Find("form.save").SubmitAsync();

        Assert.Equal("length >= 5", bench.Filters.Get(dataset.DatasetId, "<i>long</i>").Rule);
        page.WaitForAssertion(() => Assert.Contains("<i>long</i> · version 1", page.Find("#filter").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_NameOfTheBuiltInFilter_SaysWhyNot()
    {
        await using var bench = new SubsetBench();
        var page = Open(bench, await bench.DatasetAsync(Some.Founds(4)), "length >= 5");

        page.WaitForElement("#filter-name").Input("all");
        await page.Find("form.save").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("built in", page.Find("#save-fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PastExport_VerifiedThenChanged_ShowsBoth()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(4));
        var page = Open(bench, dataset, null);
        page.WaitForAssertion(() => Assert.False(page.Find("#export").HasAttribute("disabled")));
        await page.Find("form:has(#export)").SubmitAsync();
        var export = await bench.ExportAsync(dataset);
        page.WaitForAssertion(() => Assert.Equal(export.ExportId.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find(".past-export").GetAttribute("data-export")));
        Assert.Contains(export.ManifestHash, page.Find(".past-export").InnerHtml, StringComparison.Ordinal);

        page.Find("button.verify").Click();
        page.WaitForAssertion(() => Assert.Contains("As it was exported", page.Find(".verify-result.good").TextContent, StringComparison.Ordinal));

        await File.AppendAllTextAsync(Path.Combine(export.Folder, ExportManifest.IndexName), "x\n", Xunit.TestContext.Current.CancellationToken);
        page.Find("button.verify").Click();
        page.WaitForAssertion(() => Assert.Contains(ExportManifest.IndexName, page.Find(".verify-result.bad li").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PastExport_Manifest_IsShownWithItsFiles()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(4));
        await bench.Services.GetRequiredService<SubsetRooms>().ExportAsync(dataset, new ExportOrder(null, "all", "jsonl", "one"), bench.Options);
        var export = await bench.ExportAsync(dataset);
        var page = Open(bench, dataset, null);

        page.WaitForElement("button.show-manifest").Click();

        page.WaitForAssertion(() => Assert.Contains(export.ManifestHash, page.Find("pre.manifest").TextContent, StringComparison.Ordinal));
        Assert.Equal(
            ["/exports/1/files/README.md", "/exports/1/files/samples.tsv", "/exports/1/files/subset-00000.jsonl", "/exports/1/files/manifest.json"],
            page.FindAll(".files a").Select(link => link.GetAttribute("href")));
    }

    private static IRenderedComponent<SubsetsPage> Open(SubsetBench bench, Dataset dataset, string? rule)
    {
        bench.Services.GetRequiredService<NavigationManager>().NavigateTo(rule is null ? ReviewUrls.Subsets(dataset.Name) : ReviewUrls.Subsets(dataset.Name, rule));
        return bench.Render<SubsetsPage>(p => p.Add(x => x.Dataset, dataset.Name));
    }
}
