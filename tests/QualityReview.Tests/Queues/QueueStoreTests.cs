using QualityReview.Queues;
using QualityReview.Reviews;

namespace QualityReview.Tests.Queues;

public sealed class QueueStoreTests
{
    [Fact]
    public void Plan_SameSeed_IsTheSame_AndSharesAreMet()
    {
        var drawn = Enumerable.Range(0, 2000).Select(i => new DrawnItem(i, $"s-{i}", .1)).ToList();
        var gold = Enumerable.Range(1900, 600).Select(i => (i, $"s-{i}", i % 2 == 0 ? Verdict.Keep : Verdict.Drop)).ToList();
        var request = new QueueRequest { DatasetId = 1, Name = "q", Author = "lead", Draw = new QueueDraw { Kind = QueueKind.Random, Size = 2000, Seed = 9 }, OverlapShare = .1, OverlapPeople = 3, GoldShare = .05, GoldAuthor = "expert" };

        var plan = QueuePlan.Of(request, drawn, gold);

        Assert.Equal(plan, QueuePlan.Of(request, drawn, [.. gold.AsEnumerable().Reverse()]));
        Assert.NotEqual(plan, QueuePlan.Of(request with { Draw = request.Draw with { Seed = 10 } }, drawn, gold));
        var mixedIn = plan.Where(item => item.Gold != Verdict.None).ToList();
        Assert.Equal(105, mixedIn.Count);
        Assert.All(mixedIn, item => Assert.True(item is { Ordinal: >= 2000, InclusionProbability: null }));
        Assert.InRange(plan.Count(item => item.Wanted == 3), 160, 240);
        // Gold items stand all over the queue, and the drawn ones keep their order.
        var places = plan.Select((item, place) => (item, place)).Where(placed => placed.item.Gold != Verdict.None).Select(placed => placed.place).ToList();
        Assert.All(Enumerable.Range(0, 5), fifth => Assert.Contains(places, place => place / 421 == fifth));
        Assert.Equal(Enumerable.Range(0, 2000), plan.Where(item => item.Gold == Verdict.None).Select(item => item.Ordinal));
    }

    [Fact]
    public async Task Add_WhatCannotBe_IsRefusedByASentence()
    {
        await using var some = await SomeQueue.OfAsync(3);
        var request = new QueueRequest { DatasetId = some.Dataset.DatasetId, Name = "second", Author = "lead", Draw = new QueueDraw { Kind = QueueKind.Random, Size = 3 } };
        var drawn = new DrawnQueue([new DrawnItem(0, "s-0", 1)], 1, 0);

        foreach (var (wrong, says) in new[]
        {
            (request with { Name = "first" }, "already"),
            (request with { Name = "No Slug" }, "cannot name a queue"),
            (request with { OverlapShare = 2 }, "0 to 1"),
            (request with { OverlapShare = .5, OverlapPeople = 1 }, "2 to 20"),
            (request with { OverlapShare = .5, OverlapPeople = 3, Assignees = ["ana", "ben"] }, "2 are named"),
            (request with { GoldShare = .9 }, "0 to 0.5"),
            (request with { GoldShare = .1 }, "whose verdicts"),
            (request with { GoldShare = .1, GoldAuthor = "nobody" }, "no gold items"),
        })
        {
            var fault = await Assert.ThrowsAsync<WrongWordsException>(() => some.Store.AddAsync(wrong, drawn));
            Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<WrongWordsException>(() => some.Store.AddAsync(request, new DrawnQueue([], 0, 0)));
        Assert.Single(some.Store.List(some.Dataset.DatasetId));
    }

    [Fact]
    public async Task Guide_ChangedText_IsANewVersionAndTheSameIsNot()
    {
        await using var some = await SomeQueue.OfAsync(1);

        Assert.Equal(0, some.Store.Guideline(some.Queue.QueueId).Version);
        Assert.Equal(1, (await some.Store.GuideAsync(some.Queue.QueueId, "Keep prose.", "lead")).Version);
        Assert.Equal(1, (await some.Store.GuideAsync(some.Queue.QueueId, " Keep prose. ", "lead")).Version);
        Assert.Equal(2, (await some.Store.GuideAsync(some.Queue.QueueId, "Keep good prose.", "lead")).Version);
        await Assert.ThrowsAsync<WrongWordsException>(() => some.Store.GuideAsync(some.Queue.QueueId, new string('x', QueueGuideline.LongestText + 1), "lead"));
    }

    [Fact]
    public async Task ProbabilityJudgements_OfATargetedQueue_AreNone()
    {
        await using var some = await SomeQueue.OfAsync(2);
        var targeted = await some.Store.AddAsync(
            new QueueRequest { DatasetId = some.Dataset.DatasetId, Name = "targeted", Author = "lead", Draw = new QueueDraw { Kind = QueueKind.NearCut, Size = 2 } },
            new DrawnQueue([new DrawnItem(0, "s-0", null), new DrawnItem(1, "s-1", null)], 2, 0));
        await some.SaveAsync("ana", 0, Verdict.Drop);
        await some.Work.SaveAsync(targeted, "ana", new QueueVerdict { Position = 1, Verdict = Verdict.Keep, ClientKey = "targeted1" });

        Assert.Equal(new ProbabilityJudgement("all", 0, .5, "ana", Verdict.Drop), Assert.Single(some.Reader.ProbabilityJudgements(some.Queue.QueueId)));
        Assert.Empty(some.Reader.ProbabilityJudgements(targeted.QueueId));
    }

    [Fact]
    public async Task Reviewers_ShowMedianTimeAndShares()
    {
        await using var some = await SomeQueue.OfAsync(4, request => request with { OverlapShare = 1, OverlapPeople = 2 });
        foreach (var (position, seconds) in new (int, double?)[] { (0, 9), (1, 1), (2, 2), (3, null) })
        {
            await some.Work.SaveAsync(some.Queue, "ana", new QueueVerdict { Position = position, Verdict = Verdict.Keep, Seconds = seconds, ClientKey = $"timed{position:000}" });
        }

        await some.SaveAsync("ben", 0, Verdict.Drop);

        var people = some.Reader.Reviewers(some.Queue.QueueId);
        Assert.Equal(("ana", 4, 2.0), (people[0].Author, people[0].Judged, people[0].Seconds!.Value));
        Assert.Equal(("ben", 1), (people[1].Author, people[1].Judged));
        Assert.Null(people[1].Seconds);
        Assert.Equal([1, 2], Assert.Single(some.Reader.SharedVerdicts(some.Queue.QueueId)));
    }
}
