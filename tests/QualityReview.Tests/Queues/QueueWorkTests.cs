using QualityReview.Queues;
using QualityReview.Reviews;

namespace QualityReview.Tests.Queues;

public sealed class QueueWorkTests
{
    [Fact]
    public async Task Take_TwoPeople_NeverGetTheSameItem()
    {
        await using var some = await SomeQueue.OfAsync(25);

        var ana = await some.TakeAsync("ana");
        var ben = await some.TakeAsync("ben");
        var cara = await some.TakeAsync("cara");
        var dan = await some.TakeAsync("dan");

        Assert.Equal([10, 10, 5], new[] { ana, ben, cara }.Select(take => take.Items.Count));
        Assert.Equal(25, new[] { ana, ben, cara }.SelectMany(take => take.Items).Select(item => item.Position).Distinct().Count());
        Assert.Equal((TakeOutcome.WithOthers, 25), (dan.Outcome, dan.Left));
    }

    [Fact]
    public async Task Take_Again_GivesWhatIsHeldAndFillsUp()
    {
        await using var some = await SomeQueue.OfAsync(12);
        var first = await some.TakeAsync("ana", 3);
        await some.SaveAsync("ana", first.Items[0].Position);

        var second = await some.TakeAsync("ana", 3);

        Assert.Equal([1, 2, 3], second.Items.Select(item => item.Position));
        Assert.Equal(11, second.Left);
    }

    [Fact]
    public async Task Take_AfterTheLeaseExpired_GivesTheItemToOthers()
    {
        await using var some = await SomeQueue.OfAsync(1);
        await some.TakeAsync("ana");
        Assert.Equal(TakeOutcome.WithOthers, (await some.TakeAsync("ben")).Outcome);
        some.Time.Step(SomeQueue.Lease);

        Assert.Equal(TakeOutcome.Items, (await some.TakeAsync("ben")).Outcome);
        Assert.Equal(TakeOutcome.WithOthers, (await some.TakeAsync("ana")).Outcome);
    }

    [Fact]
    public async Task Take_Renewed_KeepsTheItem()
    {
        await using var some = await SomeQueue.OfAsync(1);
        for (var i = 0; i < 4; i++)
        {
            Assert.Single((await some.TakeAsync("ana")).Items);
            some.Time.Step(SomeQueue.Lease * .75);
        }

        Assert.Equal(TakeOutcome.WithOthers, (await some.TakeAsync("ben")).Outcome);
    }

    [Fact]
    public async Task Save_AfterTheItemWentToSomebodyElse_IsInTheLedgerAndDoesNotCount()
    {
        await using var some = await SomeQueue.OfAsync(1);
        await some.TakeAsync("ana");
        some.Time.Step(SomeQueue.Lease);
        await some.TakeAsync("ben");

        var late = await some.SaveAsync("ana", 0, Verdict.Drop);
        var inTime = await some.SaveAsync("ben", 0);

        Assert.False(late.Counts);
        Assert.True(inTime.Counts);
        Assert.Equal([Verdict.Drop, Verdict.Keep], some.Db.Reviews.History(some.Dataset.DatasetId, 0).Select(entry => entry.Verdict));
        Assert.Equal(1, some.Reader.Progress(some.Queue.QueueId).Judged);
        Assert.Equal(TakeOutcome.Done, (await some.TakeAsync("cara")).Outcome);
    }

    [Fact]
    public async Task Save_LateButStillWanted_Counts()
    {
        await using var some = await SomeQueue.OfAsync(1);
        await some.TakeAsync("ana");
        some.Time.Step(SomeQueue.Lease);

        Assert.True((await some.SaveAsync("ana", 0)).Counts);
    }

    [Fact]
    public async Task Save_SameKeyTwice_IsOneEntryWithTheSameAnswer()
    {
        await using var some = await SomeQueue.OfAsync(2);
        await some.TakeAsync("ana");

        var first = await some.SaveAsync("ana", 0, key: "key00001");
        var again = await some.SaveAsync("ana", 0, key: "key00001");

        Assert.Equal(first, again);
        Assert.Single(some.Db.Reviews.History(some.Dataset.DatasetId, 0));
        await Assert.ThrowsAsync<WrongWordsException>(() => some.SaveAsync("ben", 1, key: "key00001"));
    }

