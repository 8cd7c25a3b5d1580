using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Samples;
using QualityReview.Web.Datasets;

namespace QualityReview.Web.Tests.Datasets;

public sealed class ImportsPageTests
{
    [Fact]
    public async Task Render_UnknownDataset_SaysSoAndNamesThoseThereAre()
    {
        await using var rooms = new Rooms();
        await rooms.Store.Datasets.GetOrCreateAsync("enron");
        var page = Page(rooms, "<b>nope</b>");
        Assert.Equal("No dataset is named \"<b>nope</b>\".", page.Find(".notice p").TextContent);
        Assert.Equal("/datasets/enron", page.Find(".notice .actions a").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_Imports_ShowsNewestFirstWithTheirCounts()
    {
        await using var rooms = new Rooms();
        await ImportAsync(rooms, "/srv/old.csv", imported: 2);
        rooms.Time.Advance(TimeSpan.FromHours(1));
        await ImportAsync(rooms, "/data/uploads/0123456789ab-new.jsonl", imported: 1, new SetAsideLine(4, "The line is not JSON.", "{"));

        var page = Page(rooms, "testing");

        Assert.Equal(["new.jsonl", "old.csv"], page.FindAll(".import h2").Select(title => title.TextContent));
        Assert.Equal(["2", "1", "0", "0", "0", "1"], page.FindAll(".import")[0].QuerySelectorAll("dd").Select(count => count.TextContent));
    }

    [Fact]
    public async Task Render_SetAsideLine_ShowsItAsTextWithItsHiddenCharactersNamed()
    {
        await using var rooms = new Rooms();
        await ImportAsync(rooms, "a.jsonl", imported: 0, new SetAsideLine(1234, "<b>Bad</b>", "<script>\u202E\tx"));

        var page = Page(rooms, "testing");

        Assert.Equal(["1,234", "<b>Bad</b>"], page.FindAll("tbody td").Take(2).Select(cell => cell.TextContent));
        Assert.Equal("<script>RLO→\tx", page.Find("tbody code").TextContent);
        Assert.Empty(page.FindAll("script, td b"));
    }

    [Fact]
    public async Task Render_ManySetAsideLines_PagesThem()
    {
        await using var rooms = new Rooms();
        var import = await ImportAsync(rooms, "a.jsonl", 0, [.. Enumerable.Range(1, ImportsPage.PageSize + 1).Select(line => new SetAsideLine(line, "Bad.", ""))]);
        Assert.Equal(ImportsPage.PageSize, Page(rooms, "testing").FindAll("tbody tr").Count);

        rooms.Services.GetRequiredService<NavigationManager>().NavigateTo(ReviewUrls.Imports("testing", import, 2));
        var page = Page(rooms, "testing");

        Assert.Equal("51", Assert.Single(page.FindAll("tbody tr")).QuerySelector("td")!.TextContent);
        Assert.Equal($"/datasets/testing/imports?import={import}", page.Find("a[rel=prev]").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_ImportWithoutAnEnd_SaysThatItStopped()
    {
        await using var rooms = new Rooms();
        var dataset = await rooms.Store.Datasets.GetOrCreateAsync("testing");
        await rooms.Store.Imports.BeginAsync(dataset.DatasetId, "a.jsonl");
        Assert.Contains("stopped before its end", Page(rooms, "testing").Find(".import .head").Text(), StringComparison.Ordinal);
    }

    private static IRenderedComponent<ImportsPage> Page(Rooms rooms, string name) => rooms.Render<ImportsPage>(parameters => parameters.Add(page => page.Name, name));

    private static Task<long> ImportAsync(Rooms rooms, string file, int imported, params SetAsideLine[] lines) => Imported.AddAsync(rooms.Store, file, imported, lines);
}
