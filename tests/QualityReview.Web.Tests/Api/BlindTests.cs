using System.Text.Json;
using QualityReview.People;
using QualityReview.Queues;

namespace QualityReview.Web.Tests.Api;

/// <summary>What an annotator who is to judge blindly is told of the samples by the API, before and after the verdict.</summary>
public sealed class BlindTests
{
    private const string Samples = "/api/datasets/testing/samples";

    [Fact]
    public async Task Sample_ThatWaitsForABlindVerdict_IsItsTextAndNothingMore()
    {
        await using var app = await ApiApp.StartAsync(6);
        await app.EmbedAsync();
        var (lead, annotator) = (await app.ProgramAsync(), await app.ProgramAsync(Role.Annotator));
        await lead.SendAsync(HttpMethod.Post, "/api/datasets/testing/reviews", new { verdicts = new[] { new { id = "s-2", verdict = "drop" }, new { id = "s-3", verdict = "drop" } } });
        await AddQueueAsync(lead);
        await annotator.JsonAsync("/api/queues/blind/items?take=3");

        Assert.Equal(["s-1", "s-3", "s-5"], await IdsAsync(annotator, Samples));
        Assert.Equal(6, (await IdsAsync(lead, Samples)).Count);
        Assert.Equal(["s-1", "s-3", "s-5"], await IdsAsync(annotator, "/api/datasets/testing/clusters/map"));
        Assert.Equal(6, (await IdsAsync(lead, "/api/datasets/testing/clusters/map")).Count);
        // Neither a rule nor a count tells of it.
        Assert.Equal(0, (await annotator.JsonAsync($"/api/datasets/testing/count?rule=score({ApiApp.Scorer})%20%3E%3D%202%20and%20id%20%3D%20%22s-2%22")).GetProperty("found").GetInt32());
        Assert.Equal(["s-3"], await IdsAsync(annotator, Samples + "?rule=verdict%20%3D%20drop"));
        var facets = await annotator.JsonAsync("/api/datasets/testing/facets");
        Assert.Equal(1, facets.GetProperty("verdicts")[1].GetProperty("count").GetInt32());
        foreach (var bins in new[] { "all", "selected" })
        {
            Assert.Equal(2, (await annotator.JsonAsync("/api/datasets/testing/histograms")).GetProperty("items")[0].GetProperty(bins).EnumerateArray().Sum(bin => bin.GetInt32()));
        }

        Assert.Equal(JsonValueKind.Null, (await annotator.JsonAsync("/api/datasets/testing/duplicates")).GetProperty("items")[0].GetProperty("members")[0].GetProperty("verdict").ValueKind);
        var sample = await annotator.JsonAsync("/api/datasets/testing/sample?id=s-2");
        Assert.Equal((true, "none", "", 0, 0), (
            sample.GetProperty("isWithheld").GetBoolean(), sample.Text("verdict"), sample.Text("source"), sample.GetProperty("scores").GetArrayLength(), sample.GetProperty("history").GetArrayLength()));
        Assert.Equal("Sample number 2 says something of its own.", sample.Text("text"));
        Assert.Contains("blind queue", await annotator.RefusedAsync(403, HttpMethod.Get, "/api/datasets/testing/sample/surprisal?id=s-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_OnceItIsJudged_IsToldWhole()
    {
        await using var app = await ApiApp.StartAsync(6);
        var (lead, annotator) = (await app.ProgramAsync(), await app.ProgramAsync(Role.Annotator));
        await AddQueueAsync(lead);
        await annotator.JsonAsync("/api/queues/blind/items?take=3");

        await annotator.SendAsync(HttpMethod.Post, "/api/queues/blind/verdicts", new { person = "program-annotator", acts = new[] { new { key = "key000001", act = "keep", position = 1 } } });

        Assert.Equal(["s-1", "s-2", "s-3", "s-5"], await IdsAsync(annotator, Samples));
        var sample = await annotator.JsonAsync("/api/datasets/testing/sample?id=s-2");
        Assert.Equal((false, "keep", 2), (sample.GetProperty("isWithheld").GetBoolean(), sample.Text("verdict"), sample.GetProperty("scores")[0].GetProperty("value").GetInt32()));
        // A verdict that is taken back is to be given again, blindly.
        await annotator.SendAsync(HttpMethod.Post, "/api/queues/blind/verdicts", new { person = "program-annotator", acts = new[] { new { key = "key000002", act = "undo", undoes = "key000001" } } });
        Assert.Equal(["s-1", "s-3", "s-5"], await IdsAsync(annotator, Samples));
    }

    [Theory]
    [InlineData("isBlind", 6)]
    [InlineData("assignees", 6)]
    [InlineData("archived", 6)]
    [InlineData("paused", 3)]
    public async Task Sample_OfAQueueThatIsNotTheirsOrNotBlind_IsTold(string change, int expected)
    {
        await using var app = await ApiApp.StartAsync(6);
        var (lead, annotator) = (await app.ProgramAsync(), await app.ProgramAsync(Role.Annotator));
        await AddQueueAsync(lead, change != "isBlind", change == "assignees" ? ["program-lead"] : []);
        if (QueueState.All.Contains(change))
        {
            await lead.SendAsync(HttpMethod.Put, "/api/queues/blind/state", new { state = change });
        }

        Assert.Equal(expected, (await IdsAsync(annotator, Samples)).Count);
    }

    private static async Task AddQueueAsync(HttpClient lead, bool isBlind = true, string[]? assignees = null) => Assert.Equal(
        201, (await lead.SendAsync(HttpMethod.Post, "/api/datasets/testing/queues", new { name = "blind", kind = "as_shown", rule = "source = docs", overlapShare = 0, isBlind, assignees = assignees ?? [] })).Status);

    private static async Task<List<string>> IdsAsync(HttpClient client, string address) =>
        [.. (await client.JsonAsync(address)).GetProperty("items").EnumerateArray().Select(sample => sample.Text("id"))];
}