    [Fact]
    public async Task Save_TwiceByOnePerson_CountsOnceAndTheLaterVerdictStands()
    {
        await using var some = await SomeQueue.OfAsync(1, request => request with { OverlapShare = 1, OverlapPeople = 2 });
        await some.SaveAsync("ana", 0, Verdict.Keep);

        await some.SaveAsync("ana", 0, Verdict.Drop);

        Assert.Equal(1, some.Reader.Progress(some.Queue.QueueId).Judged);
        Assert.Equal(Verdict.Drop, Assert.Single(some.Reader.ProbabilityJudgements(some.Queue.QueueId)).Verdict);
        Assert.Equal(2, some.Db.Reviews.History(some.Dataset.DatasetId, 0).Count);
    }

    [Fact]
    public async Task Save_WithGuideline_RecordsTheVersionThatWasShown()
    {
        await using var some = await SomeQueue.OfAsync(3, request => request with { Guideline = "Keep prose." });
        await some.Store.GuideAsync(some.Queue.QueueId, "Keep good prose.", "lead");

        Assert.Equal(1, await StoredAsync(0, 1));
        Assert.Equal(2, await StoredAsync(1, 2));
        Assert.Equal(2, await StoredAsync(2, 9));

        async Task<int> StoredAsync(int position, int shown) => (await some.Work.SaveAsync(
            some.Queue, "ana", new QueueVerdict { Position = position, Verdict = Verdict.Keep, GuidelineVersion = shown, ClientKey = $"guideline{position}" })).Entry.GuidelineVersion;
    }

    [Theory]
    [InlineData(-1.0, null)]
    [InlineData(double.NaN, null)]
    [InlineData(12.5, 12.5)]
    [InlineData(90_000.0, QueueVerdict.LongestSeconds)]
    public async Task Save_Seconds_AreBelievedWithinReason(double sent, double? stored)
    {
        await using var some = await SomeQueue.OfAsync(1);

        var saved = await some.Work.SaveAsync(some.Queue, "ana", new QueueVerdict { Position = 0, Verdict = Verdict.Keep, Seconds = sent, ClientKey = "seconds1" });

        Assert.Equal(stored, saved.Entry.Seconds);
    }

    [Fact]
    public async Task Save_WhatCannotBe_IsRefusedAndLeavesNothing()
    {
        await using var some = await SomeQueue.OfAsync(1);

        await Assert.ThrowsAsync<WrongWordsException>(() => some.SaveAsync("ana", 7));
        await Assert.ThrowsAsync<WrongWordsException>(() => some.SaveAsync("ana", 0, Verdict.None));
        await Assert.ThrowsAsync<WrongWordsException>(() => some.SaveAsync("ana", 0, key: "x"));
        Assert.Equal(0, some.Db.Reviews.Position(some.Dataset.DatasetId));
    }

    [Fact]
    public async Task Skip_OffersTheItemToOthersAlone()
    {
        await using var some = await SomeQueue.OfAsync(1);
        await some.TakeAsync("ana");

        await some.Work.SkipAsync(some.Queue, "ana", 0, "skip0001");

        Assert.Equal(TakeOutcome.Done, (await some.TakeAsync("ana")).Outcome);
        Assert.Single((await some.TakeAsync("ben")).Items);
        Assert.Equal(1, some.Reader.Reviewers(some.Queue.QueueId).Single().Skipped);
    }

    [Fact]
    public async Task Undo_OfAVerdict_ReopensTheItemForItsAuthor()
    {
        await using var some = await SomeQueue.OfAsync(1);
        await some.TakeAsync("ana");
        await some.SaveAsync("ana", 0, key: "verdict1");

        Assert.True(await some.UndoAsync("ana", "verdict1"));

        Assert.Equal(TakeOutcome.WithOthers, (await some.TakeAsync("ben")).Outcome);
        Assert.Single((await some.TakeAsync("ana")).Items);
        Assert.True((await some.SaveAsync("ana", 0, Verdict.Drop)).Counts);
        Assert.Equal(Verdict.Drop, some.Db.Reviews.Current(some.Dataset.DatasetId, 0)!.Verdict);
        Assert.False(await some.UndoAsync("ana", "verdict1"));
    }

    [Fact]
    public async Task Undo_OnTheSamplesOwnPage_TakesTheJudgementOutOfTheQueueToo()
    {
        await using var some = await SomeQueue.OfAsync(1);
        await some.SaveAsync("ana", 0);

        await some.Db.Reviews.UndoLastAsync(some.Dataset.DatasetId, "ana", "elsewhere");

        Assert.Equal(0, some.Reader.Progress(some.Queue.QueueId).Judged);
        Assert.Empty(some.Reader.ProbabilityJudgements(some.Queue.QueueId));
        Assert.Single((await some.TakeAsync("ben")).Items);
    }

