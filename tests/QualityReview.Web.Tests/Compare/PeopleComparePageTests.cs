using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Web.Compare;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Compare;

public sealed class PeopleComparePageTests
{
    [Fact]
    public async Task Page_NoSuchDataset_SaysSo()
    {
        await using var bench = new PeopleBench();
        Assert.Contains("Not found", bench.OpenPeople().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NoVerdicts_SaysWhatToDo()
    {
        await using var bench = await PeopleBench.OfAsync(4, scored: false);
        var page = bench.OpenPeople();
        Assert.Equal("Nobody has judged a drawn sample yet", page.Find(".empty h2").TextContent);
        Assert.Equal("/datasets/testing/new-queue", page.Find(".empty a").GetAttribute("href"));
        page.WaitForAssertion(() => Assert.Contains("Nothing has been scored", page.Find("[data-testid=suspects]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=filters]"));
    }

    [Fact]
    public async Task Page_OnlyTargetedVerdicts_AreSetAside()
    {
        await using var bench = await PeopleBench.OfAsync(40);
        await bench.JudgeAsync(await bench.QueueAsync("targeted", Enumerable.Range(0, 40), null), "Ana", _ => Verdict.Keep);
        var page = bench.OpenPeople();
        Assert.Equal("Only targeted verdicts", page.Find(".empty h2").TextContent);
        Assert.Contains("40 more samples have verdicts from targeted queues", page.Find("[data-testid=not-used]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=precision]"));
    }

    [Fact]
    public async Task Page_FewLabels_SaysTooFewAndGivesNoNumber()
    {
        await using var bench = await PeopleBench.OfAsync(100);
        await bench.JudgeAsync(await bench.QueueAsync("random", Enumerable.Range(0, 12), .12), "Ana", ordinal => ordinal % 3 == 0 ? Verdict.Keep : Verdict.Drop);
        var page = bench.OpenPeople();
        Assert.Equal("too few", page.Find("[data-testid=precision]").TextContent);
        Assert.Contains("12 of 30 labels", page.Find("[data-testid=prevalence]").TextContent, StringComparison.Ordinal);
        Assert.Contains("too few", page.Find("[data-testid=auc]").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Too few verdicts to learn from", page.Find("[data-testid=suspects]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_EnoughLabels_ShowsTheFiguresOfTheDomain()
    {
        await using var bench = await JudgedAsync();
        await bench.Rooms.Services.GetRequiredService<FilterStore>().SaveAsync(bench.Dataset.DatasetId, "upper half", "percentile(length_1) >= 50", "Ana");
        var page = bench.OpenPeople("?within=2");
        var view = bench.Reader.Read("testing", new PeopleAddress(), CancellationToken.None)!;
        var figures = view.Rows.Single().Figures!;

        Assert.Contains("upper half", page.Find("[data-testid=filter] th").TextContent, StringComparison.Ordinal);
        Assert.Equal([Display.Percent(figures.Precision.Value), Display.Percent(figures.Recall.Value)], [page.Find("[data-testid=precision]").TextContent, page.Find("[data-testid=recall]").TextContent]);
        Assert.Equal(PeopleWords.More(figures.Precision, 2, view.Evidence.Sample.Labels.Count), page.Find("[data-testid=more]").TextContent);
        Assert.NotEqual(PeopleWords.More(figures.Precision, 5, view.Evidence.Sample.Labels.Count), page.Find("[data-testid=more]").TextContent);
        var cells = page.FindAll("[data-testid=cell] a");
        Assert.Equal(new[] { figures.KeptGood, figures.KeptBad, figures.DroppedGood, figures.DroppedBad }.Select(cell => Display.Count(cell.Labels)), cells.Select(cell => cell.TextContent));
        Assert.Equal("/datasets/testing?rule=" + Uri.EscapeDataString("percentile(length_1) >= 50 and verdict = keep"), cells[0].GetAttribute("href"));
        Assert.Equal("/datasets/testing?rule=" + Uri.EscapeDataString("not percentile(length_1) >= 50 and verdict = drop"), cells[3].GetAttribute("href"));
        Assert.Contains(view.Aucs[0].Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), page.Find("[data-testid=auc]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=cut-plot] polyline.precision"));
        Assert.Contains("does not prove that training on what it keeps is better", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Address_ChoosesFiltersRulesAndQueues()
    {
        await using var bench = await JudgedAsync();
        await bench.Rooms.Services.GetRequiredService<FilterStore>().SaveAsync(bench.Dataset.DatasetId, "docs", "source = docs", "Ana");
        var page = bench.OpenPeople("?filter=docs&rule=length+%3E%3D+3");
        Assert.Equal(2, page.FindAll("[data-testid=filter]").Count);
        Assert.Equal("/datasets/testing/compare/people?rule=length%20%3E%3D%203", page.FindAll("[aria-label='Saved filters'] a").Single(link => link.TextContent == "docs").GetAttribute("href"));
        Assert.Equal("/datasets/testing/compare/people?filter=docs&rule=length%20%3E%3D%203", page.Find("[data-testid=queue]").GetAttribute("href"));
        page.Find("#within").Change("2.5");
        page.WaitForAssertion(() => Assert.EndsWith("/compare/people?filter=docs&rule=length%20%3E%3D%203&within=2.5", bench.Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Suspects_PlantedSlips_AreListedWithAQueueOfThem()
    {
        await using var bench = await JudgedAsync(slip: ordinal => ordinal is 5 or 190);
        var page = bench.OpenPeople();
        page.WaitForElement("[data-testid=suspect]");
        var first = page.FindAll("[data-testid=suspect]").Take(2).ToList();
        Assert.Equal(["190", "5"], first.Select(item => item.GetAttribute("data-ordinal")).Order(StringComparer.Ordinal));
        Assert.Contains(first[0].QuerySelector("a")!.GetAttribute("href"), new[] { "/datasets/testing/samples/s-5?review=1", "/datasets/testing/samples/s-190?review=1" });
        var queue = page.Find("[data-testid=suspects] a.btn").GetAttribute("href")!;
        Assert.StartsWith("/datasets/testing/new-queue?rule=id%20in%20%28", queue, StringComparison.Ordinal);
        Assert.Contains("sort=random", queue, StringComparison.Ordinal);
    }

    // 120 of 240 samples, of which people keep the upper half, with some noise around the middle.
    private static async Task<PeopleBench> JudgedAsync(Func<int, bool>? slip = null)
    {
        var bench = await PeopleBench.OfAsync(240);
        var queue = await bench.QueueAsync("random", Enumerable.Range(0, 240).Where(i => i % 2 == 1 || i is 190), .5);
        await bench.JudgeAsync(queue, "Ana", ordinal => (ordinal >= 120 != (ordinal is > 100 and < 140 && ordinal % 3 == 0)) != (slip?.Invoke(ordinal) == true) ? Verdict.Keep : Verdict.Drop);
        return bench;
    }
}
