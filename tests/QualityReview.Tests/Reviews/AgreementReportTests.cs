using QualityReview.Reviews;

namespace QualityReview.Tests.Reviews;

public sealed class AgreementReportTests
{
    private static readonly AgreementChoice _all = new();

    // Everything counted once more, by looking at the whole ledger for each figure.
    [Theory]
    [InlineData(1, 300, 25)]
    [InlineData(2, 600, 40)]
    public void Of_RandomLedger_EqualsCountingByHand(ulong seed, int entries, int samples)
    {
        var some = SomeLedger.Random(seed, entries, samples);
        var ledger = some.Ledger;
        var report = AgreementReport.Of(ledger, _all, ordinal => ordinal % 2 == 0 ? "docs" : "forums");
        LedgerEntry? Last(int person, int sample) => some.Entries.Where(entry => entry.Author == person && entry.Ordinal == sample && entry.Verdict != Verdict.None && !entry.Settles
            && some.Entries.All(undo => undo.Undoes != entry.Position)).LastOrDefault();
        var people = Enumerable.Range(0, ledger.Authors.Count).OrderBy(i => ledger.Authors[i], StringComparer.Ordinal).ToList();
        var matrix = Enumerable.Range(0, samples).Select(sample => people.Select(person => Last(person, sample)).ToArray()).ToArray();
        int[][] Units(IEnumerable<LedgerEntry?[]> rows) =>
            [.. rows.Select(row => row.Where(cell => cell?.Verdict is Verdict.Keep or Verdict.Drop).Select(cell => (int)cell!.Verdict).ToArray())];

        Assert.Equal(Agreement.Krippendorff(Units(matrix)), report.Overall.Alpha, 1e-10);
        Assert.Equal(Agreement.Raw(Units(matrix)), report.Overall.Raw, 1e-10);
        Assert.Equal(Units(matrix).Count(unit => unit.Length > 1), report.Overall.Shared);
        Assert.Equal(Agreement.Krippendorff(Units(matrix.Where((_, i) => i % 2 == 0))), report.Sources.Single(source => source.Source == "docs").Agreement.Alpha, 1e-10);
        Assert.Equal(matrix.Count(row => row.Any(cell => cell is not null)), report.Samples);
        Assert.Equal((matrix.Sum(row => row.Count(cell => cell?.Verdict == Verdict.Keep)), matrix.Sum(row => row.Count(cell => cell?.Verdict == Verdict.Unsure))), (report.Tally.Keep, report.Tally.Unsure));

        for (var a = 0; a < people.Count; a++)
        {
            for (var b = a + 1; b < people.Count; b++)
            {
                var both = matrix.Where(row => row[a]?.Verdict is Verdict.Keep or Verdict.Drop && row[b]?.Verdict is Verdict.Keep or Verdict.Drop).ToList();
                var pair = report.Pairs.Single(pair => pair.First == ledger.Authors[people[a]] && pair.Second == ledger.Authors[people[b]]);
                Assert.Equal(both.Count, pair.Shared);
                Assert.Equal(Agreement.Cohen([.. both.Select(row => (int)row[a]!.Verdict)], [.. both.Select(row => (int)row[b]!.Verdict)]), pair.Kappa, 1e-10);
            }

            var cells = matrix.Select(row => row[a]).OfType<LedgerEntry>().ToList();
            var person = report.People[a];
            Assert.Equal(cells.Count(cell => cell.FilterSaid != Verdict.None && cell.Verdict == cell.FilterSaid), person.Filter.Agreed);
            Assert.Equal(cells.Count(cell => cell.FilterSaid != Verdict.None && cell.Verdict is Verdict.Keep or Verdict.Drop && cell.Verdict != cell.FilterSaid), person.Filter.Corrected);
            Assert.Equal(cells.Count(cell => cell.FilterSaid != Verdict.None && cell.Verdict == Verdict.Unsure), person.Filter.Unsure);
            Assert.Equal(cells.Count(cell => cell.Verdict == Verdict.Drop && cell.Reasons.Contains("garbled", StringComparison.Ordinal)), person.DropReasons.GetValueOrDefault("garbled"));
        }

        var drops = matrix.SelectMany(row => Enumerable.Range(0, row.Length).SelectMany(i => Enumerable.Range(0, i), (i, j) => (A: row[i], B: row[j])))
            .Where(pair => pair.A?.Verdict == Verdict.Drop && pair.B?.Verdict == Verdict.Drop).Select(pair => (A: Spam(pair.A), B: Spam(pair.B))).ToList();
        var spam = report.Reasons.Single(reason => reason.Code == "spam");
        Assert.Equal((drops.Count(pair => pair.A || pair.B), drops.Count(pair => pair.A && pair.B)), (spam.Pairs, spam.Both));

        static bool Spam(LedgerEntry? entry) => entry!.Reasons.Split(' ').Contains("spam");
    }

    [Fact]
    public void Of_PeopleAndDaysChosen_LooksAtNoOthers()
    {
        var some = new SomeLedger();
        some.Add("Ana", 0, Verdict.Keep);
        some.Add("Bo", 0, Verdict.Drop);
        some.Add("Cem", 0, Verdict.Keep);
        some.Now = some.Now.AddDays(1);
        some.Add("Ana", 1, Verdict.Drop);
        some.Add("Bo", 1, Verdict.Drop);

        var pair = AgreementReport.Of(some.Ledger, new AgreementChoice { People = ["Ana", "Cem"] }, _ => "");
        Assert.Equal((1, 1.0), (pair.Overall.Shared, pair.Overall.Raw));
        Assert.Equal(["Ana", "Cem"], pair.People.Select(person => person.Name));
        var later = AgreementReport.Of(some.Ledger, new AgreementChoice { From = new DateOnly(2026, 3, 2), Until = new DateOnly(2026, 3, 2) }, _ => "");
        Assert.Equal((1, 1), (later.Samples, later.Overall.Shared));
        Assert.Equal(3, AgreementReport.Of(some.Ledger, new AgreementChoice { Until = new DateOnly(2026, 3, 1) }, _ => "").Tally.Reviewed);
    }