    [Fact]
    public async Task Undo_OfASkip_ReopensTheItem_AndOthersCannotUndo()
    {
        await using var some = await SomeQueue.OfAsync(1);
        await some.TakeAsync("ana");
        await some.Work.SkipAsync(some.Queue, "ana", 0, "skip0001");

        Assert.False(await some.UndoAsync("ben", "skip0001"));
        Assert.True(await some.UndoAsync("ana", "skip0001"));

        Assert.Single((await some.TakeAsync("ana")).Items);
    }

    [Fact]
    public async Task Recent_HoldsTheLastTenThatStand_NewestFirst()
    {
        await using var some = await SomeQueue.OfAsync(14);
        for (var i = 0; i < 12; i++)
        {
            some.Time.Step(TimeSpan.FromSeconds(1));
            await some.SaveAsync("ana", i, key: $"verdict{i:00}");
        }

        some.Time.Step(TimeSpan.FromSeconds(1));
        await some.Work.SkipAsync(some.Queue, "ana", 12, "skipped01");
        await some.UndoAsync("ana", "verdict11");

        var recent = some.Work.Recent(some.Queue.QueueId, "ana");

        Assert.Equal([12, 10, 9, 8, 7, 6, 5, 4, 3, 2], recent.Select(act => act.Position));
        Assert.Equal(Verdict.None, recent[0].Verdict);
    }

    [Fact]
    public async Task Take_PausedArchivedOrNotAssigned_GivesNothing_AndLateVerdictsComeIn()
    {
        await using var some = await SomeQueue.OfAsync(5, request => request with { Assignees = ["ana"] });
        await some.TakeAsync("ana");
        Assert.Equal(TakeOutcome.NotAssigned, (await some.TakeAsync("ben")).Outcome);
        Assert.False((await some.SaveAsync("ben", 4)).Counts);

        await some.Store.SetStateAsync(some.Queue.QueueId, QueueState.Paused);
        Assert.Equal(TakeOutcome.Paused, (await some.TakeAsync("ana")).Outcome);
        Assert.True((await some.SaveAsync("ana", 0)).Counts);
        await some.Store.SetStateAsync(some.Queue.QueueId, QueueState.Archived);
        Assert.Equal(TakeOutcome.Archived, (await some.TakeAsync("ana")).Outcome);
        Assert.Empty(some.Work.OpenFor("ana"));
        await some.Store.SetStateAsync(some.Queue.QueueId, QueueState.Open);

        Assert.Equal(4, Assert.Single(some.Work.OpenFor("ana")).Left);
        Assert.Empty(some.Work.OpenFor("ben"));
    }

    [Fact]
    public async Task Gold_IsJudgedByEverybody_AmongOthersOnly()
    {
        await using var some = await SomeQueue.OfAsync(
            8,
            request => request with { GoldShare = .2, GoldAuthor = "expert" },
            samples: 20,
            before: async some => await some.Db.Reviews.AddAllAsync([.. Enumerable.Range(10, 6).Select(i => new ReviewRequest
            {
                DatasetId = some.Dataset.DatasetId, Ordinal = i, Author = "expert", Verdict = i % 2 == 0 ? Verdict.Keep : Verdict.Drop, ClientKey = $"gold-{i}",
            })]));

        var ana = await some.TakeAsync("ana", 6);
        foreach (var item in ana.Items)
        {
            await some.SaveAsync("ana", item.Position, Verdict.Keep);
        }

        foreach (var item in (await some.TakeAsync("ben", 20)).Items)
        {
            await some.SaveAsync("ben", item.Position, Verdict.Keep);
        }

        var progress = some.Reader.Progress(some.Queue.QueueId);
        Assert.Equal((8, 8, 8, 2), (progress.Items, progress.Finished, progress.Judged, progress.GoldItems));
        Assert.Equal(2, some.Reader.Reviewers(some.Queue.QueueId).Single(person => person.Author == "ben").GoldJudged);
        // Nothing ordinary is left, so ana is not kept for the gold items that she has not met.
        Assert.Equal(TakeOutcome.Done, (await some.TakeAsync("ana")).Outcome);
        Assert.Equal(8, some.Reader.ProbabilityJudgements(some.Queue.QueueId).Count);
    }
}
