using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Map;

namespace QualityReview.Web.Tests.Map;

public sealed class MapPageTests
{
    [Fact]
    public async Task Page_NoEmbeddings_SaysWhatToDoNext()
    {
        await using var rooms = Bench();
        await rooms.Store.DatasetOfAsync(Some.Founds(3));

        var page = rooms.Render<MapPage>(page => page.Add(p => p.Dataset, "testing"));

        page.WaitForAssertion(() => Assert.Equal("No embeddings yet", page.Find(".empty h2").TextContent));
    }

    [Fact]
    public async Task Page_NotClusteredYet_ButtonQueuesTheJob()
    {
        await using var rooms = Bench();
        var dataset = await EmbeddedAsync(rooms);
        var page = rooms.Render<MapPage>(page => page.Add(p => p.Dataset, "testing"));
        page.WaitForElement(".empty .btn.primary");

        await page.Find(".empty .btn.primary").ClickAsync(new());

        var job = Assert.Single(rooms.Store.Jobs.List());
        Assert.Equal((JobKind.Cluster, dataset.DatasetId, "Cluster testing"), (job.Kind, job.DatasetId, job.Title));
    }

    [Fact]
    public async Task Page_NoSuchDataset_NamesThoseThatAre()
    {
        await using var rooms = Bench();

        var page = rooms.Render<MapPage>(page => page.Add(p => p.Dataset, "nothing"));

        Assert.Contains("There is no such dataset", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Clustered_TableTellsTheSameInWords()
    {
        await using var rooms = Bench();
        await ClusteredAsync(rooms);

        var page = rooms.Render<MapPage>(page => page.Add(p => p.Dataset, "testing"));
        page.WaitForElement("canvas");

        Assert.Equal(["whales sea", "(no words in common)"], page.FindAll(".clusters td.words a").Select(link => link.TextContent));
        Assert.Equal("/datasets/testing?rule=cluster%20%3D%201", page.Find(".clusters td.words a").GetAttribute("href"));
        Assert.Equal("Map of 6 samples in 2 clusters", page.Find("canvas").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Page_RegionInTheAddress_CountsWhatBrowseWillShow()
    {
        await using var rooms = Bench();
        await ClusteredAsync(rooms);
        rooms.Services.GetRequiredService<NavigationManager>().NavigateTo("/datasets/testing/map?region=0,0,30000,65535&rule=source%20%3D%20docs");

        var page = rooms.Render<MapPage>(page => page.Add(p => p.Dataset, "testing"));
        page.WaitForElement("[data-testid=region-count]");

        // Samples 0, 1 and 2 lie there; 0 and 2 are of that source.
        Assert.Equal("2", page.Find("[data-testid=region-count]").TextContent);
        Assert.Equal(
            "/datasets/testing?rule=source%20%3D%20%22docs%22%20and%20map%20in%20%280%2C%200%2C%2030000%2C%2065535%29",
            page.Find("[data-testid=region] a.primary").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_WrongRule_SaysSoAndShowsAll()
    {
        await using var rooms = Bench();
        await ClusteredAsync(rooms);
        rooms.Services.GetRequiredService<NavigationManager>().NavigateTo("/datasets/testing/map?rule=cluster%20%3D%2099");

        var page = rooms.Render<MapPage>(page => page.Add(p => p.Dataset, "testing"));
        page.WaitForElement(".notice");

        Assert.Contains("expected one of this dataset's 1 to 2", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("canvas"));
    }

    private static Rooms Bench()
    {
        var rooms = new Rooms();
        rooms.Services.AddSingleton(rooms.Store.Embeddings);
        rooms.Services.AddSingleton(new FilterStore(rooms.Store.Database, rooms.Time));
        rooms.Services.AddSingleton(new SampleTables(rooms.Store.Datasets, rooms.Store.Samples, rooms.Store.Scores, rooms.Store.Reviews, rooms.Store.Clusters));
        rooms.Services.AddSingleton<MapRooms>();
        return rooms;
    }

    private static async Task<Dataset> EmbeddedAsync(Rooms rooms)
    {
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(6));
        await rooms.Store.Embeddings.CommitAsync(dataset.DatasetId, "embedder_tests_1", 0, 6, [.. Enumerable.Range(0, 12).Select(i => (Half)(i + 1))]);
        return dataset;
    }

    private static async Task ClusteredAsync(Rooms rooms)
    {
        var dataset = await EmbeddedAsync(rooms);
        var clustering = await rooms.Store.Clusters.ReplaceAsync(
            dataset.DatasetId, "embedder_tests_1", "{}", new KMeansResult([0, 0, 0, 0, 1, 1], [1, 1, 1, 1, 1, 1], [1, 0, 0, 1], 2, 1));
        await rooms.Store.Clusters.SetWordsAsync(clustering, [["whales", "sea"], []]);
        await rooms.Store.Clusters.SetMapAsync(clustering, new SampleMap([0, 10_000, 20_000, 40_000, 50_000, 60_000], [5, 5, 5, 5, 5, 5]));
    }
}
