using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jumps;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Jumps;

/// <summary>The jump box over all of its sources, as each role sees it.</summary>
public sealed class JumpsTests
{
    [Theory]
    [InlineData(Role.Annotator, new[] { "Home", "HTTP API", "Map · testing", "Browse good · testing", "Dark theme" }, new[] { "Jobs", "Models", "People", "Subsets · testing", "Score testing", "New queue in testing", "Import a file", "Subset good · testing", "Invite somebody" })]
    [InlineData(Role.Lead, new[] { "Jobs", "Models", "Subsets · testing", "Score testing", "New queue in testing", "Import a file", "Subset good · testing" }, new[] { "People", "Invite somebody" })]
    [InlineData(Role.Admin, new[] { "People", "Invite somebody", "Score testing" }, new string[0])]
    public async Task Sources_OfferWhatTheRoleMay(string role, string[] there, string[] absent)
    {
        await using var rooms = await StartAsync(role);

        foreach (var title in there)
        {
            Assert.Contains(title, await FoundAsync(rooms, title));
        }

        foreach (var title in absent)
        {
            Assert.DoesNotContain(title, await FoundAsync(rooms, title));
        }
    }

    [Fact]
    public async Task SampleId_Typed_LeadsToTheSample()
    {
        await using var rooms = await StartAsync(Role.Annotator);
        var box = Box(rooms);

        box.Find("input").Input("s-2");
        box.Find("input").KeyDown("Enter");

        Assert.EndsWith(ReviewUrls.Sample("testing", "s-2"), rooms.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Entered_QueuesWhatIsMissingAndSaysSo()
    {
        await using var rooms = await StartAsync(Role.Lead);
        var box = Box(rooms);

        box.Find("input").Input("score testing");
        box.Find("input").KeyDown("Enter");

        box.WaitForAssertion(() => Assert.Equal("1 scoring job queued; Home shows how far they are.", Assert.Single(rooms.Services.GetRequiredService<ToastFeed>().Shown).Text));
        Assert.Equal(JobKind.Score, Assert.Single(rooms.Store.Jobs.List()).Kind);
    }

    [Fact]
    public async Task Score_RoleTakenAwayMeanwhile_IsRefusedInASentence()
    {
        await using var rooms = await StartAsync(Role.Lead, roleNow: Role.Annotator);
        var box = Box(rooms);

        box.Find("input").Input("score testing");
        box.Find("input").KeyDown("Enter");

        box.WaitForAssertion(() => Assert.Contains("needs the role lead", Assert.Single(rooms.Services.GetRequiredService<ToastFeed>().Shown).Text, StringComparison.Ordinal));
        Assert.Empty(rooms.Store.Jobs.List());
    }

    [Fact]
    public async Task Theme_Entered_IsToldToTheBrowser()
    {
        await using var rooms = await StartAsync(Role.Annotator);
        var module = rooms.JSInterop.SetupModule("./Shared/JumpBox.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        var box = Box(rooms);

        box.Find("input").Input("dark");
        box.Find("input").KeyDown("Enter");

        box.WaitForAssertion(() => Assert.Equal(["theme", "dark"], module.Invocations["display"].Single().Arguments));
    }

    [Fact]
    public async Task NothingTyped_OnADatasetsPage_OffersItFirst()
    {
        await using var rooms = await StartAsync(Role.Lead);
        await rooms.Store.Datasets.GetOrCreateAsync("aaa");
        rooms.Services.GetRequiredService<NavigationManager>().NavigateTo("/datasets/testing/map");
        var box = Box(rooms);

        box.Find("button").Click();

        Assert.Equal(["testing", "aaa", "Map · testing"], box.FindAll("[role=option] span").Take(3).Select(place => place.TextContent));
    }

    private static IRenderedComponent<JumpBox> Box(Rooms rooms) =>
        rooms.Render<JumpBox>(p => p.Add(box => box.Sources, rooms.Services.GetServices<IJumpSource>()));

    private static async Task<List<string>> FoundAsync(Rooms rooms, string typed)
    {
        var found = await Task.WhenAll(rooms.Services.GetServices<IJumpSource>().Select(source => source.FindAsync(typed, CancellationToken.None)));
        return [.. found.SelectMany(places => places).Select(place => place.Title)];
    }

    private static async Task<Rooms> StartAsync(string role, string? roleNow = null)
    {
        var rooms = new Rooms("length_1");
        rooms.Services.AddSingleton(new Reviewer("Ana", role, () => roleNow ?? role));
        rooms.Services.AddSingleton(new FilterStore(rooms.Store.Database, rooms.Time));
        rooms.Services.AddSingleton(new QueueStore(rooms.Store.Database, rooms.Store.Reviews, rooms.Store.Samples, rooms.Time));
        rooms.Services.AddJumps();
        var dataset = await rooms.Store.DatasetOfAsync(Some.Founds(6));
        await rooms.Services.GetRequiredService<FilterStore>().SaveAsync(dataset.DatasetId, "good", "length >= 10", "Lea");
        return rooms;
    }
}
