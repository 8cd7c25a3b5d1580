using System.Net;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Reviews;

namespace QualityReview.Web.Tests.Queues;

public sealed class QueueEndpointsTests
{
    [Fact]
    public async Task Items_OfABlindQueue_TellTextAndNothingOfScoresOrVerdicts()
    {
        await using var app = await QueueApp.StartAsync(12);
        await app.Services.GetRequiredService<ReviewStore>().AddAsync(new() { DatasetId = app.Dataset.DatasetId, Ordinal = 0, Author = "ben", Verdict = Verdict.Drop, ClientKey = "b" });

        var answer = await app.TakeAsync(3, "&recent=true");

        Assert.Equal(("items", 12, 3), (answer.GetProperty("outcome").GetString(), answer.GetProperty("left").GetInt32(), answer.GetProperty("items").GetArrayLength()));
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            Assert.StartsWith("Sample number", item.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal("Null", item.GetProperty("scores").ValueKind.ToString());
            Assert.Equal("Null", item.GetProperty("verdict").ValueKind.ToString());
        }
    }

    [Fact]
    public async Task Items_OfAQueueThatIsNotBlind_TellPercentilesAndTheVerdict()
    {
        await using var app = await QueueApp.StartAsync(4, request => request with { IsBlind = false });
        await app.Services.GetRequiredService<ReviewStore>().AddAsync(new() { DatasetId = app.Dataset.DatasetId, Ordinal = 0, Author = "ben", Verdict = Verdict.Drop, ClientKey = "b" });

        var item = (await app.TakeAsync(1)).GetProperty("items")[0];

        Assert.Equal(12.5, item.GetProperty("scores")[0].GetProperty("percentile").GetDouble());
        Assert.Equal("Drop by ben", item.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Verdicts_SentTwice_AreOneEntryAndRevealedWhenAsked()
    {
        await using var app = await QueueApp.StartAsync(4);
        await app.TakeAsync();
        var body = new { person = "ana", reveal = true, acts = new[] { new { key = "key000001", act = "keep", position = 0, reasons = new[] { "spam" }, note = "n", seconds = 2.5 } } };

        var first = await app.SendAsync(body);
        var again = await app.SendAsync(body);

        Assert.All([first, again], answer =>
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            var result = answer.Body.GetProperty("results")[0];
            Assert.True(result.GetProperty("saved").GetBoolean());
            Assert.Equal(12.5, result.GetProperty("scores")[0].GetProperty("percentile").GetDouble());
        });
        var entry = Assert.Single(app.Services.GetRequiredService<ReviewStore>().History(app.Dataset.DatasetId, 0));
        Assert.Equal(("ana", Verdict.Keep, "spam", "n", 2.5), (entry.Author, entry.Verdict, entry.Reasons, entry.Note, entry.Seconds));
    }

    [Fact]
    public async Task Verdicts_OneThatCannotBe_IsRefusedByASentenceAndTheOthersAreSaved()
    {
        await using var app = await QueueApp.StartAsync(4);

        var (_, body) = await app.SendAsync(new
        {
            person = "ana",
            acts = new object[]
            {
                new { key = "key000001", act = "keep", position = 99 },
                new { key = "key000002", act = "love", position = 0 },
                new { key = "key000003", act = "drop", position = 1, reasons = new[] { "no_such_reason" } },
                new { key = "key000004", act = "skip", position = 2 },
                new { key = "key000005", act = "unsure", position = 3 },
                new { key = "key000006", act = "undo", position = 3, undoes = "key000005" },
            },
        });

        Assert.Equal([false, false, false, true, true, true], body.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("saved").GetBoolean()));
        Assert.Contains("no item 99", body.GetProperty("results")[0].GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Equal([Verdict.Unsure, Verdict.None], app.Services.GetRequiredService<ReviewStore>().History(app.Dataset.DatasetId, 3).Select(entry => entry.Verdict));
    }

    [Fact]
    public async Task Verdicts_WithoutTheHeaderOrForAnotherPerson_AreRefusedWhole()
    {
        await using var app = await QueueApp.StartAsync(2);
        var acts = new[] { new { key = "key000001", act = "keep", position = 0 } };

        Assert.Equal(HttpStatusCode.BadRequest, (await app.SendAsync(new { person = "ana", acts }, header: false)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await app.SendAsync(new { person = "ben", acts })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.SendAsync(new { person = "ana", acts = new object?[] { null } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.SendAsync(new { person = "ana", acts = new[] { new { key = (string?)null, act = "keep" } } })).Status);
        Assert.Equal(0, app.Services.GetRequiredService<ReviewStore>().Position(app.Dataset.DatasetId));
    }

    [Fact]
    public async Task Guideline_ComesOnceAndAgainWhenItChanges()
    {
        await using var app = await QueueApp.StartAsync(2, request => request with { Guideline = "Keep prose." });

        Assert.Equal("Keep prose.", (await app.TakeAsync()).GetProperty("guideline").GetProperty("text").GetString());
        Assert.Equal("Null", (await app.TakeAsync(10, "&guideline=1")).GetProperty("guideline").ValueKind.ToString());
        await app.Services.GetRequiredService<QualityReview.Queues.QueueStore>().GuideAsync(app.Queue.QueueId, "Keep good prose.", "lead");
        Assert.Equal(2, (await app.TakeAsync(10, "&guideline=1")).GetProperty("guideline").GetProperty("version").GetInt32());
    }
}
