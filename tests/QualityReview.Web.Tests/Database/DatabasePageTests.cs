using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.TestKit;
using QualityReview.Web.Database;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Database;

public sealed class DatabasePageTests
{
    [Fact]
    public async Task Render_ADatasetThatIsHeld_ShowsWhatItTakesAndTheTables()
    {
        await using var rooms = Open();
        var dataset = await rooms.Store.DatasetOfAsync([.. Some.Founds(29), Some.Found("long", new string('x', 300_000))]);
        rooms.Services.GetRequiredService<SampleTables>().Get(dataset.DatasetId);

        var page = Shown(rooms);

        // The largest come first.
        Assert.StartsWith("texts", page.Find("[data-testid=tables]").TextContent.Trim(), StringComparison.Ordinal);
        var row = page.Find("[data-dataset=testing]").QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["testing", "30", Display.Count(rooms.Store.Samples.Characters(dataset.DatasetId))], row[..3]);
        Assert.StartsWith("about ", row[5], StringComparison.Ordinal);
        Assert.Contains(rooms.Store.Database.File, page.Find("[data-testid=figures]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_Confirmed_FreesItsMemoryAndOffersToTakeItOut()
    {
        await using var rooms = Open();
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(3));
        var tables = rooms.Services.GetRequiredService<SampleTables>();
        tables.Get(dataset.DatasetId);
        rooms.JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult("yes");
        var page = Shown(rooms);

        await Button(page, "Archive testing").ClickAsync(new());

        Assert.Empty(rooms.Store.Datasets.List());
        Assert.Empty(tables.Held());
        await Button(page, "Take testing out of the archive").ClickAsync(new());
        Assert.Equal(["testing"], rooms.Store.Datasets.List().Select(kept => kept.Name));
        Assert.Equal(["dataset_taken_out", "dataset_archived"], rooms.Store.Audit.List(2).Select(entry => entry.Act));
    }

    [Fact]
    public async Task Archive_AJobWaits_SaysWhyNot()
    {
        await using var rooms = Open();
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(3));
        await rooms.Store.Jobs.AddAsync(JobKind.Score, dataset.DatasetId, "Score testing", "{}", "Ana", Xunit.TestContext.Current.CancellationToken);
        rooms.JSInterop.SetupModule("./Shared/ConfirmDialog.razor.js").Setup<string>("ask", _ => true).SetResult("yes");
        var page = Shown(rooms);

        await Button(page, "Archive testing").ClickAsync(new());

        Assert.Contains("Score testing", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Single(rooms.Store.Datasets.List());
    }

    [Fact]
    public async Task BackUp_Pressed_NamesTheCopy()
    {
        await using var rooms = Open();
        await rooms.Store.DatasetOfAsync(Some.Founds(3));
        var page = Shown(rooms);

        await page.FindAll("button").Single(button => button.TextContent == "Back up now").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Backed up", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(Path.Combine(rooms.Store.Folder.Path, "backups"), "*.db"));
    }

    private static Rooms Open()
    {
        var rooms = new Rooms();
        rooms.Services.AddSingleton(rooms.Store.Database);
        rooms.Services.AddSingleton(new SampleTables(rooms.Store.Datasets, rooms.Store.Samples, rooms.Store.Scores, rooms.Store.Reviews));
        rooms.Services.AddSingleton<DatasetArchive>();
        rooms.Services.AddSingleton<DatabaseReader>();
        rooms.Services.AddSingleton<DatabaseActs>();
        return rooms;
    }

    /// <summary>The page when everything is measured: nothing is drawn anew by itself then.</summary>
    private static IRenderedComponent<DatabasePage> Shown(Rooms rooms)
    {
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        var page = rooms.Render<DatabasePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=tables]")));
        return page;
    }

    private static IElement Button(IRenderedComponent<DatabasePage> page, string label) => page.Find($"button[aria-label='{label}']");
}
