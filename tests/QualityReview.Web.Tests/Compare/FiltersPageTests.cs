using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Compare;
using QualityReview.Web.Shared;
using QualityReview.Web.Tests.Subsets;

namespace QualityReview.Web.Tests.Compare;

public sealed class FiltersPageTests : IAsyncDisposable
{
    private readonly SubsetBench _bench = new();

    public FiltersPageTests()
    {
        _bench.Services.AddSingleton(_bench.Filters);
        _bench.Services.AddSingleton(new FilterComparisonReader(_bench.Store.Datasets, _bench.Tables, _bench.Filters, _bench.Store.Samples, new TokenCounts(_bench.Store.Scores)));
    }

    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_bench).DisposeAsync();

    [Fact]
    public void Page_NoSuchDataset_SaysSo() => Assert.Contains("There is no such dataset", Open("").Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Page_NoFilterSaved_OffersExamplesThatWork()
    {
        await DatasetAsync();
        var page = Open("");

        Assert.Equal("No filter is saved yet", page.Find(".empty h2").TextContent);
        Assert.Empty(page.FindAll("[data-testid=filter-parts]"));
        var examples = page.FindAll(".empty a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            Assert.Equal(4, Open(new Uri("http://localhost" + example).Query).FindAll("[data-testid=part]").Count);
        }
    }

    [Fact]
    public async Task Page_TwoFilters_CountsTheFourPartsWithTokensAndLinks()
    {
        var dataset = await DatasetAsync();
        await _bench.Filters.SaveAsync(dataset.DatasetId, "docs <b>", "source = docs", "ann");
        var page = Open("?f=docs%20%3Cb%3E&f=rule%3Alength%20%3E%3D%2060");

        // Of 200: every third is docs; the longer half has 60 letters or more. Counted here from the texts.
        var docs = Found.Where((_, i) => i % 3 == 0).ToList();
        var longer = Found.Where(found => found.Text.Length >= 60).ToList();
        Assert.Equal(
            new[] { Line("A only", docs.Except(longer)), Line("B only", longer.Except(docs)), Line("Both", docs.Intersect(longer)), Line("Neither", Found.Except(docs).Except(longer)) },
            page.FindAll("[data-testid=part]").Select(row => $"{row.QuerySelector("th")!.TextContent} {row.QuerySelectorAll(".num")[0].TextContent} {row.QuerySelectorAll(".num")[2].TextContent}"));
        var only = page.Find("[data-part=A]");
        Assert.Equal("/datasets/testing?rule=" + Uri.EscapeDataString("source = \"docs\" and not length >= 60"), only.QuerySelector("a[aria-label='Browse A only']")!.GetAttribute("href"));
        Assert.Equal("/datasets/testing/new-queue?rule=" + Uri.EscapeDataString("source = \"docs\" and not length >= 60"), only.QuerySelector("a[aria-label='Review these: A only']")!.GetAttribute("href"));
        Assert.Contains("docs <b> · version 1", page.Find("[data-testid=filter-slot] h3").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("svg.upset"));

        static string Line(string name, IEnumerable<FoundSample> samples) => $"{name} {samples.Count()} {Display.Count(samples.Sum(sample => WordScorer.Words(sample.Text)))}";
    }

    [Fact]
    public async Task Page_ThreeFilters_DrawsAnUpSetPlotWithItsTable()
    {
        await DatasetAsync();
        var page = Open("?f=all&f=rule%3Alength%20%3E%3D%2060&f=rule%3Asource%20%3D%20docs&part=AB");

        Assert.Equal(["AB", "A", "AC", "ABC"], page.FindAll("[data-testid=part]").Select(row => row.GetAttribute("data-part")).OrderBy(key => key switch { "AB" => 0, "A" => 1, "AC" => 2, _ => 3 }));
        Assert.Equal(4, page.FindAll("svg.upset a").Count);
        Assert.Equal(12, page.FindAll("svg.upset circle").Count);
        Assert.Equal("A, B, not C", page.Find("tr[aria-selected=true] th").TextContent);
        var counts = page.FindAll("[data-testid=part] td.num:nth-of-type(4)").Select(cell => int.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(counts.OrderDescending(), counts);
        Assert.Equal(200, counts.Sum());
    }

    [Fact]
    public async Task Page_Examples_AreOfThePartAndOthersComeWithAnotherSeed()
    {
        await DatasetAsync();
        var page = Open("?f=rule%3Asource%20%3D%20docs&f=rule%3Alength%20%3E%3D%2060&part=AB");
        var first = Examples(page);

        Assert.Equal(FilterComparisonReader.Examples, first.Count);
        Assert.All(first, id => Assert.True(int.Parse(id[2..], System.Globalization.CultureInfo.InvariantCulture) % 3 == 0));
        Assert.Equal(first, Examples(Open(new Uri(_bench.Services.GetRequiredService<NavigationManager>().Uri).Query)));
        var other = page.Find("#other-examples").GetAttribute("href")!;
        Assert.EndsWith("&part=AB&seed=2", other, StringComparison.Ordinal);
        Assert.NotEqual(first, Examples(Open(new Uri("http://localhost" + other).Query)));

        static List<string> Examples(IRenderedComponent<FiltersPage> page) => [.. page.FindAll("[data-testid=sample-row]").Select(row => row.GetAttribute("data-sample")!)];
    }

    [Fact]
    public async Task Page_MinorityCollapses_WarnsAndSaysTheRule()
    {
        await DatasetAsync();
        // A language of 30 of 200, of which one is long.
        var page = Open("?f=all&f=rule%3Anot%20language%20%3D%20cy%20or%20id%20%3D%20%22s-0%22&by=language");

        var alarm = Assert.Single(page.FindAll("[data-testid=alarms] li"));
        Assert.StartsWith("B language cy: 15.0% of the dataset, 0.6% of what B keeps (1 of 30 samples)", alarm.TextContent, StringComparison.Ordinal);
        Assert.Contains("at most 20% of the dataset loses more than 50% of its share", page.Find("[data-testid=alarms] .muted").TextContent, StringComparison.Ordinal);
        Assert.Equal("collapses", page.Find("[data-testid=mix] .tag.bad").TextContent);
        Assert.Empty(Open("?f=all&f=rule%3Anot%20language%20%3D%20cy%20or%20id%20%3D%20%22s-0%22&loss=97").FindAll("[data-testid=alarms]"));
    }

    [Fact]
    public async Task Page_FilterThatCannotBeRead_SaysWhichAndCountsNothing()
    {
        var dataset = await DatasetAsync();
        await _bench.Filters.SaveAsync(dataset.DatasetId, "docs", "source = docs", "ann");
        var page = Open("?f=docs@3&f=rule%3Alenght%20%3E%203&f=nobody");

        Assert.Equal(
            ["The filter \"docs\" has version 1 alone, and version 3 was asked for.", "The rule is wrong at character 1: found \"lenght\"", "There is no filter “nobody”."],
            page.FindAll("[data-testid=filter-slot] .fault").Select(fault => fault.TextContent.Split(", expected")[0]));
        Assert.Empty(page.FindAll("[data-testid=filter-parts]"));
    }

    [Fact]
    public async Task Editor_BuildsWithoutTypingAndSaves()
    {
        var dataset = await DatasetAsync();
        var page = Open("?f=all&f=rule%3Aall&edit=2");
        page.Find("[data-testid=filter-editor] select.kind").Change("source");
        page.WaitForAssertion(() => Assert.Equal("rule:source = \"docs\"", Second()));
        page = Open(Query());
        page.Find("[data-testid=filter-editor] .line button[title='Keep this or something else']").Click();
        page.WaitForAssertion(() => Assert.Equal("rule:source = \"docs\" or source = \"docs\"", Second()));
        page = Open(Query());
        page.FindAll("[data-testid=filter-editor] select[aria-label=Test]")[1].Change("length");
        page.WaitForAssertion(() => Assert.Equal("rule:source = \"docs\" or length >= 200", Second()));
        page = Open(Query());
        page.FindAll("[data-testid=filter-editor] .group .line button[aria-pressed]")[0].Click();
        page.WaitForAssertion(() => Assert.Equal("rule:not source = \"docs\" or length >= 200", Second()));

        page = Open(Query());
        page.Find("#compared-name").Input("mine");
        await page.Find("[data-testid=filter-editor] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("not source = \"docs\" or length >= 200", _bench.Filters.Get(dataset.DatasetId, "mine").Rule));
        page.WaitForAssertion(() => Assert.EndsWith("?f=all&f=mine", _bench.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        string Query() => new Uri(_bench.Services.GetRequiredService<NavigationManager>().Uri).Query;
        string Second() => Uri.UnescapeDataString(Query().Split("&f=")[1].Split('&')[0]);
    }

    private static readonly FoundSample[] Found = [.. Enumerable.Range(0, 200).Select(i => Some.Found(
        $"s-{i}", string.Join(' ', Enumerable.Repeat("word", 1 + (i * 37 % 23))), (i % 3) switch { 0 => "docs", 1 => "forums", _ => "web" }, i % 20 < 3 ? "cy" : "en", line: i + 1))];

    private Task<Dataset> DatasetAsync() => _bench.DatasetAsync(Found);

    private IRenderedComponent<FiltersPage> Open(string query)
    {
        _bench.Services.GetRequiredService<NavigationManager>().NavigateTo("/datasets/testing/compare/filters" + query);
        var page = _bench.Render<FiltersPage>(parameters => parameters.Add(shown => shown.Name, "testing"));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }
}