    [Fact]
    public void Of_Pace_CountsTimeAtWorkAndNoPauses()
    {
        var some = new SomeLedger();
        some.Add("Ana", 0, Verdict.Keep, seconds: 10);
        some.Now = some.Now.AddSeconds(20);
        some.Add("Ana", 1, Verdict.Keep, seconds: 14);
        some.Add("Ana", 2, Verdict.Drop);
        some.Now = some.Now.AddHours(3);
        some.Add("Ana", 3, Verdict.Drop, seconds: 6);
        some.Now = some.Now.AddHours(1);
        some.Add("Ana", 4, Verdict.Drop, seconds: 9000);

        var pace = Assert.Single(AgreementReport.Of(some.Ledger, _all, _ => "").People).Pace;
        Assert.Equal((4, 12.0), (pace.Timed, pace.MedianSeconds));
        // 10 s, then 20 s from verdict to verdict, 6 s after the pause, and a tab that was left open for no more than five minutes.
        Assert.Equal(10 + 20 + 6 + 300, pace.ActiveHours * 3600, 1e-9);
        Assert.Equal(4 / (336 / 3600.0), pace.PerActiveHour, 1e-9);
    }

    [Fact]
    public void Of_ChangedAndTakenBack_AreReversals()
    {
        var some = new SomeLedger();
        some.Add("Ana", 0, Verdict.Keep);
        some.Add("Ana", 0, Verdict.Keep, "spam");
        some.Add("Ana", 0, Verdict.Drop);
        some.Undo(some.Add("Ana", 1, Verdict.Keep));
        some.Add("Bo", 0, Verdict.Keep);

        var people = AgreementReport.Of(some.Ledger, _all, _ => "").People;
        Assert.Equal([(4, 2), (1, 0)], people.Select(person => (person.Given, person.Reversed)));
    }

    [Fact]
    public void Of_Drift_CutsThePersonsVerdictsIntoRuns()
    {
        var some = new SomeLedger();
        for (var i = 0; i < 120; i++)
        {
            some.Now = some.Now.AddSeconds(30);
            some.Add("Ana", i, i < 50 ? Verdict.Keep : i % 2 == 0 ? Verdict.Drop : Verdict.Unsure, seconds: i < 50 ? 8 : 4);
        }

        var drift = Assert.Single(AgreementReport.Of(some.Ledger, _all, _ => "").People).Drift;
        Assert.Equal([(50, 1.0, 8.0), (50, 0.0, 4.0), (20, 0.0, 4.0)], drift.Select(point => (point.Verdicts, point.Keep, point.MedianSeconds)));
        // 49 times 30 s from verdict to verdict, and the reading of the first.
        Assert.Equal(50 / ((8 + 49 * 30) / 3600.0), drift[0].PerActiveHour, 1e-9);
        Assert.Equal([0.0, 0.0, 0.0], drift.Select(point => point.Reversed));

        some.Undo(1);
        some.Undo(3);
        Assert.Equal([2 / 50.0, 0.0, 0.0], Assert.Single(AgreementReport.Of(some.Ledger, _all, _ => "").People).Drift.Select(point => point.Reversed));
    }

    [Fact]
    public void Of_Gold_CountsStandingVerdictsOfOthersThanItsAuthor()
    {
        var some = new SomeLedger();
        var gold = Enumerable.Range(0, 5).ToDictionary(i => i, i => new GoldVerdict(i % 2 == 0 ? Verdict.Keep : Verdict.Drop, "Lea"));
        some.Add("Lea", 0, Verdict.Keep);
        some.Add("Ana", 0, Verdict.Drop);
        some.Add("Ana", 0, Verdict.Keep);
        some.Add("Ana", 1, Verdict.Keep);
        some.Add("Ana", 2, Verdict.Unsure);
        some.Undo(some.Add("Ana", 3, Verdict.Keep));
        some.Add("Ana", 9, Verdict.Keep);
        some.Now = some.Now.AddDays(1);
        some.Add("Bo", 4, Verdict.Keep);

        var people = AgreementReport.Of(some.Ledger, _all, _ => "", gold).People;
        Assert.Equal([(3, 1), (1, 1), (0, 0)], people.Select(person => (person.Gold.Judged, person.Gold.Right)));
        Assert.Equal(Interval.Wilson(1 / 3.0, 3), people[0].Gold.Range);
        Assert.Null(people[2].Gold.Range);
        Assert.Equal((0, 0), Gold(AgreementReport.Of(some.Ledger, new AgreementChoice { Until = new DateOnly(2026, 3, 1) }, _ => "", gold), "Lea"));
        Assert.All(AgreementReport.Of(some.Ledger, _all, _ => "").People, person => Assert.Equal(0, person.Gold.Judged));

        static (int, int) Gold(AgreementReport report, string name) => report.People.Single(person => person.Name == name).Gold is var gold ? (gold.Judged, gold.Right) : default;
    }

    [Fact]
    public void Of_EmptyLedger_SaysNothing()
    {
        var report = AgreementReport.Of(new SomeLedger().Ledger, _all, _ => "");
        Assert.Equal((0, 0L, AgreementReading.TooFew), (report.Samples, report.Position, report.Overall.Reading));
        Assert.Null(report.Overall.AlphaRange);
        Assert.Empty(report.People);
    }
}
