using System.Text.Json;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Api;

public sealed class ListTests
{
    [Fact]
    public async Task Samples_PageByPage_AreThoseLineByLine()
    {
        await using var app = await ApiApp.StartAsync(2500);
        var client = await app.ProgramAsync(Role.Annotator, TokenScope.Read);
        const string query = $"/api/datasets/testing/samples?rule=source%20%3D%20docs&sort=percentile({ApiApp.Scorer})&desc=true";

        var lines = await LinesAsync(client, query);
        var pages = await PagesAsync(client, query + "&take=300");

        Assert.Equal(1250, lines.Count);
        Assert.Equal([.. Enumerable.Range(0, 1250).Select(i => $"s-{2498 - (2 * i)}")], lines.Select(line => line.Text("id")));
        Assert.Equal(lines.Select(line => line.ToString()), pages.Select(sample => sample.ToString()));
    }

    [Fact]
    public async Task Samples_AddedAndJudgedWhilePaging_NeitherRepeatNorHideOthers()
    {
        await using var app = await ApiApp.StartAsync(20);
        var client = await app.ProgramAsync();
        const string query = $"/api/datasets/testing/samples?rule=verdict%20%3D%20none&sort=percentile({ApiApp.Scorer})&take=5";

        var first = await client.JsonAsync(query);
        // The last sample that was given leaves the list, and others come.
        await app.Get<ReviewStore>().AddAsync(new() { DatasetId = app.Dataset.DatasetId, Ordinal = first.GetProperty("items")[4].GetProperty("ordinal").GetInt32(), Author = "ana", Verdict = Verdict.Keep, ClientKey = "a" });
        await app.AddSamplesAsync(Enumerable.Range(100, 30).Select(i => Some.Found($"late-{i}", $"Late sample {i}.")));
        var rest = await PagesAsync(client, query, first.Text("next"));

        var ids = first.GetProperty("items").EnumerateArray().Concat(rest).Select(sample => sample.Text("id")).ToList();
        Assert.Equal(ids.Distinct(), ids);
        // Every sample that was there all the time, in its order; s-1 has no score, so that it stands behind.
        Assert.Equal([.. Enumerable.Range(0, 20).Where(i => i != 1).Select(i => $"s-{i}"), "s-1"], ids.Where(id => id.StartsWith("s-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ledger_FromAPositionOn_GivesWhatCameSince()
    {
        await using var app = await ApiApp.StartAsync(1200);
        var client = await app.ProgramAsync();
        await app.Get<ReviewStore>().AddAllAsync([.. Enumerable.Range(0, 1200).Select(i => new ReviewRequest { DatasetId = app.Dataset.DatasetId, Ordinal = i, Author = "ana", Verdict = Verdict.Drop, Reasons = ["spam", "garbled"], ClientKey = $"k{i}" })]);

        var all = await LinesAsync(client, "/api/datasets/testing/reviews");
        var since = await LinesAsync(client, $"/api/datasets/testing/reviews?after={all[1100].GetProperty("position").GetInt64()}");

        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"s-{i}"), all.Select(entry => entry.Text("id")));
        Assert.Equal(all[1101..].Select(entry => entry.ToString()), since.Select(entry => entry.ToString()));
        Assert.Equal(["spam", "garbled"], all[0].GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!));
        Assert.Equal(all.Select(entry => entry.ToString()), (await PagesAsync(client, "/api/datasets/testing/reviews?take=500")).Select(entry => entry.ToString()));
    }

    [Fact]
    public async Task Jobs_AddedWhilePaging_AreNotOnLaterPages()
    {
        await using var app = await ApiApp.StartAsync(2);
        var client = await app.ProgramAsync();
        // Of a kind that nothing runs.
        var jobs = app.Get<JobStore>();
        for (var i = 1; i <= 5; i++)
        {
            await jobs.AddAsync("tests", null, $"Job {i}", "{}", "ana");
        }

        var first = await client.JsonAsync("/api/jobs?take=2&state=queued");
        await jobs.AddAsync("tests", null, "Late", "{}", "ana");
        var rest = await PagesAsync(client, "/api/jobs?take=2&state=queued", first.Text("next"));

        Assert.Equal(["Job 5", "Job 4", "Job 3", "Job 2", "Job 1"], first.GetProperty("items").EnumerateArray().Concat(rest).Select(job => job.Text("title")));
        Assert.Contains("supported are queued, running", await client.RefusedAsync(400, HttpMethod.Get, "/api/jobs?state=lost"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_FirstOfMany_ComesBeforeTheLastIsRead()
    {
        await using var app = await ApiApp.StartAsync(20);
        // Sixty megabytes: more than any buffer between here and there.
        await app.AddSamplesAsync(Enumerable.Range(0, 60).Select(i => Some.Found($"long-{i}", $"{i} {new string('x', 1_000_000)}")));
        var client = await app.ProgramAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/datasets/testing/samples?text=full") { Headers = { Accept = { new("application/x-ndjson") } } };

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var first = JsonSerializer.Deserialize<JsonElement>((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!);
        // While nothing is read the server waits: a sample that is judged now says so when its line is made.
        await app.Get<ReviewStore>().AddAsync(new() { DatasetId = app.Dataset.DatasetId, Ordinal = 79, Author = "ana", Verdict = Verdict.Keep, ClientKey = "a" });
        var last = "";
        for (string? line; (line = await reader.ReadLineAsync(TestContext.Current.CancellationToken)) is not null;)
        {
            last = line;
        }

        Assert.Equal("s-0", first.Text("id"));
        Assert.Equal(("long-59", "keep"), (JsonSerializer.Deserialize<JsonElement>(last).Text("id"), JsonSerializer.Deserialize<JsonElement>(last).Text("verdict")));
    }

    [Fact]
    public async Task Samples_WithAFilter_SayWhatItSaysAndWhatPeopleMadeOfIt()
    {
        await using var app = await ApiApp.StartAsync(4);
        var client = await app.ProgramAsync();
        await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/filters", new { name = "good", rule = $"score({ApiApp.Scorer}) >= 2" });
        await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/reviews", new { verdicts = new[] { new { id = "s-0", verdict = "keep" }, new { id = "s-3", verdict = "drop" } } });

        var samples = (await client.JsonAsync("/api/datasets/testing/samples?filter=good&text=none")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["drop keep keep", "drop drop none", "keep keep none", "keep drop drop"], samples.Select(sample => $"{sample.Text("filterSays")} {sample.Text("decision")} {sample.Text("verdict")}"));
        Assert.All(samples, sample => Assert.Equal(JsonValueKind.Null, sample.GetProperty("text").ValueKind));
    }

    [Fact]
    public async Task Sample_WhoseIdNoPathKeeps_IsFound()
    {
        await using var app = await ApiApp.StartAsync(2);
        var ids = new[] { "a/b", "..", "%2F?&#", "日本語 ", "a b\u202e" };
        await app.AddSamplesAsync(ids.Select((id, i) => Some.Found(id, $"Odd {i}", meta: "{\"deep\":{\"n\":1}}")));
        var client = await app.ProgramAsync();

        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            var sample = await client.JsonAsync($"/api/datasets/testing/sample?id={Uri.EscapeDataString(id)}");
            Assert.Equal((id, $"Odd {i}", 1), (sample.Text("id"), sample.Text("text"), sample.GetProperty("meta").GetProperty("deep").GetProperty("n").GetInt32()));
        }
    }

    private static async Task<List<JsonElement>> LinesAsync(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Accept = { new("application/x-ndjson") } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        return [.. (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static async Task<List<JsonElement>> PagesAsync(HttpClient client, string address, string? cursor = null)
    {
        var all = new List<JsonElement>();
        do
        {
            var page = await client.JsonAsync(address + (cursor is null ? "" : $"&cursor={cursor}"));
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return all;
    }
}
