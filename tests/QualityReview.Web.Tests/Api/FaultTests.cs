using System.Text;
using Dapper;
using QualityReview.People;
using QualityReview.Storage;

namespace QualityReview.Web.Tests.Api;

public sealed class FaultTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("""{"name":"a","rule":"all","rul":"all"}""", "The field rul is not known;")]
    [InlineData("""{"name":"a"}""", "The body lacks rule.")]
    [InlineData("""{"name":"a","rule":7}""", "The field rule has a value that cannot be read")]
    [InlineData("""{"name":"a","rule":null}""", "The field rule has a value that cannot be read")]
    [InlineData("""{"name":"a","name":"b","rule":"all"}""", "cannot be read")]
    [InlineData("""{"name":"a",""", "is not the JSON object that is needed (line 1")]
    [InlineData("", "The body is not the JSON object that is needed")]
    [InlineData("null", "The body is null")]
    [InlineData("[]", "The body is not the JSON object that is needed")]
    [InlineData("""{"name":"a","rule":"percentile(nothing) > 3"}""", "nothing")]
    [InlineData("""{"name":"all","rule":"all"}""", "is built in")]
    public async Task Body_ThatIsWrong_IsNamed(string body, string expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        Assert.Contains(expected, await (await shared.App.ProgramAsync()).RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/filters", content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_UnknownFieldInside_IsNamedWithItsPlace()
    {
        var detail = await (await shared.App.ProgramAsync()).RefusedAsync(
            400, HttpMethod.Post, "/api/datasets/testing/reviews", new { verdicts = new[] { new { id = "s-0", verdict = "keep", reson = "spam" } } });

        Assert.Contains("The field reson is not known in verdicts[0];", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_FieldWithANameOfAMegabyte_IsNamedByItsBeginning()
    {
        using var content = new StringContent($"{{\"{new string('n', 1_000_000)}\":1}}", Encoding.UTF8, "application/json");

        var detail = await (await shared.App.ProgramAsync()).RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/filters", content);

        Assert.InRange(detail.Length, 50, 400);
    }

    [Fact]
    public async Task Body_OfFocusMode_ThatIsWrong_IsNamed()
    {
        var detail = await (await shared.App.ProgramAsync()).RefusedAsync(400, HttpMethod.Post, "/api/queues/none/verdicts", new { person = 7 });

        Assert.Contains("The field person has a value that cannot be read", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samples?rul=all", "There is no parameter rul here")]
    [InlineData("samples?take=ten", "The parameter take is \"ten\", which cannot be read.")]
    [InlineData("sample", "The parameter id is missing.")]
    [InlineData("samples?take=0", "The parameter take is 0; 1 to 1000 are supported.")]
    [InlineData("samples?take=1001", "1 to 1000")]
    [InlineData("samples?text=half", "supported are excerpt, full and none")]
    [InlineData("samples?rule=percentile(ask_llm", "expected")]
    [InlineData("samples?sort=beauty", "beauty")]
    [InlineData("samples?filter=nothing", "There is no filter")]
    [InlineData("samples?cursor=nothing", "The cursor is none that this list gave")]
    [InlineData("samples?cursor=MS4xLjE", "The cursor belongs to another list")]
    [InlineData("reviews?cursor=%00", "The cursor is none that this list gave")]
    [InlineData("duplicates?take=101", "1 to 100")]
    [InlineData("sample/neighbours?id=s-0&count=0", "1 to 100")]
    [InlineData("sample/surprisal?id=s-0&scorer=nothing", "There is no perplexity scorer")]
    [InlineData("agreement?from=yesterday", "The parameter from is \"yesterday\"")]
    public async Task Parameter_ThatIsWrong_IsNamed(string address, string expected)
    {
        Assert.Contains(expected, await (await shared.App.ProgramAsync()).RefusedAsync(400, HttpMethod.Get, $"/api/datasets/testing/{address}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cursor_OfAnotherQuery_IsRefused()
    {
        var client = await shared.App.ProgramAsync();
        var next = (await client.JsonAsync("/api/datasets/testing/samples?take=2")).Text("next");

        Assert.Contains("belongs to another list", await client.RefusedAsync(400, HttpMethod.Get, $"/api/datasets/testing/samples?take=2&rule=source%20%3D%20docs&cursor={next}"), StringComparison.Ordinal);
        Assert.Contains("belongs to another list", await client.RefusedAsync(400, HttpMethod.Get, $"/api/datasets/testing/samples?take=2&sort=length&cursor={next}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thing_ThatIsNot_IsNotFound()
    {
        var client = await shared.App.ProgramAsync(Role.Admin);

        foreach (var path in new[]
        {
            "datasets/nothing", "datasets/nothing/samples", "datasets/testing/sample?id=nothing", "datasets/testing/imports/9/set-aside", "datasets/testing/filters/versions?name=nothing",
            "exports/9", "exports/9/manifest", "exports/9/zip", "jobs/9", "queues/nothing", "queues/nothing/items", "nothing", "datasets/testing/nothing", "nothing.txt",
        })
        {
            Assert.NotEmpty(await client.RefusedAsync(404, HttpMethod.Get, "/api/" + path));
        }
    }

    [Fact]
    public async Task Method_AndType_ThatAreNotSupported_AreSaid()
    {
        var client = await shared.App.ProgramAsync();
        using var text = new StringContent("all", Encoding.UTF8, "text/plain");

        Assert.Matches("supported: GET.*POST", await client.RefusedAsync(405, HttpMethod.Delete, "/api/datasets/testing/filters"));
        Assert.Contains("text/plain", await client.RefusedAsync(415, HttpMethod.Post, "/api/datasets/testing/filters", text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_LongerThanTheBound_IsRefusedBeforeItIsRead()
    {
        await using var app = await ApiApp.StartAsync(settings: new() { ["Api:MaxBodyBytes"] = "2048" });
        var client = await app.ProgramAsync();

        using var stated = new StringContent($$"""{"name":"a","rule":"{{new string(' ', 4000)}}"}""", Encoding.UTF8, "application/json");
        Assert.Contains("up to 2048 are supported", await client.RefusedAsync(413, HttpMethod.Post, "/api/datasets/testing/filters", stated), StringComparison.Ordinal);
        // Without a length: the server counts while it reads.
        using var dripping = new StreamContent(new UnknownLength(Encoding.UTF8.GetBytes($$"""{"name":"a","rule":"{{new string(' ', 4000)}}"}"""))) { Headers = { ContentType = new("application/json") } };
        Assert.Contains("up to 2048 bytes", await client.RefusedAsync(413, HttpMethod.Post, "/api/datasets/testing/filters", dripping), StringComparison.Ordinal);
        // A file may be longer.
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('a', 4000)}\"}}")) { Headers = { ContentType = new("application/octet-stream") } };
        Assert.Equal(202, (await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/imports?file=a.jsonl", file)).Status);
    }

    [Fact]
    public async Task Requests_TooMany_AreToldWhenToComeAgain()
    {
        await using var app = await ApiApp.StartAsync(settings: new() { ["Api:RequestsPerMinute"] = "3" });
        var (ana, nobody) = (await app.ProgramAsync(), app.Accounts.Visitor());

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await ana.SendAsync(HttpMethod.Get, "/api/me")).Status);
        }

        Assert.Equal([200, 200, 200, 429], statuses);
        var (status, problem, answer) = await ana.SendAsync(HttpMethod.Get, "/api/datasets");
        Assert.Equal((429, "application/problem+json"), (status, answer.Content.Headers.ContentType!.MediaType));
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Too many requests", problem.Text("detail"), StringComparison.Ordinal);
        // Each account has its own measure, and those who are not signed in have theirs.
        Assert.Equal(200, (await (await app.ProgramAsync(Role.Admin)).SendAsync(HttpMethod.Get, "/api/me")).Status);
        Assert.Equal(401, (await nobody.SendAsync(HttpMethod.Get, "/api/me")).Status);
    }

    [Fact]
    public async Task Fault_ThatNobodyForesaw_GetsAnIdAndTellsNothing()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();
        await app.Get<ReviewDatabase>().WriteAsync(connection => connection.Execute("drop table exports"));

        var (status, problem, answer) = await client.SendAsync(HttpMethod.Get, "/api/datasets/testing/exports");

        Assert.Equal(500, status);
        var id = problem.Text("traceId");
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal((id, $"Unexpected fault, id {id}; the log has the details."), (Assert.Single(answer.Headers.GetValues("X-Correlation-Id")), problem.Text("detail")));
    }

    [Fact]
    public async Task Nobody_AndWrongTokens_AreRefusedInASentence()
    {
        await using var app = await ApiApp.StartAsync();
        var reading = await app.ProgramAsync(Role.Lead, TokenScope.Read);

        Assert.Contains("Nobody is signed in", await app.Accounts.Visitor().RefusedAsync(401, HttpMethod.Get, "/api/me"), StringComparison.Ordinal);
        using var stranger = new HttpClient { BaseAddress = app.Accounts.Url, DefaultRequestHeaders = { Authorization = new("Bearer", "qr_nothing") } };
        Assert.Contains("unknown, has expired or was revoked", await stranger.RefusedAsync(401, HttpMethod.Get, "/api/me"), StringComparison.Ordinal);
        Assert.Contains("a token with the scope write", await reading.RefusedAsync(403, HttpMethod.Post, "/api/datasets/testing/filters", new { name = "a", rule = "all" }), StringComparison.Ordinal);
        Assert.Contains("the role admin", await reading.RefusedAsync(403, HttpMethod.Get, "/api/people"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_WithoutTheHeader_WritesNothing()
    {
        await using var app = await ApiApp.StartAsync();
        var lead = await app.Accounts.JoinedAsync("ana", Role.Lead);
        lead.DefaultRequestHeaders.Accept.Clear();

        Assert.Contains("X-Quality-Review is missing", await lead.RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/filters", new { name = "a", rule = "all" }), StringComparison.Ordinal);
        lead.DefaultRequestHeaders.Add("X-Quality-Review", "1");
        Assert.Equal(200, (await lead.SendAsync(HttpMethod.Post, "/api/datasets/testing/filters", new { name = "a", rule = "source = docs" })).Status);
    }

    [Fact]
    public async Task Annotator_ManyVerdictsOrSettling_AreALeads()
    {
        await using var app = await ApiApp.StartAsync();
        var annotator = await app.ProgramAsync(Role.Annotator);
        var many = new { verdicts = new[] { new { id = "s-0", verdict = "keep" }, new { id = "s-1", verdict = "keep" } } };

        Assert.Contains("needs the role lead", await annotator.RefusedAsync(403, HttpMethod.Post, "/api/datasets/testing/reviews", many), StringComparison.Ordinal);
        Assert.Contains("needs the role lead", await annotator.RefusedAsync(403, HttpMethod.Post, "/api/datasets/testing/reviews", new { verdicts = new[] { new { id = "s-0", verdict = "keep", settles = true } } }), StringComparison.Ordinal);
        Assert.Equal(200, (await annotator.SendAsync(HttpMethod.Post, "/api/datasets/testing/reviews", new { verdicts = new[] { new { id = "s-0", verdict = "keep" } } })).Status);
        Assert.Contains("nothing to settle", await (await app.ProgramAsync()).RefusedAsync(400, HttpMethod.Post, "/api/datasets/testing/reviews", new { verdicts = new[] { new { id = "s-0", verdict = "keep", settles = true } } }), StringComparison.Ordinal);
    }

    /// <summary>Bytes whose number nobody knows before.</summary>
    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
