using QualityReview.Reviews;
using QualityReview.TestKit;

namespace QualityReview.Tests.Reviews;

public sealed class DisputeTests
{
    [Fact]
    public void Of_PeopleDisagree_ListsTheMostDisputedFirst()
    {
        var some = new SomeLedger();
        foreach (var (author, ordinal, verdict) in new[]
        {
            ("Ana", 0, Verdict.Keep), ("Bo", 0, Verdict.Drop), ("Ana", 1, Verdict.Keep), ("Bo", 1, Verdict.Unsure), ("Ana", 2, Verdict.Keep), ("Bo", 2, Verdict.Keep),
            ("Ana", 3, Verdict.Keep), ("Bo", 3, Verdict.Drop), ("Cem", 3, Verdict.Drop), ("Dia", 3, Verdict.Keep), ("Ana", 4, Verdict.Keep), ("Ana", 4, Verdict.Drop),
        })
        {
            some.Add(author, ordinal, verdict);
        }

        Assert.Equal([3, 0], Dispute.Of(some.Ledger).Select(dispute => dispute.Ordinal));
    }

    [Fact]
    public void Of_Settled_StaysSoUntilContradictedOrTakenBack()
    {
        var some = new SomeLedger();
        some.Add("Ana", 0, Verdict.Keep);
        some.Add("Bo", 0, Verdict.Drop);
        var settling = some.Add("Lea", 0, Verdict.Drop, settles: true);
        Assert.Equal(settling, Assert.Single(Dispute.Of(some.Ledger)).SettledBy?.Position);
        some.Add("Cem", 0, Verdict.Drop);
        Assert.NotNull(Assert.Single(Dispute.Of(some.Ledger)).SettledBy);
        var contradicts = some.Add("Dia", 0, Verdict.Unsure);
        Assert.Null(Assert.Single(Dispute.Of(some.Ledger)).SettledBy);
        some.Undo(contradicts);
        Assert.NotNull(Assert.Single(Dispute.Of(some.Ledger)).SettledBy);
        some.Undo(settling);
        Assert.Null(Assert.Single(Dispute.Of(some.Ledger)).SettledBy);
    }

    [Fact]
    public void Of_LeadTookPart_KeepsWhatTheLeadHadSaidBefore()
    {
        var some = new SomeLedger();
        some.Add("Lea", 0, Verdict.Keep);
        some.Add("Bo", 0, Verdict.Drop);
        some.Add("Lea", 0, Verdict.Drop, settles: true);

        var dispute = Assert.Single(Dispute.Of(some.Ledger));
        Assert.Equal((Verdict.Drop, 1, 1), (dispute.SettledBy?.Verdict, dispute.Keeps, dispute.Drops));
        Assert.Equal((1, 0.0), (AgreementReport.Of(some.Ledger, new AgreementChoice(), _ => "").Overall.Shared, AgreementReport.Of(some.Ledger, new AgreementChoice(), _ => "").Overall.Raw));
    }

    // Whatever happens, the verdict that settles is the one that counts; and the store reads the same ledger that was written.
    [Fact]
    public async Task Of_RandomLedgerInTheStore_SettlesByTheCurrentVerdict()
    {
        await using var test = new TestDatabase();
        var id = (await test.DatasetOfAsync(Some.Founds(6))).DatasetId;
        var some = SomeLedger.Random(3, 150, 6);
        var names = some.Ledger.Authors;
        var positions = new Dictionary<long, long>();
        foreach (var entry in some.Entries)
        {
            var review = entry.Undoes != 0
                ? await test.Reviews.UndoAsync(positions[entry.Undoes], names[entry.Author], $"u{entry.Position}", TestContext.Current.CancellationToken)
                : await test.Reviews.AddAsync(
                    new ReviewRequest
                    {
                        DatasetId = id, Ordinal = entry.Ordinal, Author = names[entry.Author], Verdict = entry.Verdict, Settles = entry.Settles, FilterSaid = entry.FilterSaid,
                        Reasons = entry.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries), Seconds = double.IsNaN(entry.Seconds) ? null : entry.Seconds, ClientKey = $"{entry.Position}",
                    },
                    TestContext.Current.CancellationToken);
            positions.Add(entry.Position, review!.ReviewId);
        }

        var ledger = test.Reviews.Ledger(id);
        Assert.Equal(names, ledger.Authors);
        Assert.Equal(some.Entries.Select(entry => entry with { At = default }), ledger.Entries.Select(entry => entry with { At = default }));
        Assert.Equal(some.Entries.Take(70).Select(entry => entry.Position), test.Reviews.Ledger(id, 70).Entries.Select(entry => entry.Position));
        var settled = Dispute.Of(ledger).Where(dispute => dispute.SettledBy is not null).ToList();
        Assert.NotEmpty(settled);
        var current = test.Reviews.Current(id).ToDictionary(verdict => verdict.Ordinal);
        Assert.All(settled, dispute => Assert.Equal(dispute.SettledBy!.Verdict, current[dispute.Ordinal].Verdict));
        Assert.All(Dispute.Of(ledger), dispute =>
        {
            var alone = Dispute.Of(test.Reviews.History(id, dispute.Ordinal));
            Assert.Equal((dispute.Voices.Count, dispute.SettledBy?.Position), (alone!.Voices.Count, alone.SettledBy?.Position));
        });
    }

    [Fact]
    public async Task AddAsync_SettlesByUnsure_IsRefused()
    {
        await using var test = new TestDatabase();
        var request = new ReviewRequest { DatasetId = 1, Ordinal = 0, Author = "Lea", Verdict = Verdict.Unsure, Settles = true, ClientKey = "1" };
        await Assert.ThrowsAsync<WrongWordsException>(() => test.Reviews.AddAsync(request, TestContext.Current.CancellationToken));
    }
}
