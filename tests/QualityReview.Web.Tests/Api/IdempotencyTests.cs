using System.Text;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Reviews;

namespace QualityReview.Web.Tests.Api;

public sealed class IdempotencyTests
{
    private const string Reviews = "/api/datasets/testing/reviews";

    [Fact]
    public async Task Key_SentAgain_GivesTheSameAnswerAndDoesNothing()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();

        var first = await client.SendAsync(HttpMethod.Post, Reviews, Verdict("s-0", "keep"), "one");
        var again = await client.SendAsync(HttpMethod.Post, Reviews, Verdict("s-0", "keep"), "one");

        Assert.Equal((200, first.Body.ToString()), (again.Status, again.Body.ToString()));
        Assert.False(first.Answer.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", again.Answer.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Single(app.Get<ReviewStore>().Entries(app.Dataset.DatasetId, 0, 10));
    }

    [Fact]
    public async Task Key_SentManyTimesAtOnce_IsOneAct()
    {
        await using var app = await ApiApp.StartAsync();
        var clients = new[] { await app.ProgramAsync(), await app.ProgramAsync() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => clients[i % 2].SendAsync(HttpMethod.Post, Reviews, Verdict("s-0", "keep"), "one")));

        Assert.All(answers, answer => Assert.Equal((200, answers[0].Body.ToString()), (answer.Status, answer.Body.ToString())));
        Assert.Equal(15, answers.Count(answer => answer.Answer.Headers.Contains("Idempotency-Replayed")));
        Assert.Single(app.Get<ReviewStore>().Entries(app.Dataset.DatasetId, 0, 100));
    }

    [Fact]
    public async Task Key_ForAnotherRequest_IsRefused()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();
        await client.SendAsync(HttpMethod.Post, Reviews, Verdict("s-0", "keep"), "one");

        Assert.Contains("was used for another request", await client.RefusedAsync(422, HttpMethod.Post, Reviews, Verdict("s-0", "drop"), "one"), StringComparison.Ordinal);
        Assert.Contains("was used for another request", await client.RefusedAsync(422, HttpMethod.Post, "/api/datasets/testing/filters", Verdict("s-0", "keep"), "one"), StringComparison.Ordinal);
        Assert.Single(app.Get<ReviewStore>().Entries(app.Dataset.DatasetId, 0, 10));
    }

    [Fact]
    public async Task Key_OfAnotherPerson_IsAnotherKey()
    {
        await using var app = await ApiApp.StartAsync();
        await (await app.ProgramAsync()).SendAsync(HttpMethod.Post, Reviews, Verdict("s-0", "keep"), "one");

        var (status, body, _) = await (await app.ProgramAsync(Role.Admin)).SendAsync(HttpMethod.Post, Reviews, Verdict("s-0", "drop"), "one");

        Assert.Equal((200, "drop"), (status, body.GetProperty("items")[0].Text("verdict")));
    }

    [Fact]
    public async Task Key_OfARefusedRequest_CanBeUsedOnceTheFaultIsMended()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();

        await client.RefusedAsync(400, HttpMethod.Post, Reviews, Verdict("s-0", "love"), "one");
        await client.RefusedAsync(400, HttpMethod.Post, Reviews, Verdict("nothing", "keep"), "one");

        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, Reviews, Verdict("s-0", "keep"), "one")).Status);
    }

    [Fact]
    public async Task Key_WhoseRequestNeverEnded_SaysSo()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();
        var body = "{\"name\":\"a\",\"rule\":\"all\"}";
        var fingerprint = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"POST\n/api/datasets/testing/filters\n\n{body}"));
        await app.Get<ApiRequestStore>().BeginAsync("program-lead", "one", fingerprint);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Contains("what became of it is not known", await client.RefusedAsync(409, HttpMethod.Post, "/api/datasets/testing/filters", content, "one"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_SentAgain_IsImportedOnceAndAnotherFileIsRefused()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();

        var first = await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/imports?file=a.jsonl", File(200_000), "one");
        var again = await client.SendAsync(HttpMethod.Post, "/api/datasets/testing/imports?file=a.jsonl", File(200_000), "one");

        Assert.Equal((202, first.Body.ToString()), (again.Status, again.Body.ToString()));
        Assert.Equal(first.Answer.Headers.Location, again.Answer.Headers.Location);
        await client.RefusedAsync(422, HttpMethod.Post, "/api/datasets/testing/imports?file=a.jsonl", File(200_001), "one");
        Assert.Single(app.Get<JobStore>().List());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task Key_ThatCannotBeOne_IsRefused(string key)
    {
        await using var app = await ApiApp.StartAsync();

        Assert.Contains("1 to 200 visible ASCII", await (await app.ProgramAsync()).RefusedAsync(400, HttpMethod.Post, Reviews, Verdict("s-0", "keep"), key), StringComparison.Ordinal);
    }

    private static object Verdict(string id, string verdict) => new { verdicts = new[] { new { id, verdict } } };

    private static ByteArrayContent File(int length) => new(Encoding.UTF8.GetBytes($"{{\"id\":\"x\",\"text\":\"{new string('a', length)}\"}}\n")) { Headers = { ContentType = new("application/octet-stream") } };
}
