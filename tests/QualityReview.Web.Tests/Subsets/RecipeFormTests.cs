using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

public sealed class RecipeFormTests
{
    [Fact]
    public async Task Target_Typed_IsInTheAddressAndCounted()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(10));
        var page = Open(bench, dataset, new Recipe());

        page.Find("#target").Change("4");
        var query = "recipe=" + Uri.EscapeDataString(RecipeJson.WriteCompact(new Recipe { Target = new RecipeTarget(Samples: 4) }));
        page.WaitForAssertion(() => Assert.Contains(query, bench.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        page = Open(bench, dataset, new Recipe { Target = new RecipeTarget(Samples: 4) });

        page.WaitForAssertion(() => Assert.Equal("4", page.Find("#kept").TextContent));
        Assert.Contains("−6", page.Find(".step dd").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotas_ShownAndChanged_StayWithTheirSource()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(10));
        var page = Open(bench, dataset, new Recipe { Quotas = [new RecipeQuota("docs", Samples: 2)], Weights = [new RecipeWeight("forums", Weight: 2)] });

        page.WaitForAssertion(() => Assert.Equal("7", page.Find("#kept").TextContent));
        Assert.Equal("12", page.Find("#lines").TextContent);
        Assert.Equal(["source docs", "source forums"], page.FindAll("tr.part td.name").Select(cell => cell.TextContent));
        page.FindAll("tr.part .most")[0].Change("x");
        page.WaitForAssertion(() => Assert.Contains("The quota of docs is no whole number", page.Find("#recipe-fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recipe_ThatCannotBeCarriedOut_SaysWhyAndExportsNothing()
    {
        await using var bench = new SubsetBench();
        var page = Open(bench, await bench.DatasetAsync(Some.Founds(4)), new Recipe { Duplicates = "first" });

        page.WaitForAssertion(() => Assert.Contains("have not been sought", page.Find("#recipe-fault").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("#export").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Save_ThenExport_GoesByItsName()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(10));
        var recipe = new Recipe { Target = new RecipeTarget(Samples: 3) };
        var page = Open(bench, dataset, recipe);
        page.WaitForAssertion(() => Assert.Equal("3", page.Find("#kept").TextContent));
        page.Find("#recipe-name").Input("three");
        await page.Find(".recipe-form form.save").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("three", page.Find("#saved-recipe").TextContent, StringComparison.Ordinal));
        await page.Find(".export-form form").SubmitAsync();
        var export = await bench.ExportAsync(dataset);

        var manifest = ExportOnDisk.Manifest(export);
        Assert.Equal(("three", 1, 3L), (manifest.Recipe!.Name, manifest.Recipe.Version, manifest.Kept.Samples));
        Assert.Equal(3, bench.Recipes.Get(dataset.DatasetId, "three").Recipe.Target!.Samples);
    }

    [Fact]
    public async Task DiffPage_TwoExports_NamesTheVerdict()
    {
        await using var bench = new SubsetBench();
        var dataset = await bench.DatasetAsync(Some.Founds(10));
        await bench.OrderAsync(dataset, new ExportOrder(null, "source = \"docs\"", "jsonl", "before"));
        var before = await bench.ExportAsync(dataset);
        await bench.JudgeAsync(dataset, 1, Verdict.Keep);
        await bench.OrderAsync(dataset, new ExportOrder(null, "source = \"docs\"", "jsonl", "after"));
        var after = await bench.ExportAsync(dataset);

        bench.Services.GetRequiredService<NavigationManager>().NavigateTo(ReviewUrls.ExportDiff(dataset.Name, before.ExportId, after.ExportId));
        var page = bench.Render<ExportDiffPage>(parameters => parameters.Add(x => x.Dataset, dataset.Name));

        page.WaitForAssertion(() => Assert.Equal("1", page.Find("#came").TextContent));
        Assert.Equal(["s-1", "came", "verdict of Ana: keep"], page.Find("tr.sample").Children.Select(cell => cell.TextContent.Trim()));
        Assert.Equal("verdicts", page.Find("tr.change td").TextContent);
    }

    private static IRenderedComponent<SubsetsPage> Open(SubsetBench bench, Dataset dataset, Recipe recipe)
    {
        bench.Services.GetRequiredService<NavigationManager>().NavigateTo(ReviewUrls.Subsets(dataset.Name, "", null, recipe));
        var page = bench.Render<SubsetsPage>(parameters => parameters.Add(x => x.Dataset, dataset.Name));
        page.WaitForElement(".recipe-form");
        return page;
    }
}
