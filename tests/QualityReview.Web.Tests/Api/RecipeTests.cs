using System.Text.Json;
using QualityReview.Jobs;

namespace QualityReview.Web.Tests.Api;

public sealed class RecipeTests
{
    private const string Recipes = "/api/datasets/testing/recipe";

    [Fact]
    public async Task Recipe_Saved_HasVersionsAndIsSavedOnceUnderOneKey()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();

        async Task<JsonElement> SaveAsync(int samples, string key) => (await client.SendAsync(
            HttpMethod.Post, Recipes + "s", new { name = "few", recipe = new { filters = new[] { "source = docs" }, target = new { samples } } }, key)).Body;

        var saved = new List<int>();
        foreach (var (samples, key) in new[] { (2, "one"), (3, "two"), (2, "one"), (3, "three") })
        {
            saved.Add((await SaveAsync(samples, key)).GetProperty("version").GetInt32());
        }

        // The first key again is the first answer again; the last recipe is the latest one, whatever its key.
        Assert.Equal([1, 2, 1, 2], saved);
        Assert.Equal((2, 3), ((await TargetAsync("&version=1")), await TargetAsync("")));
        Assert.Contains("few", await client.RefusedAsync(404, HttpMethod.Get, Recipes + "?name=none"), StringComparison.Ordinal);
        Assert.Contains("version 3", await client.RefusedAsync(404, HttpMethod.Get, Recipes + "?name=few&version=3"), StringComparison.Ordinal);

        async Task<int> TargetAsync(string version) => (await client.JsonAsync($"{Recipes}?name=few{version}")).GetProperty("recipe").GetProperty("target").GetProperty("samples").GetInt32();
    }

    [Fact]
    public async Task Recipe_Counted_ComesToWhatItsExportHas()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();
        var recipe = new { filters = new[] { $"score({ApiApp.Scorer}) >= 2" }, quotas = new[] { new { source = "docs", samples = 2 } }, weights = new[] { new { source = "forums", weight = 2 } } };

        var counts = (await client.SendAsync(HttpMethod.Post, Recipes + "/counts", new { recipe })).Body;
        var job = (await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/exports", new { folder = "made", recipe })).Body;
        await EndedAsync(app, job);

        // Of ten samples five are docs, of which two stay, and five are forums, each twice.
        Assert.Equal((7, 12, 3), (counts.GetProperty("subset").GetProperty("kept").GetInt32(), counts.GetProperty("lines").GetInt32(), counts.GetProperty("takenOut")[0].GetProperty("samples").GetInt32()));
        var export = await client.JsonAsync("/api/exports/1");
        Assert.Equal((7, "docs"), (export.GetProperty("samples").GetInt32(), export.GetProperty("recipe").GetProperty("quotas")[0].Text("source")));
        var file = (await client.JsonAsync("/api/exports/1/manifest")).GetProperty("files").EnumerateArray().Select(one => one.Text("name")).Single(name => name.EndsWith(".jsonl", StringComparison.Ordinal));
        Assert.Equal(12, (await client.GetStringAsync(new Uri($"/api/exports/1/files/{Uri.EscapeDataString(file)}", UriKind.Relative), TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Recipe_ThatCannotBeUsed_IsRefusedInASentence()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();

        Task<string> Count(object body) => client.RefusedAsync(400, HttpMethod.Post, Recipes + "/counts", body);

        Assert.Contains("none_1", await Count(new { recipe = new { filters = new[] { "score(none_1) > 1" } } }), StringComparison.Ordinal);
        Assert.Contains("either a source or a language", await Count(new { recipe = new { quotas = new[] { new { samples = 1 } } } }), StringComparison.Ordinal);
        Assert.Contains("filter is not known", await Count(new { recipe = new { filter = "all" } }), StringComparison.Ordinal);
        Assert.Contains("Either the name", await Count(new { name = "a", recipe = new { } }), StringComparison.Ordinal);
        Assert.Contains("no recipe", await Count(new { name = "none" }), StringComparison.Ordinal);
        Assert.Contains("leave out", await client.RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/exports", new { folder = "a", filter = "all", recipe = new { } }), StringComparison.Ordinal);
        Assert.Contains("Either the name", await client.RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/exports", new { folder = "a", recipeVersion = 1 }), StringComparison.Ordinal);
        Assert.Contains("no position 5", await client.RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/exports", new { folder = "a", asOf = 5 }), StringComparison.Ordinal);
        Assert.Contains("keeps nothing", await client.RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/exports", new { folder = "a", recipe = new { filters = new[] { "none" } } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exports_BeforeAndAfterAVerdict_DifferByItAndComeOutAgain()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();
        await ExportAsync("before", null);
        await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/reviews", new { verdicts = new[] { new { id = "s-7", verdict = "drop" }, new { id = "s-3", verdict = "keep" } } });
        await ExportAsync("after", null);
        await ExportAsync("again", 0);

        var diff = await client.JsonAsync("/api/exports/2/diff?before=1&take=1");
        var rest = await client.JsonAsync($"/api/exports/2/diff?before=1&take=1&cursor={diff.Text("next")}");

        Assert.Equal((1, 1, 0, 5), (diff.GetProperty("came").GetInt32(), diff.GetProperty("went").GetInt32(), diff.GetProperty("changed").GetInt32(), diff.GetProperty("same").GetInt32()));
        Assert.Equal("verdicts", Assert.Single(diff.GetProperty("changes").EnumerateArray()).Text("what"));
        Assert.Equal(
            [("s-7", "verdict of program-lead: drop"), ("s-3", "verdict of program-lead: keep")],
            diff.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(sample => (sample.Text("id"), sample.Text("because"))));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        // As of the position before the verdicts nothing has changed, and the first export still comes out byte for byte.
        Assert.Equal((0, 6), ((await client.JsonAsync("/api/exports/3/diff?before=1")).GetProperty("items").GetArrayLength(), (await client.JsonAsync("/api/exports/3")).GetProperty("samples").GetInt32()));
        var replay = (await client.SendAsync(HttpMethod.Post, "/api/exports/1/replay")).Body;
        Assert.True(replay.GetProperty("isEqual").GetBoolean(), replay.ToString());
        var folder = Path.GetDirectoryName(app.Get<QualityReview.Exports.ExportStore>().Find(1)!.Folder)!;
        Assert.Equal(["after", "again", "before"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        Assert.Contains("no export 9", await client.RefusedAsync(404, HttpMethod.Get, "/api/exports/2/diff?before=9"), StringComparison.Ordinal);

        async Task ExportAsync(string name, long? asOf)
        {
            var (status, job, _) = await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/exports", new { folder = name, rule = $"score({ApiApp.Scorer}) >= 6", asOf });
            Assert.True(status == 202, job.ToString());
            await EndedAsync(app, job);
        }
    }

    private static async Task EndedAsync(ApiApp app, JsonElement job)
    {
        while (app.Get<JobStore>().Find(job.GetProperty("job").GetInt64()) is { State: JobState.Queued or JobState.Running })
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
